import {
  type ActorRef,
  deriveId,
  type EventEnvelope,
  type Explanation,
  explanation,
  type Instant,
  instant,
  type TicketId,
} from '@caseload/core'
import {
  type ClockCycle,
  type ClockResult,
  type ClockState,
  correctBreaches,
  dueExplanation,
  newClockResults,
  nextBreach,
  nextChange,
  noBreach,
  oldestDeadline,
  type RecordedBreach,
  type Sla,
  type SlaSignal,
  type SlaState,
  type SlaTimer,
  slaAdvance,
  slaTimers,
} from '@caseload/sla'
import type { Scalar, WorkChange, Write } from '@caseload/storage'
import { envelopes } from '../plans/envelopes.ts'
import { laterInstant } from '../plans/later-instant.ts'
import type { EventStamp } from '../plans/plan.ts'
import type { SlaEvent, SlaFulfilledData, SlaStepReachedData } from './sla-events.ts'
import { type TicketClocks, type ticketClocksFields, writeTicketClocks } from './ticket-clocks-kind.ts'
import { type TicketFact, ticketSignals } from './ticket-signals.ts'
import { withoutRepeats } from './without-repeats.ts'

/** Queue of what the clocks of a ticket wait for: warnings, misses, escalations. One item a ticket. */
export const slaQueue = 'sla'

/** From where the clocks of a ticket change, by what. */
export interface ClocksChangeInput {
  /** The compiled policies. */
  readonly sla: Sla
  /** The ticket. */
  readonly ticketId: TicketId
  /** Version of the stored document; 0 for a new one. */
  readonly docVersion: number
  /** The clocks before; null for a new ticket. */
  readonly before: TicketClocks | null
  /** Keys of what has been told of the clocks; what `before` tells of where absent. */
  readonly told?: ReadonlySet<string>
  /** What happened to the ticket since, in order; from `newSignals`. */
  readonly news: readonly SlaSignal[]
  /** Steps that were carried out just now. */
  readonly reached: readonly (SlaTimer & Pick<SlaStepReachedData, 'refused'>)[]
  /** Fields of the ticket afterwards, as its own document has them. */
  readonly fields: Readonly<Record<(typeof ticketClocksFields)[number], Scalar>>
  /** Who acts. */
  readonly actor: ActorRef
  /** The instant to look at the clocks, at least that of the last event. */
  readonly now: Instant
  /** `live`: steps that are due wait for the timer. `history`: what is due by the time it is stored is past, and nobody is told of it any more. */
  readonly as: 'live' | 'history'
  /** When and why it is stored. */
  readonly stamp: EventStamp
}

/** What that means for the store. */
export interface ClocksChange {
  /** The clocks afterwards. */
  readonly clocks: TicketClocks
  /** Their document. */
  readonly write: Write
  /** What is told of them. */
  readonly events: readonly EventEnvelope<SlaEvent>[]
  /** Their timer, where it moves. */
  readonly work: readonly WorkChange[]
  /** Why the clocks that moved are due when they are. */
  readonly explanations: readonly Explanation[]
}

/** Works out the clocks of a ticket after what happened, and everything one commit has to write of them. */
export function changeClocks(input: ClocksChangeInput): ClocksChange {
  const { sla, ticketId, before, stamp } = input
  const known = before?.signals ?? []
  const now = laterInstant(input.now, before?.toldAt ?? input.now)
  const { before: earlier, state, progress } = slaAdvance(sla, known, before?.toldAt ?? null, input.news, now)
  const told = eventsOf(input, earlier, state, now)
  const timers = slaTimers(sla, progress)
  const fired = new Set(before?.fired ?? [])
  for (const { key } of input.reached) fired.add(key)
  // A miss is a fact, and still told; what would wake people is not.
  if (input.as === 'history')
    for (const { key, step, certainAt } of timers) if (step !== 'breach' && certainAt <= stamp.recordedAt) fired.add(key)
  const timerAt = nextTimer(timers, fired, nextChange(progress))
  const version = before?.version ?? 0
  const clocks: TicketClocks = {
    ticketId,
    version: version + told.events.length,
    signals: [...known, ...input.news],
    toldAt: now,
    fired: [...fired],
    breaches: told.breaches,
    timerAt,
  }
  const due = { nextBreachAt: nextBreach(progress), overdueSince: oldestDeadline(progress) }
  return {
    clocks,
    write: writeTicketClocks(input.docVersion, clocks, { ...input.fields, ...due }),
    events: envelopes(told.events, deriveId('sla', ticketId), version, stamp),
    work: timerChange(ticketId, before?.timerAt ?? null, timerAt),
    explanations: input.as === 'live' ? explainMoved(sla, earlier, state) : [],
  }
}

