import { memoryStorage } from '@caseload/storage/memory'
import { describe, it } from 'vitest'
import { conformance } from './conformance.ts'

describe('given a store in memory', () => {
  conformance({
    test: it,
    about: { durability: 'memory', writers: 'one-process' },
    open: (clock) => ({ storage: memoryStorage({ clock }), dispose: () => undefined }),
  })
})
