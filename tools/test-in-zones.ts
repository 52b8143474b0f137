import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { writeExamples } from './doc-examples/write-examples.ts'

// The whole suite under UTC, then what a host's zone could change under three zones that differ from it in every way: behind
// Greenwich with summer time, a summer time of half an hour, and a zone that abolished its own.
const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo']
const projects = (...names: readonly string[]): readonly string[] => names.flatMap((name) => ['--project', name])
const zoneFree = projects('unit', 'property')
const filters = process.argv.slice(2)

interface Run {
  readonly zone: string
  /** Name of its report. */
  readonly name: string
  readonly options: readonly string[]
}

const report = join('coverage', 'tests')
const jsonOf = ({ name }: Run): string => join(report, `${name.replace('/', '-')}.json`)
const logOf = ({ name }: Run): string => join(report, `${name.replace('/', '-')}.log`)

// The longest begin. What is asked for by name is not divided: a filter may be a project's.
const runs: readonly Run[] = zones.flatMap((zone): readonly Run[] => {
  // A filter on the command line may leave nothing for them.
  if (zone !== 'UTC') return [{ zone, name: zone, options: [...zoneFree, '--passWithNoTests'] }]
  if (filters.length > 0) return [{ zone, name: zone, options: [] }]
  return [
    { zone, name: zone, options: zoneFree },
    { zone, name: 'UTC-rest', options: projects('checks', 'examples', 'types') },
  ]
})

// Two at once share the cores: where one starts, ends or compiles on a single core, the other has the rest.
const cores = availableParallelism()
const atOnce = Math.min(2, cores)
const workers = Math.floor(cores / atOnce)

// Tests against servers take minutes and know of no zone: `test:server` of their packages runs them once.
const withoutServers = { CASELOAD_TEST_POSTGRES_URL: '', CASELOAD_TEST_MARIADB_URL: '' }
// Programs that tests start many times are compiled once.
const compiledOnce = { NODE_COMPILE_CACHE: resolve('node_modules', '.cache', 'compiled') }

/** What is read of a report. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}
const none: Report = { numPassedTests: 0, numFailedTests: 0, testResults: [] }

/** What came of a zone, over its runs. */
interface Outcome {
  passed: number
  failed: number
  seconds: number
  codes: (number | null)[]
  /** A line for each test and file that failed: whoever keeps only the end of the output still learns which. */
  failures: string[]
}
const outcomes = new Map<string, Outcome>(
  zones.map((zone) => [zone, { passed: 0, failed: 0, seconds: 0, codes: [], failures: [] }]),
)

function failuresOf({ testResults }: Report): readonly string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name)
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`)
    return tests.length > 0 || status !== 'failed' ? tests : [`${file}: ${firstLine(message)}`]
  })
}

const firstLine = (text = ''): string => text.split('\n', 1)[0] ?? ''

async function perform(run: Run): Promise<void> {
  const started = performance.now()
  rmSync(jsonOf(run), { force: true })
  const log = openSync(logOf(run), 'w')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${jsonOf(run)}`]
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', `--maxWorkers=${workers}`]
  const child = spawn(process.execPath, [...vitest, ...run.options, ...reporters, ...filters], {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...withoutServers, ...compiledOnce, ...written, TZ: run.zone },
  })
  const code = await new Promise<number | null>((done) => {
    child.on('error', () => done(null))
    child.on('close', done)
  })
  closeSync(log)
  console.log(`\n── ${run.name}\n${readFileSync(logOf(run), 'utf8')}`)
  const counted: Report = existsSync(jsonOf(run)) ? JSON.parse(readFileSync(jsonOf(run), 'utf8')) : none
  const outcome = outcomes.get(run.zone)
  if (outcome === undefined) return
  outcome.passed += counted.numPassedTests
  outcome.failed += counted.numFailedTests
  outcome.seconds += (performance.now() - started) / 1000
  outcome.failures.push(...failuresOf(counted))
  if (code !== 0) outcome.codes.push(code)
}

mkdirSync(report, { recursive: true })
// Once, before anything runs: no run reads an example that another is writing.
writeExamples(process.cwd())
const written = { CASELOAD_EXAMPLES: 'written' }
const began = performance.now()
const waiting = [...runs]
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) await perform(run)
  }),
)

const exits = (codes: readonly (number | null)[]): string => (codes.length === 0 ? '' : ` (exit ${codes.join(', ')})`)
for (const [zone, { failures }] of outcomes) for (const failure of failures) console.log(`FAILED ${zone}: ${failure}`)
for (const [zone, { passed, failed, seconds, codes }] of outcomes)
  console.log(`${zone}: ${passed} passed, ${failed} failed${exits(codes)}, ${seconds.toFixed(0)} s`)
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s in all, ${atOnce} at once`)
// What is not tried here is said, so that nobody takes silence for a proof.
console.log(
  '\nPostgreSQL: a part of the contract on a server of its own, under UTC; `pnpm --filter @caseload/storage-postgres run test:server` runs all of it',
)
console.log(
  'MariaDB: skipped, no server is used here; `pnpm --filter @caseload/storage-mysql run test:server` runs the contract at CASELOAD_TEST_MARIADB_URL',
)
if ([...outcomes.values()].some(({ codes }) => codes.length > 0)) process.exitCode = 1