/** What events tell the clocks of a ticket that they do not know. */
export function newSignals(
  before: TicketClocks | null,
  events: readonly (TicketFact & Pick<EventEnvelope, 'version'>)[],
  sla: Sla,
): readonly SlaSignal[] {
  const known = before?.signals ?? []
  const opened = events[0]?.version === 2 ? known.find(({ type }) => type === 'started') : undefined
  const openedAt = typeof opened?.at === 'number' ? instant(opened.at) : null
  return withoutRepeats(known, ticketSignals(events, sla.events, openedAt))
}

function timerChange(id: TicketId, was: Instant | null, is: Instant | null): readonly WorkChange[] {
  if (was === is) return []
  return is === null ? [{ op: 'cancel', queue: slaQueue, id }] : [{ op: 'schedule', queue: slaQueue, id, dueAt: is, payload: {} }]
}

/** When something of the clocks falls due next: a step, the first instant a miss is certain, or what clocks do by themselves. */
export function nextTimer(timers: readonly SlaTimer[], fired: ReadonlySet<string>, change: Instant): Instant | null {
  let next = change
  for (const { key, certainAt } of timers) if (!fired.has(key) && certainAt < next) next = certainAt
  return next < noBreach ? next : null
}

interface Told {
  readonly events: readonly SlaEvent[]
  readonly breaches: readonly RecordedBreach[]
}

function eventsOf(input: ClocksChangeInput, earlier: SlaState | null, state: SlaState, now: Instant): Told {
  const { ticketId, actor } = input
  const recorded = input.before?.breaches ?? []
  const corrections =
    recorded.length === 0 ? [] : correctBreaches(recorded, state).filter(({ recordedAt }) => recordedAt !== null)
  const corrected = corrections.flatMap(({ clock, cycle, goal, recordedAt, breachedAt }): readonly SlaEvent[] =>
    recordedAt === null
      ? []
      : [{ type: 'sla-corrected', at: now, actor, data: { ticketId, clock, cycle, goal, recordedAt, breachedAt } }],
  )
  const steps = input.reached
    .filter(({ step }) => step !== 'breach')
    .map(({ clock, cycle, goal, step, dueAt, deadline, actions, refused }): SlaEvent => {
      const data = { ticketId, clock, cycle, goal, step, dueAt, deadline, actions, refused }
      return { type: 'sla-step-reached', at: now, actor, data }
    })
  const events = newsOf(input, earlier, state, now).filter(
    (event) => event.type !== 'sla-breached' || !isRecorded(recorded, event.data),
  )
  const breaches = events.flatMap((event): readonly RecordedBreach[] => {
    if (event.type !== 'sla-breached') return []
    const { clock, cycle, goal, dueAt } = event.data
    return [{ clock, cycle, goal, breachedAt: dueAt }]
  })
  return {
    events: [...events, ...corrected, ...steps],
    breaches: [...breachesAfter(recorded, corrections), ...breaches],
  }
}

/** What tells an event about a clock from another, so that none is told twice; a miss is the same miss wherever its deadline came to lie. */
export function slaEventKey({ type, at, data }: SlaEvent): string {
  if (type === 'sla-applied') return JSON.stringify([type, at, data.document, data.version, data.policy])
  const goal = 'goal' in data ? data.goal : null
  return JSON.stringify([type, data.clock, data.cycle, goal, type === 'sla-retargeted' ? at : null])
}

/** What there is to tell of the clocks of a state that was not told: of the earlier one, or as far as the keys of what was told say. */
function newsOf(input: ClocksChangeInput, earlier: SlaState | null, state: SlaState, now: Instant): readonly SlaEvent[] {
  const { ticketId, actor, told } = input
  const before = told === undefined ? earlier : null
  const news = state.applied.flatMap(({ at, document, version, policy }): readonly SlaEvent[] => {
    const known = before?.applied.some(
      (one) => one.at === at && one.document === document && one.version === version && one.policy === policy,
    )
    if (known === true) return []
    return [{ type: 'sla-applied', at, actor, data: { ticketId, document, version, policy, calendars: calendarsOf(state) } }]
  })
  const results = newClockResults(state, before).map((turn) => resultEvent(input, state, turn, now))
  const all = results.length === 0 ? news : [...news, ...results]
  return told === undefined ? all : all.filter((event) => !told.has(slaEventKey(event)))
}

