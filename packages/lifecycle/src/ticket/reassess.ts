import type { Attributes, Ticket } from './ticket.ts'
import type { Classify, Prioritise } from './ticket-commands.ts'
import type { TicketClassified, TicketPrioritised } from './ticket-events.ts'

/** The event that a new priority, impact or urgency makes; null where nothing differs. */
export function reprioritised(ticket: Ticket, command: Prioritise): Pick<TicketPrioritised, 'type' | 'data'> | null {
  const to = command.priority ?? ticket.priority
  const impact = command.impact === undefined ? ticket.impact : command.impact
  const urgency = command.urgency === undefined ? ticket.urgency : command.urgency
  if (to === ticket.priority && impact === ticket.impact && urgency === ticket.urgency) return null
  return { type: 'ticket-prioritised', data: { from: ticket.priority, to, impact, urgency } }
}

/** The event that a new kind, topic, tags or fields make; null where nothing differs. */
export function reclassified(ticket: Ticket, command: Classify): Pick<TicketClassified, 'type' | 'data'> | null {
  const kind = command.kind ?? ticket.kind
  const topic = command.topic === undefined ? ticket.topic : command.topic
  const tags = command.tags === undefined ? ticket.tags : sortedTags(command.tags)
  const attributes = changed(ticket.attributes, command.attributes ?? {})
  const same =
    kind === ticket.kind &&
    topic === ticket.topic &&
    tags.length === ticket.tags.length &&
    tags.every((tag, index) => tag === ticket.tags[index]) &&
    Object.keys(attributes).length === 0
  return same ? null : { type: 'ticket-classified', data: { kind, topic, tags, attributes } }
}

/** Labels as tickets keep them: sorted by code unit, each once. */
export function sortedTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort()
}

function changed(before: Attributes, wanted: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => (Object.hasOwn(before, name) ? (before[name] ?? null) : null) !== value),
  )
}
