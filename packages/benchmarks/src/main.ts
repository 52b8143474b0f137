import {
  calendarAdd,
  calendarAddPlain,
  calendarBetween,
  calendarBetweenPlain,
  calendarCompile,
  calendarSpan,
} from './calendar/calendar.ts'
import { neglect } from './desk/neglect.ts'
import { rearm } from './desk/rearm.ts'
import { timeline } from './desk/timeline.ts'
import { faults } from './faults/faults.ts'
import type { Benchmark } from './harness/benchmark.ts'
import { measure } from './harness/measure.ts'
import type { Report } from './harness/report.ts'
import { promisesKept, table } from './harness/table.ts'
import { allowed } from './lifecycle/allowed.ts'
import { lifecycle } from './lifecycle/lifecycle.ts'
import { replay } from './replay/replay.ts'
import { wholeReplay } from './replay/whole-replay.ts'
import { deadlinesByIndex } from './sla/deadlines-by-index.ts'
import { sla, slaSweep } from './sla/sla.ts'
import { sqliteCommit } from './sqlite/sqlite-commit.ts'
import { followerLag } from './storage/follower-lag.ts'
import { millionTickets } from './storage/million.ts'
import { postgresClaim } from './storage/postgres-claim.ts'
import { postgresCommit } from './storage/postgres-commit.ts'
import { postgresRead } from './storage/postgres-read.ts'
import { hasPostgres } from './storage/postgres-server.ts'
import { sqliteClaim } from './storage/sqlite-claim.ts'
import { sqlitePeers } from './storage/sqlite-peers.ts'
import { sqliteRead } from './storage/sqlite-read.ts'
import { writers } from './storage/writers.ts'

/** Made only when wanted: some record a workload first. */
const benchmarks: Readonly<Record<string, () => Benchmark | Promise<Benchmark>>> = {
  lifecycle: () => lifecycle,
  'allowed-commands': () => allowed,
  'sqlite-commit-full': () => sqliteCommit('full'),
  'sqlite-commit-normal': () => sqliteCommit('normal'),
  'sqlite-peers': () => sqlitePeers('normal'),
  'sqlite-peers-full': () => sqlitePeers('full'),
  'sqlite-read': sqliteRead,
  'sqlite-claim': sqliteClaim,
  ...(hasPostgres()
    ? {
        'postgres-commit': () => postgresCommit('on'),
        'postgres-commit-unflushed': () => postgresCommit('off'),
        'postgres-read': postgresRead,
        'postgres-claim': postgresClaim,
      }
    : {}),
  'calendar-add': calendarAdd,
  'calendar-between': calendarBetween,
  'calendar-add-plain': calendarAddPlain,
  'calendar-between-plain': calendarBetweenPlain,
  'calendar-span': calendarSpan,
  'calendar-compile': () => calendarCompile,
  sla: () => sla,
  'sla-sweep': () => slaSweep,
  neglect,
  timeline,
  replay,
}

const reports: Readonly<Record<string, Report>> = {
  writers,
  'follower-lag': followerLag,
  'sla-deadlines': deadlinesByIndex,
  rearm,
  million: millionTickets,
  faults,
}

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const names = [...Object.keys(benchmarks), ...Object.keys(reports), 'whole-replay']
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`no benchmark named ${unknown.join(', ')}; there are: ${names.join(', ')}`)
  process.exit(2)
}

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}. Medians over rounds in random order; quote ratios, not rates.\n`,
)
let missed = 0
for (const [name, make] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const benchmark = await make()
  const measurements = await measure(benchmark)
  console.log(`${table(benchmark, measurements)}\n`)
  if (!promisesKept(benchmark, measurements)) missed += 1
}
for (const [name, report] of Object.entries(reports)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if ((await report({ full: process.argv.includes('--full') })) === false) missed += 1
}
if (wanted.length === 0 || wanted.includes('whole-replay')) {
  const { events, seconds, peakMemoryMiB } = await wholeReplay()
  const kept = peakMemoryMiB < 500
  console.log(`whole-replay: the demo in a process of its own, reading, deciding, committing, measuring and reporting`)
  console.log(
    `  ${Math.round(events / seconds)} events/s over ${seconds.toFixed(1)} s, peak memory ${Math.round(peakMemoryMiB)} MiB  ${kept ? 'kept' : 'MISSED'} (< 500 MiB)\n`,
  )
  if (!kept) missed += 1
}
if (missed > 0) console.log(`${missed} benchmark(s) missed a promise.`)
process.exitCode = missed > 0 && process.argv.includes('--strict') ? 1 : 0
