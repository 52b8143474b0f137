import { conformance } from '@caseload/storage-conformance'
import { describe, it } from 'vitest'
import { openSqlitePlace } from '../test/sqlite-place.ts'

describe('given an SQLite file', () => {
  conformance({ test: it, about: { durability: 'process', writers: 'one-host' }, open: openSqlitePlace })
})
