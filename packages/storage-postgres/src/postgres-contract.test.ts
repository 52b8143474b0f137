import { conformance } from '@caseload/storage-conformance'
import type { PostgresProfile } from '@caseload/storage-sql'
import { afterAll, describe, expect, it } from 'vitest'
import { postgresPlaces } from '../test/postgres-place.ts'
import { postgresUrl } from '../test/test-servers.ts'

const about = { durability: 'power', writers: 'many-hosts' } as const

if (postgresUrl === null) {
  console.warn(
    'PostgreSQL: the contract is not run, since CASELOAD_TEST_POSTGRES_URL is not set; `pnpm run test:server` brings a server',
  )
  it('runs the contract where it is given a server', () => expect(postgresUrl).toBeNull())
} else {
  const url = postgresUrl
  describe('given PostgreSQL', () => {
    const places = postgresPlaces({ url })
    afterAll(() => places.close())
    conformance({ test: it, about, open: (clock) => places.open(clock) })
  })

  describe.each(['cockroachdb', 'yugabytedb', 'citus'] satisfies PostgresProfile[])(
    'given PostgreSQL spoken to as %s',
    (profile) => {
      const places = postgresPlaces({ url, options: { profile } })
      afterAll(() => places.close())
      // These two keep what was deleted until they collect it themselves, so nothing can be scrubbed on request.
      const scrubs = profile === 'citus'
      const test = (name: string, run: () => Promise<void>) => (!scrubs && /: J11[01] /.test(name) ? undefined : it(name, run))
      conformance({ test, about, passes: ['guarded'], open: (clock) => places.open(clock) })
    },
  )
}
