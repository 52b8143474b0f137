import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Runs this package's tests against the MariaDB of `CASELOAD_TEST_MARIADB_URL`; in CI there has to be one. */
const url = process.env['CASELOAD_TEST_MARIADB_URL'] ?? ''
if (url === '' && process.env['CI'] !== undefined) {
  console.error('CASELOAD_TEST_MARIADB_URL is not set: in CI the server of the machine is used')
  process.exitCode = 1
} else {
  const { status } = spawnSync('vitest', ['run', 'packages/storage-mysql/', '--project', 'unit', '--project', 'property'], {
    cwd: join(import.meta.dirname, '../../../..'),
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
