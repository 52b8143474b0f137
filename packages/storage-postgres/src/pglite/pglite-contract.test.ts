import { conformance } from '@caseload/storage-conformance'
import { describe, expect, it } from 'vitest'
import { pglitePlaces } from '../../test/pglite-place.ts'
import { postgresUrl } from '../../test/test-servers.ts'

// It takes minutes, as servers do, so it runs where they are tried: `pnpm run test:server`.
if (postgresUrl === null) {
  it('runs the contract with those of servers', () => expect(postgresUrl).toBeNull())
} else {
  describe('given PGlite', () => {
    const places = pglitePlaces()
    const about = { durability: 'memory', writers: 'one-process' } as const
    conformance({ test: it, about, passes: ['plain', 'guarded'], open: (clock) => places.open(clock) })
  })
}
