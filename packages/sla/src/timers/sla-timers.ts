import type { Instant } from '@caseload/core'
import { addMs } from '@caseload/core'
import type { CompiledStep } from '../compile/compiled-sla.ts'
import type { Sla } from '../compile/sla.ts'
import type { EscalationAction } from '../document/goal-document.ts'
import { type Calendars, calendarOf, dueFrom, instantAfter, instantOfElapsed } from '../fold/cycle-time.ts'
import type { SlaProgress } from '../fold/sla-fold.ts'
import type { CountedSpan } from '../fold/sla-state.ts'
import type { CycleRun, GoalRun } from '../fold/ticket-run.ts'
import { later } from '../time/later.ts'
import { never } from '../time/never.ts'

/** One step of one goal of one cycle, and when it is to happen as things stand. */
export interface SlaTimer {
  /** What makes sure that it fires once: clock, cycle, goal and step. The same step of the same cycle always has the same key. */
  readonly key: string
  /** The clock. */
  readonly clock: string
  /** Its cycle, 1 for the first. */
  readonly cycle: number
  /** The goal. */
  readonly goal: string
  /** The step's name; `breach` for the deadline itself. */
  readonly step: string
  /** When it is to happen. */
  readonly dueAt: Instant
  /** When it can be carried out: at `dueAt`, but a breach is only certain one millisecond later, since met means at or before the deadline. */
  readonly certainAt: Instant
  /** The goal's deadline. */
  readonly deadline: Instant
  /** What is to be done; empty for a warning and for the breach itself. */
  readonly actions: readonly EscalationAction[]
}

/** A step that happened. */
export interface SlaTimerFired extends SlaTimer {
  /** When somebody looked. `dueAt` is when it was to happen; a process that slept fires late, and both are known. */
  readonly at: Instant
}

/**
 * Every step that is yet to come or has come, by instant: what to put in a timer queue.
 *
 * Steps of a clock that stands still are left out until it goes on, unless their time came before; steps of an ended clock are there only where their time came while it ran. After a
 * pause, a resumption or another goal the instants differ and the keys do not, so replace what the queue holds. A step some time after the deadline stands still with its clock, unless it is
 * counted as `elapsed`.
 *
 * @param sla - The compiled policies.
 * @param progress - Progress of the ticket, from `slaFold`.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, slaFold, slaTimers } from '@caseload/sla'
 *
 * const firstReply = { goal: 'PT4H', steps: [{ id: 'soon', at: { percent: 75 } }, { id: 'boss', at: { after: 'PT1H' }, actions: [{ do: 'notify', who: 'lead' }] }] }
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply } }] }))
 * const fold = slaFold(sla)
 * const opened = fold.step(fold.init(), { type: 'started', at: '2026-03-02T08:00Z' })
 * slaTimers(sla, opened).map(({ key }) => key) // => ['firstReply/1/main/soon', 'firstReply/1/main/breach', 'firstReply/1/main/boss']
 * slaTimers(sla, opened)[0]?.dueAt // => instant('2026-03-02T11:00Z')
 * ```
 */
export function slaTimers(sla: Sla, { run }: SlaProgress): readonly SlaTimer[] {
  const { calendars, clockNames, versions } = sla.engine
  const timers: OrderedTimer[] = []
  for (const [index, { cycle, earlier }] of run.clocks.entries()) {
    if (cycle === null && earlier.length === 0) continue
    const clock = clockNames[index] ?? ''
    const ofTeam = (versions[run.version]?.clocks[index]?.perTeam ?? null) !== null
    const cycles = cycle === null ? earlier : [...earlier, cycle]
    for (const [place, one] of cycles.entries()) {
      const counted = (): readonly CountedSpan[] => spansUntil(cycles, place, ofTeam)
      for (const goal of one.goals) addTimers(timers, clock, one, goal, counted, calendars)
    }
  }
  return timers
    .sort((a, b) => a.timer.dueAt - b.timer.dueAt || a.order - b.order || compare(a.timer.key, b.timer.key))
    .map(({ timer }) => timer)
}

/**
 * The steps to carry out now, each once: those due that have not been fired, oldest first, also where many fell due while nobody looked.
 *
 * @param timers - From {@link slaTimers}.
 * @param fired - Keys of the steps that happened before.
 * @param now - When somebody looks; what is certain by then is due.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, fireSlaTimers, slaFold, slaTimers } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const fold = slaFold(sla)
 * const timers = slaTimers(sla, fold.step(fold.init(), { type: 'started', at: '2026-03-02T08:00Z' }))
 * const [breach] = fireSlaTimers(timers, new Set(), instant('2026-03-05T08:00Z'))
 * breach?.dueAt // => instant('2026-03-02T12:00Z')
 * breach?.at // => instant('2026-03-05T08:00Z')
 * fireSlaTimers(timers, new Set(['firstReply/1/main/breach']), instant('2026-03-05T08:00Z')) // => []
 * ```
 */
