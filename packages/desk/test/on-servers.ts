// Runs the tests of the desk that run on every adapter on PostgreSQL and MariaDB as well, at CASELOAD_TEST_POSTGRES_URL and CASELOAD_TEST_MARIADB_URL.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const files = [
  'packages/desk/src/follow/follow.test.ts',
  'packages/desk/src/own-fields/field-index-state.test.ts',
  'packages/desk/src/timers/rearm-on-every-adapter.test.ts',
  'packages/desk/test/desk-on-every-adapter.test.ts',
]
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', ...files], {
  cwd: root,
  env: { ...process.env, CASELOAD_DESK_ON_SERVERS: 'yes' },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
