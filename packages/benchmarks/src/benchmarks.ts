import type { Benchmark } from './harness/benchmark.ts'
import type { Report } from './harness/report.ts'
import { hasPostgres } from './storage/postgres-url.ts'

/** Every race by its name, loaded only when wanted: some record a workload first. */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  lifecycle: async () => (await import('./lifecycle/lifecycle.ts')).lifecycle,
  'allowed-commands': async () => (await import('./lifecycle/allowed.ts')).allowed,
  'sqlite-commit-full': async () => (await import('./sqlite/sqlite-commit.ts')).sqliteCommit('full'),
  'sqlite-commit-normal': async () => (await import('./sqlite/sqlite-commit.ts')).sqliteCommit('normal'),
  'sqlite-peers': async () => (await import('./storage/sqlite-peers.ts')).sqlitePeers('normal'),
  'sqlite-peers-full': async () => (await import('./storage/sqlite-peers.ts')).sqlitePeers('full'),
  'sqlite-read': async () => (await import('./storage/sqlite-read.ts')).sqliteRead(),
  'sqlite-claim': async () => (await import('./storage/sqlite-claim.ts')).sqliteClaim(),
  ...(hasPostgres()
    ? {
        'postgres-commit': async () => (await import('./storage/postgres-commit.ts')).postgresCommit('on'),
        'postgres-commit-unflushed': async () => (await import('./storage/postgres-commit.ts')).postgresCommit('off'),
        'postgres-read': async () => (await import('./storage/postgres-read.ts')).postgresRead(),
        'postgres-claim': async () => (await import('./storage/postgres-claim.ts')).postgresClaim(),
      }
    : {}),
  'calendar-add': async () => (await import('./calendar/calendar.ts')).calendarAdd(),
  'calendar-between': async () => (await import('./calendar/calendar.ts')).calendarBetween(),
  'calendar-add-plain': async () => (await import('./calendar/calendar.ts')).calendarAddPlain(),
  'calendar-between-plain': async () => (await import('./calendar/calendar.ts')).calendarBetweenPlain(),
  'calendar-span': async () => (await import('./calendar/calendar.ts')).calendarSpan(),
  'calendar-compile': async () => (await import('./calendar/calendar.ts')).calendarCompile,
  sla: async () => (await import('./sla/sla.ts')).sla,
  'sla-sweep': async () => (await import('./sla/sla.ts')).slaSweep,
  neglect: async () => (await import('./desk/neglect.ts')).neglect(),
  timeline: async () => (await import('./desk/timeline.ts')).timeline(),
  replay: async () => (await import('./replay/replay.ts')).replay(),
}

/** Whatever else is measured, by its name. */
export const reports: Readonly<Record<string, Report>> = {
  writers: async () => (await import('./storage/writers.ts')).writers(),
  'follower-lag': async () => (await import('./storage/follower-lag.ts')).followerLag(),
  'sla-deadlines': async () => (await import('./sla/deadlines-by-index.ts')).deadlinesByIndex(),
  rearm: async () => (await import('./desk/rearm.ts')).rearm(),
  million: async (options) => (await import('./storage/million.ts')).millionTickets(options),
  faults: async (options) => (await import('./faults/faults.ts')).faults(options),
  'whole-replay': async (options) => (await import('./replay/whole-replay-report.ts')).wholeReplayReport(options),
}