export function fireSlaTimers(timers: readonly SlaTimer[], fired: ReadonlySet<string>, now: Instant): readonly SlaTimerFired[] {
  return timers.filter(({ key, certainAt }) => !fired.has(key) && certainAt <= now).map((timer) => ({ ...timer, at: now }))
}

interface OrderedTimer {
  readonly timer: SlaTimer
  /** Place in the document; the breach stands before steps of the same instant after it. */
  readonly order: number
}

/** Where a cycle counted, after where those before it did: of a clock that each team has its own of, those of the same team. */
function spansUntil(cycles: readonly CycleRun[], place: number, ofTeam: boolean): readonly CountedSpan[] {
  const teamId = cycles[place]?.shown.teamId
  return cycles.slice(0, place + 1).flatMap(({ shown }) => (ofTeam && shown.teamId !== teamId ? [] : shown.spans))
}

const breachStep: CompiledStep = { id: 'breach', percent: null, offsetMs: 0, elapsed: true, actions: [] }

function addTimers(
  timers: OrderedTimer[],
  clock: string,
  cycle: CycleRun,
  goal: GoalRun,
  counted: () => readonly CountedSpan[],
  calendars: Calendars,
): void {
  const { targetMs } = goal
  if (targetMs === null) return
  const deadline = deadlineOf(cycle, goal, targetMs, calendars)
  if (deadline === null || deadline >= never) return
  const { steps, id } = goal.goal
  const number = cycle.shown.cycle
  for (let order = 0; order <= steps.length; order += 1) {
    const step = order === 0 ? breachStep : steps[order - 1]
    const dueAt = step === undefined ? null : momentOf(cycle, goal, step, targetMs, deadline, counted, calendars)
    if (step === undefined || dueAt === null || !happens(cycle, goal, step.id, dueAt)) continue
    const certainAt = step.id === 'breach' ? addMs(dueAt, 1) : dueAt
    const key = `${clock}/${number}/${id}/${step.id}`
    const timer = { key, clock, cycle: number, goal: id, step: step.id, dueAt, certainAt, deadline, actions: step.actions }
    timers.push({ timer, order })
  }
}

function deadlineOf(cycle: CycleRun, goal: GoalRun, targetMs: number, calendars: Calendars): Instant | null {
  if (goal.breachedAt !== null) return goal.breachedAt
  if (goal.dueAt !== null) return goal.dueAt
  const pause = cycle.shown.pauses.at(-1)
  // While it stands still only steps of the past matter, and those need to know where the deadline would lie.
  return pause === undefined
    ? null
    : dueFrom(cycle, goal, targetMs, pause.to ?? pause.from, calendarOf(cycle.assigned, calendars).time)
}

function momentOf(
  cycle: CycleRun,
  goal: GoalRun,
  step: CompiledStep,
  targetMs: number,
  deadline: Instant,
  counted: () => readonly CountedSpan[],
  calendars: Calendars,
): Instant | null {
  if (step.offsetMs !== null && step.elapsed) return addMs(deadline, step.offsetMs)
  if (step.percent === 100 || step.offsetMs === 0) return deadline
  if (step.offsetMs !== null && step.offsetMs > 0) {
    return instantAfter(cycle, counted(), deadline, step.offsetMs, calendars)
  }
  const elapsedMs = step.percent === null ? targetMs + (step.offsetMs ?? 0) : Math.round((targetMs * step.percent) / 100)
  const at = instantOfElapsed(cycle, elapsedMs, calendars)
  return at !== null && goal.floorAt !== null && at < goal.floorAt && elapsedMs > cycle.shown.carriedMs
    ? earlier(later(at, goal.floorAt), deadline)
    : at
}

/** A step of a goal that came into force later cannot have happened before that, nor after its deadline. */
function earlier(a: Instant, b: Instant): Instant {
  return a <= b ? a : b
}

function happens(cycle: CycleRun, goal: GoalRun, step: string, dueAt: Instant): boolean {
  if (step === 'breach' && goal.breachedAt !== null) return true
  if (cycle.shown.endedAt !== null) return step !== 'breach' && dueAt <= cycle.shown.endedAt
  if (cycle.countsFrom !== null) return true
  const paused = cycle.shown.pauses.at(-1)?.from ?? cycle.shown.startedAt
  return step !== 'breach' && dueAt <= paused
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
