import { defineConfig } from 'vitest/config'
import { writeExamples } from './tools/doc-examples/write-examples.ts'

// tools/test-in-zones.ts has written them for all of its runs.
if (process.env['CASELOAD_EXAMPLES'] !== 'written') writeExamples(import.meta.dirname)

// Nothing may depend on the host's zone; a run without TZ means one and the same zone on every machine.
process.env['TZ'] ??= 'UTC'

const notTests = ['**/node_modules/**', '**/dist/**']
// Processes that are killed, servers that are brought along, stores that are broken on purpose and handlers that hang know of no zone and take seconds each: they are tried in one.
// So are the contract on SQLite, where every instant is a whole number of milliseconds and no statement asks for a date or the time, a spool, which keeps bytes and
// numbers, and a program that ends before it has read a single row or is asked only whose rows it may take away.
const ofNoZone = [
  '**/storage-postgres/src/postgres-smoke.test.ts',
  '**/storage-conformance/src/broken/proofs.test.ts',
  '**/storage-sqlite/src/{sqlite-contract,better-sqlite3-driver}.test.ts',
  '**/benchmarks/src/faults/self-check.test.ts',
  '**/desk/test/{drain,first-policies,follow,migrate,rearm}-processes.test.ts',
  '**/desk/test/planted-bugs.prop.test.ts',
  '**/desk/src/follow/follow.test.ts',
  '**/desk/src/contacts/spool-file/{file-spool,power-loss}.test.ts',
  '**/replay-helpdesk/src/{begin-anew,killed,refusals}.test.ts',
]
const triedOnce = process.env['TZ'] === 'UTC' ? [] : ofNoZone

// Nothing but what a server does: without one there is nothing to try, and with one `test:server` of the package tries it.
const withoutServer = [
  ...(process.env['CASELOAD_TEST_POSTGRES_URL']
    ? []
    : [
        '**/storage-postgres/test/release-1.test.ts',
        '**/storage-postgres/src/tenant-lock.test.ts',
        '**/benchmarks/**/*-on-postgres.test.ts',
      ]),
  ...(process.env['CASELOAD_TEST_MARIADB_URL']
    ? []
    : ['**/storage-mysql/test/release-1.test.ts', '**/storage-mysql/src/tenant-lock.test.ts']),
]

export default defineConfig({
  ssr: { resolve: { conditions: ['@caseload/source', 'module', 'node', 'development|production'] } },
  test: {
    pool: 'forks',
    isolate: false,
    // By default one core is left free, which on two is half of them.
    maxWorkers: '100%',
    // Generous, for two busy cores: a test that hangs still ends, and none is failed for being slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    silent: 'passed-only',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/{src,test}/**/*.test.ts', 'examples/*/**/*.test.ts'],
          exclude: ['**/*.prop.test.ts', ...triedOnce, ...withoutServer, ...notTests],
        },
      },
      {
        extends: true,
        test: { name: 'property', include: ['packages/*/{src,test}/**/*.prop.test.ts'], exclude: [...triedOnce, ...notTests] },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          // tools/checks/types.test.ts compiles everything and reports errors outside the type tests, so that one package's tests can run while another changes.
          typecheck: {
            enabled: true,
            only: true,
            include: ['packages/*/src/**/*.test-d.ts'],
            tsconfig: './tsconfig.types.json',
            ignoreSourceErrors: true,
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'examples',
          include: ['docs/generated/**/*.test.ts'],
          exclude: notTests,
          setupFiles: ['./tools/doc-examples/own-folder.ts'],
        },
      },
      { extends: true, test: { name: 'checks', include: ['tools/**/*.test.ts'], exclude: notTests, testTimeout: 120_000 } },
    ],
  },
})
