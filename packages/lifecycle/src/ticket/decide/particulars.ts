import { ok, type Result } from 'neverthrow'
import type { Attributes, AttributeValue } from '../ticket.ts'
import type { Classify, Prioritise } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import { happened, type Situation } from './situation.ts'

/** What saying what a ticket is about leads to. */
export function decideClassify(situation: Situation, command: Classify): Result<readonly TicketEvent[], never> {
  const { ticket } = situation
  const { kind = ticket.kind, topic = ticket.topic } = command
  const tags = command.tags === undefined ? ticket.tags : labels(command.tags)
  const attributes = command.attributes === undefined ? {} : changesOf(ticket.attributes, command.attributes)
  const same = kind === ticket.kind && topic === ticket.topic && equal(tags, ticket.tags) && Object.keys(attributes).length === 0
  return ok(same ? [] : [happened(situation, 'ticket-classified', { kind, topic, tags, attributes })])
}

/** What saying how urgent a ticket is leads to. */
export function decidePrioritise(situation: Situation, command: Prioritise): Result<readonly TicketEvent[], never> {
  const { ticket } = situation
  const { priority: to = ticket.priority, impact = ticket.impact, urgency = ticket.urgency } = command
  const same = to === ticket.priority && impact === ticket.impact && urgency === ticket.urgency
  return ok(same ? [] : [happened(situation, 'ticket-prioritised', { from: ticket.priority, to, impact, urgency })])
}

/** Labels sorted, each once. */
export function labels(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort()
}

/** Those of the fields that are not yet as wanted, sorted by name; clearing one that is not set is no change. */
export function changesOf(before: Attributes, wanted: Attributes): Attributes {
  const value = (name: string) => (Object.hasOwn(before, name) ? (before[name] ?? null) : null)
  const changed = Object.entries(wanted)
    .map(([name, next]): [string, AttributeValue] => [name, isMembers(next) ? labels(next) : next])
    .filter(([name, next]) => !sameValue(value(name), next))
  return Object.fromEntries(changed.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  return a === b || (isMembers(a) && isMembers(b) && equal(a, b))
}

function isMembers(value: AttributeValue): value is readonly string[] {
  return Array.isArray(value)
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
