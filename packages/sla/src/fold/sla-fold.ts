import type { Instant, InstantInput } from '@caseload/core'
import type { Engine } from '../compile/compiled-sla.ts'
import type { Sla } from '../compile/sla.ts'
import type { SlaFacts, SlaSignal } from '../signals/sla-signal.ts'
import { later } from '../time/later.ts'
import { applySignal, at, emptyRun, passTime } from './apply-signal.ts'
import type { SlaState } from './sla-state.ts'
import { copyRun, type TicketRun } from './ticket-run.ts'
import { viewRun } from './view-run.ts'

/** What is known of one ticket and when it began. */
export interface SlaHistory {
  /** Facts the ticket began with; none where absent. */
  readonly facts?: SlaFacts
  /** What happened, in any order; those of one instant in the order given. */
  readonly signals: readonly SlaSignal[]
}

/** How far the signals of one ticket have been read: immutable, opaque, and worth keeping only for as long as the same compiled policies are used. */
export interface SlaProgress {
  /**
   * The clocks as they are.
   *
   * @internal
   */
  readonly run: TicketRun
}

/** Reading one ticket's signals one by one. */
export interface SlaFold {
  /** Progress before the first signal. */
  readonly init: (facts?: SlaFacts) => SlaProgress
  /** Progress after one more signal; the given one stays as it is. A signal from before the last one counts as of the last one. */
  readonly step: (progress: SlaProgress, signal: SlaSignal) => SlaProgress
  /** Progress at an instant until which nothing more happened: snoozes that ended by then are over, and versions of the policies that came into force by then are. */
  readonly until: (progress: SlaProgress, now: InstantInput) => SlaProgress
  /** The clocks at an instant, which is at least that of the last signal. */
  readonly at: (progress: SlaProgress, now: InstantInput) => SlaState
}

/**
 * The state of every clock of one ticket at an instant: a pure function of policies, signals and `now`.
 *
 * A breach is found to the millisecond even if nobody looked: `breachedAt` is the deadline that passed. Met means at or before `dueAt`, so at `dueAt` itself a running clock is not
 * breached. Signals after `now` have not happened yet; they may come in any order, and those of one instant count in the order given. Before `started` there are no clocks, only facts.
 * Text or numbers that are no instants are a programming mistake and throw a `TypeError`; `readSlaSignals` checks what comes from outside.
 *
 * @param sla - The compiled policies.
 * @param history - Facts and signals of the ticket.
 * @param now - The instant to look at.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const opened = { type: 'started', at: '2026-03-02T08:00Z' } as const
 * const answered = { type: 'message', at: '2026-03-02T12:00Z', from: 'agent' } as const
 *
 * slaState(sla, { signals: [opened, answered] }, '2026-03-03T00:00Z').clocks['firstReply']?.outcome // => 'met'
 * slaState(sla, { signals: [opened] }, '2026-03-02T12:00Z').clocks['firstReply']?.outcome // => 'open'
 * const late = slaState(sla, { signals: [opened] }, '2026-03-02T12:00:00.001Z').clocks['firstReply']
 * late?.outcome // => 'missed'
 * late?.breachedAt // => instant('2026-03-02T12:00Z')
 * ```
 */
export function slaState(sla: Sla, history: SlaHistory, now: InstantInput): SlaState {
  const { engine } = sla
  const end = at(now)
  const run = readUntil(sla, history, end)
  passTime(run, engine, end)
  return viewRun(run, engine, end)
}

/**
 * Progress after all signals of a ticket in one pass, for `slaTimers`, `nextBreach` and to go on from: what folding them one by one gives, without the copies.
 *
 * @param sla - The compiled policies.
 * @param history - Facts and signals of the ticket; signals may come in any order.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, nextBreach, slaProgress } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * nextBreach(slaProgress(sla, { signals: [{ type: 'started', at: '2026-03-02T08:00Z' }] })) // => instant('2026-03-02T12:00Z')
 * ```
 */
export function slaProgress(sla: Sla, history: SlaHistory): SlaProgress {
  return { run: readUntil(sla, history, Number.POSITIVE_INFINITY) }
}

/** The clocks of a ticket before and after more happened to it. */
export interface SlaAdvance {
  /** The clocks as they were last looked at; null where nobody had. */
  readonly before: SlaState | null
  /** The clocks at the instant asked for. */
  readonly state: SlaState
  /** Progress then. */
  readonly progress: SlaProgress
}