function calendarsOf(state: SlaState): Readonly<Record<string, string | null>> {
  const running = Object.values(state.clocks).flatMap(({ current }) => (current?.endedAt === null ? [current.calendar] : []))
  return Object.fromEntries(running.flatMap((calendar) => (calendar === null ? [] : [[calendar.name, calendar.version]])))
}

function isRecorded(recorded: readonly RecordedBreach[], breach: Omit<RecordedBreach, 'breachedAt'>): boolean {
  return recorded.some(({ clock, cycle, goal }) => clock === breach.clock && cycle === breach.cycle && goal === breach.goal)
}

/** What stands recorded once the corrections are told: the miss as it is, or none. */
function breachesAfter(
  recorded: readonly RecordedBreach[],
  corrections: ReturnType<typeof correctBreaches>,
): readonly RecordedBreach[] {
  if (corrections.length === 0) return recorded
  return recorded.flatMap((breach) => {
    const { clock, cycle, goal } = breach
    const correction = corrections.find((one) => one.clock === clock && one.cycle === cycle && one.goal === goal)
    if (correction === undefined) return [breach]
    return correction.breachedAt === null ? [] : [{ ...breach, breachedAt: correction.breachedAt }]
  })
}

function resultEvent({ ticketId, actor }: ClocksChangeInput, state: SlaState, turn: ClockResult, now: Instant): SlaEvent {
  const { at, clock, cycle } = turn
  const ref = { ticketId, clock, cycle }
  switch (turn.turn) {
    case 'breached': {
      const run = runOf(state, turn)
      const versions = { version: run?.policy?.version ?? null, calendarVersion: run?.calendar?.version ?? null }
      return { type: 'sla-breached', at: now, actor, data: { ...ref, goal: turn.goal, dueAt: at, ...versions } }
    }
    case 'retargeted': {
      const { goal, fromMs, toMs } = turn.change
      return { type: 'sla-retargeted', at, actor, data: { ...ref, goal, fromMs, toMs } }
    }
    case 'fulfilled':
      return { type: 'sla-fulfilled', at, actor, data: { ...ref, ...resultOf(runOf(state, turn)) } }
    case 'cancelled': {
      const data = { ...ref, ...resultOf(runOf(state, turn)), ending: turn.ending }
      return { type: 'sla-cancelled', at, actor, data }
    }
  }
}

function runOf(state: SlaState, { clock, cycle }: ClockResult): ClockCycle | undefined {
  const held = state.clocks[clock]
  return held?.current?.cycle === cycle ? held.current : held?.earlier.find((past) => past.cycle === cycle)
}

function resultOf(run: ClockCycle | undefined): Pick<SlaFulfilledData, 'elapsedMs' | 'goals'> {
  const goals = Object.fromEntries((run?.goals ?? []).map(({ id, outcome }) => [id, outcome]))
  return { elapsedMs: run?.elapsedMs ?? 0, goals }
}

/** The account of each clock whose deadline or course changed, worked out as far as somebody looks at it; that of a policy, where none matches, too. */
function explainMoved(sla: Sla, earlier: SlaState | null, state: SlaState): readonly Explanation[] {
  const moved = Object.values(state.clocks).flatMap((clock) => {
    if (clock.current === null || sameCourse(earlier?.clocks[clock.clock], clock)) return []
    const account = dueExplanation(sla, clock, state.at)
    return account === null ? [] : [account]
  })
  const none = state.applied.length > 0 && state.policy === null && (earlier === null || earlier.policy !== null)
  return none ? [explanation('planner/no-sla-policy'), ...moved] : moved
}

function sameCourse(before: ClockState | undefined, after: ClockState): boolean {
  return (
    before !== undefined &&
    before.status === after.status &&
    before.dueAt === after.dueAt &&
    before.current?.cycle === after.current?.cycle
  )
}
