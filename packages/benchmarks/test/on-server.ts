// Runs the tests of peers on PostgreSQL, at CASELOAD_TEST_POSTGRES_URL.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const files = ['packages/benchmarks/src/storage/peers/peers-on-postgres.test.ts']
if ((process.env['CASELOAD_TEST_POSTGRES_URL'] ?? '') === '') {
  console.error('CASELOAD_TEST_POSTGRES_URL is not set')
  process.exitCode = 1
} else {
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', ...files], { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
}
