import { conformance } from '@caseload/storage-conformance'
import { afterAll, describe, expect, it } from 'vitest'
import { mysqlPlaces } from '../test/mysql-place.ts'
import { mariadbUrl } from '../test/test-servers.ts'

if (mariadbUrl === null) {
  console.warn('MariaDB: the contract is not run, since CASELOAD_TEST_MARIADB_URL is not set')
  it('runs the contract where it is given a server', () => expect(mariadbUrl).toBeNull())
} else {
  const url = mariadbUrl
  describe('given MariaDB', () => {
    const places = mysqlPlaces(url)
    afterAll(() => places.close())
    conformance({
      test: it,
      about: { durability: 'power', writers: 'many-hosts' },
      // A store knows of no zone of its host, so one pass is enough in the others.
      passes: process.env['TZ'] === 'UTC' ? ['plain', 'noisy', 'in turn', 'guarded'] : ['guarded'],
      open: (clock) => places.open(clock),
    })
  })
}
