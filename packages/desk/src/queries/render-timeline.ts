import { formatInstant, type MessageCatalogue, renderMessage } from '@caseload/core'
import { plannerMessages } from '@caseload/planner'
import type { TimelineEntry } from './timeline.ts'

/**
 * A stretch of history as text, a line for each thing that happened: when, who, of which ticket where several are read as one, what; below it the message and the reason, as far as they may be read.
 *
 * @param entries - From `timeline`.
 * @param catalogue - Other wording; English where absent.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { manualClock } from '@caseload/core/testing'
 * import { createDesk, renderTimeline, standardPolicies } from '@caseload/desk'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const clock = manualClock('2026-03-02T09:00:00Z')
 * const desk = orThrow(await createDesk({ storage: memoryStorage(), policies: standardPolicies, clock }))
 * const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
 * const { ticket } = orThrow(await ada.openTicket({ channel: 'phone', kind: 'incident', body: 'No dial tone.' }))
 * orThrow(await ada.cancel(ticket.id, { reason: 'It was unplugged.' }))
 * renderTimeline(orThrow(await ada.timeline(ticket.id)).entries).split('\n')
 * // => [
 * //   '2026-03-02T09:00:00.000Z agent:agt_ada: opened as incident in new, priority normal',
 * //   '2026-03-02T09:00:00.000Z agent:agt_ada: outbound message of the agent added',
 * //   '  | No dial tone.',
 * //   '2026-03-02T09:00:00.000Z agent:agt_ada: moved from new to closed by cancel',
 * //   '  because: It was unplugged.',
 * // ]
 * ```
 */
export function renderTimeline(entries: readonly TimelineEntry[], catalogue: MessageCatalogue = plannerMessages): string {
  const several = new Set(entries.map(({ ticketId }) => ticketId)).size > 1
  return entries
    .flatMap(({ ticketId, event, who, what, message, remark }) => [
      `${formatInstant(event.at)} ${who}${several ? ` ${ticketId}` : ''}: ${renderMessage(what.key, what.params, catalogue)}`,
      ...(message === null ? [] : quoted('body' in message ? message.body : '(hidden)')),
      ...(remark === null ? [] : [`  because: ${'text' in remark ? remark.text : '(hidden)'}`]),
    ])
    .join('\n')
}

function quoted(text: string): readonly string[] {
  return text.split('\n').map((line) => `  | ${line}`)
}