/**
 * The clocks of a ticket before and after more happened to it, in one pass over what happened: what `slaState` answers for either, and progress to go on from.
 *
 * @param sla - The compiled policies.
 * @param known - Signals of the ticket so far.
 * @param lookedAt - When its clocks were last looked at, at least the instant of the last of them; null where nobody has.
 * @param news - What happened since; what comes from before the last known signal is sorted in.
 * @param now - The instant to look at.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, slaAdvance } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const opened = { type: 'started', at: '2026-03-02T08:00Z' } as const
 * const answered = { type: 'message', at: '2026-03-02T09:00Z', from: 'agent' } as const
 * const { before, state } = slaAdvance(sla, [opened], instant('2026-03-02T08:00Z'), [answered], instant('2026-03-02T09:00Z'))
 * before?.clocks['firstReply']?.status // => 'running'
 * state.clocks['firstReply']?.status // => 'fulfilled'
 * ```
 */
export function slaAdvance(
  sla: Sla,
  known: readonly SlaSignal[],
  lookedAt: Instant | null,
  news: readonly SlaSignal[],
  now: Instant,
): SlaAdvance {
  const { engine } = sla
  const run = readUntil(sla, { signals: known }, Number.POSITIVE_INFINITY)
  const before = lookedAt === null ? null : viewAt(run, engine, lookedAt)
  const all = [...known, ...news]
  // What comes after all that is known is read on top of it; only what comes from before is sorted in, by reading everything again.
  if (!isInOrder(all)) {
    const progress = { run: readUntil(sla, { signals: all }, Number.POSITIVE_INFINITY) }
    passTime(progress.run, engine, now)
    return { before, state: viewAt(progress.run, engine, now), progress }
  }
  for (const signal of news) applySignal(run, engine, signal, at(signal.at))
  passTime(run, engine, now)
  return { before, state: viewAt(run, engine, now), progress: { run } }
}

/** Looks at a run that goes on afterwards. */
function viewAt(run: TicketRun, engine: Engine, now: Instant): SlaState {
  const end = later(now, run.at)
  const next = copyRun(run)
  passTime(next, engine, end)
  return viewRun(next, engine, end)
}

function isInOrder(signals: readonly SlaSignal[]): boolean {
  let last = Number.NEGATIVE_INFINITY
  for (const signal of signals) {
    const when = at(signal.at)
    if (when < last) return false
    last = when
  }
  return true
}

/**
 * The same, one signal at a time, for those who keep the clocks of a ticket between events. In order of time it answers what `slaState` answers.
 *
 * @param sla - The compiled policies.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileSla, slaFold } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { resolution: 'PT8H' } }] }))
 * const fold = slaFold(sla)
 * const opened = fold.step(fold.init(), { type: 'started', at: '2026-03-02T08:00Z' })
 * fold.at(opened, '2026-03-02T09:00Z').clocks['resolution']?.remainingMs // => 7 * 3_600_000
 * const solved = fold.step(opened, { type: 'category-changed', at: '2026-03-02T10:00Z', category: 'resolved' })
 * fold.at(solved, '2026-03-09T10:00Z').clocks['resolution']?.elapsedMs // => 2 * 3_600_000
 * ```
 */
export function slaFold(sla: Sla): SlaFold {
  const { engine } = sla
  return {
    init: (facts = {}) => ({ run: emptyRun(engine, facts) }),
    step: ({ run }, signal) => {
      const next = copyRun(run)
      applySignal(next, engine, signal, at(signal.at))
      return { run: next }
    },
    until: (progress, now) => {
      const end = at(now)
      if (progress.run.nextChange > end) return progress
      const next = copyRun(progress.run)
      passTime(next, engine, end)
      return { run: next }
    },
    at: ({ run }, now) => viewAt(run, engine, at(now)),
  }
}

/** All signals until an instant. They mostly are in order, so that this is found out on the way; only where they are not, they are sorted and read again. */
function readUntil({ engine }: Sla, { facts = {}, signals }: SlaHistory, end: number): TicketRun {
  const run = emptyRun(engine, facts)
  if (readInOrder(run, engine, signals, end)) return run
  const sorted = emptyRun(engine, facts)
  readInOrder(
    sorted,
    engine,
    [...signals].sort((a, b) => at(a.at) - at(b.at)),
    end,
  )
  return sorted
}

/** Whether the signals were in order; what a run tells after reading others is worth nothing. */
function readInOrder(run: TicketRun, engine: Engine, signals: readonly SlaSignal[], end: number): boolean {
  let last = Number.NEGATIVE_INFINITY
  for (let index = 0; index < signals.length; index += 1) {
    const signal = signals[index]
    if (signal === undefined) continue
    const when = at(signal.at)
    if (when < last) return false
    last = when
    if (when <= end) applySignal(run, engine, signal, when)
  }
  return true
}
