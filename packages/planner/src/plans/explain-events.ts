import { type Explanation, type ExplanationValue, explanation } from '@caseload/core'
import type { WorkChange } from '@caseload/storage'
import type { DeskEvent } from './plan.ts'

/** Says what happened to the ticket and which timers moved with it, in the order of the events. */
export function explainEvents(events: readonly DeskEvent[], work: readonly WorkChange[]): readonly Explanation[] {
  const timers = work.flatMap((change) => {
    if (change.op === 'schedule') return [explanation('planner/timer-set', { queue: change.queue, dueAt: change.dueAt })]
    return change.op === 'cancel' ? [explanation('planner/timer-cancelled', { queue: change.queue })] : []
  })
  return [...events.map(explainEvent), ...timers]
}

/**
 * What an event tells, for people; of a promise kept or a follow-up done, below it, also how much earlier or later than told.
 *
 * @param event - Any event of a desk.
 *
 * @example
 * ```ts
 * import { instant, renderExplanation } from '@caseload/core'
 * import { type DeskEvent, explainEvent, plannerMessages } from '@caseload/planner'
 *
 * const place = { at: instant(0), recordedAt: instant(0), stream: 'tkt_1', version: 2, schema: 1, cause: null } as const
 * const event: DeskEvent = { ...place, type: 'ticket-escalated', actor: 'agent:agt_ada', data: { from: 1, to: 2 } }
 * renderExplanation(explainEvent(event), plannerMessages) // => '· moved from line 1 to line 2'
 * ```
 */
export function explainEvent(event: DeskEvent): Explanation {
  return explanation(`planner/${event.type}`, particulars(event), { because: earliness(event) })
}

/** Named after the field it is reckoned from, so that it is hidden with it. */
function earliness(event: DeskEvent): readonly Explanation[] {
  if (event.type !== 'promise-kept' && event.type !== 'follow-up-completed') return []
  const field = event.type === 'promise-kept' ? 'promises' : 'followUps'
  const earlinessMs = event.data.dueAt - event.at
  const words = explanation(earlinessMs < 0 ? 'sla/done-late' : 'sla/done-early', { byMs: Math.abs(earlinessMs) })
  return [explanation('sla/earliness', { field, actual: earlinessMs }, { because: [words] })]
}

/** Mostly all of an event's data can be told as it is, and then it is. */
function particulars({ data }: DeskEvent): Explanation['params'] {
  if (isTellable(data)) return data
  const entries = Object.entries(data).filter((entry): entry is [string, ExplanationValue] => isPlain(entry[1]))
  return Object.fromEntries(entries)
}

function isTellable(data: object): data is Explanation['params'] {
  return Object.values(data).every(isPlain)
}

function isPlain(value: unknown): value is ExplanationValue {
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object' || item === null)
  return typeof value !== 'object' || value === null
}
