import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

// The whole suite under UTC, then what a host's zone could change under three zones that differ from it in every way: behind
// Greenwich with summer time, a summer time of half an hour, and a zone that abolished its own.
const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo']
// A filter on the command line may leave nothing for them.
const zoneFree = ['--project', 'unit', '--project', 'property', '--passWithNoTests']

const report = join('coverage', 'tests')
mkdirSync(report, { recursive: true })

const none = { numPassedTests: 0, numFailedTests: 0 }
// Tests against servers take minutes and know of no zone: `test:server` of their packages runs them once.
const withoutServers = { CASELOAD_TEST_POSTGRES_URL: '', CASELOAD_TEST_MARIADB_URL: '' }

const lines: string[] = []
let failed = false
for (const zone of zones) {
  const outputFile = join(report, `${zone.replace('/', '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`]
  const options = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...(zone === 'UTC' ? [] : zoneFree),
    ...reporters,
    ...process.argv.slice(2),
  ]
  rmSync(outputFile, { force: true })
  console.log(`\n── ${zone}`)
  const started = performance.now()
  const { status } = spawnSync(process.execPath, options, {
    stdio: 'inherit',
    env: { ...process.env, ...withoutServers, TZ: zone },
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  if (status !== 0) failed = true
  const { numPassedTests, numFailedTests } = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : none
  lines.push(
    `${zone}: ${numPassedTests} passed, ${numFailedTests} failed${status === 0 ? '' : ` (exit ${status})`}, ${seconds} s`,
  )
}
console.log(`\n${lines.join('\n')}`)
// What is not tried here is said, so that nobody takes silence for a proof.
console.log(
  '\nPostgreSQL: a part of the contract on a server of its own, under UTC; `pnpm --filter @caseload/storage-postgres run test:server` runs all of it',
)
console.log(
  'MariaDB: skipped, no server is used here; `pnpm --filter @caseload/storage-mysql run test:server` runs the contract at CASELOAD_TEST_MARIADB_URL',
)
if (failed) process.exitCode = 1
