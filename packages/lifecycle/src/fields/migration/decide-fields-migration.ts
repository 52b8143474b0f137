import { actorRef } from '@caseload/core'
import { changesOf } from '../../ticket/decide/particulars.ts'
import { clamped, happened, type TicketContext } from '../../ticket/decide/situation.ts'
import type { AttributeValue, Ticket } from '../../ticket/ticket.ts'
import type { TicketEvent } from '../../ticket/ticket-events.ts'
import type { FieldsMigration } from './compile-fields-migration.ts'
import { type KnownPersonalValues, refittedValues } from './unfit-values.ts'

/** What a migration of fields leads to for one ticket. */
export interface FieldsMigrated {
  /** What happened; none where every value fits or stays. */
  readonly events: readonly TicketEvent[]
  /** The values of its personal fields afterwards; null where none of them changed. */
  readonly personal: KnownPersonalValues | null
}

/**
 * What a migration of fields leads to for one ticket, closed ones among them: an event that classifies it anew, and one for each personal field that is set or cleared, without its value. Done again it leads to nothing.
 *
 * @param migration - The declaration in force, and what becomes of values that do not fit it.
 * @param ticket - The ticket; not mutated.
 * @param personal - The values of its personal fields.
 * @param context - Who migrates, and when.
 * @param erased - Whether its customer was erased, of whom nothing personal is kept: what would be moved is cleared. False where absent.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import {
 *   compileFieldsMigration, compileTicketFields, compileWorkflow, decideFieldsMigration, decideTicket, evolveTicket, standardWorkflow, type Ticket,
 * } from '@caseload/lifecycle'
 *
 * const by = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null, attributes: { device: 'fax' } } as const
 * const ticket = orThrow(decideTicket(orThrow(compileWorkflow(standardWorkflow)), null, open, by)).reduce<Ticket | null>(evolveTicket, null)
 * const fields = orThrow(compileTicketFields({ device: { type: 'enum', values: ['phone'], personal: false } }))
 * const migration = orThrow(compileFieldsMigration(fields, { schema: 1, fields: { device: { values: { fax: 'phone' } } } }))
 * ticket && decideFieldsMigration(migration, ticket, {}, by).events.map(({ data }) => data)
 * // => [{ kind: 'incident', topic: null, tags: [], attributes: { device: 'phone' } }]
 * ```
 */
export function decideFieldsMigration(
  migration: FieldsMigration,
  ticket: Ticket,
  personal: KnownPersonalValues,
  { actor, now }: TicketContext,
  erased = false,
): FieldsMigrated {
  const stamp = { at: clamped(ticket, now), by: actorRef(actor) }
  const attributes: Record<string, AttributeValue> = {}
  const content = new Map<string, AttributeValue>()
  for (const { field, personal: isContent, outcome, becomes } of refittedValues(migration, ticket, personal)) {
    if (outcome === 'kept') continue
    if (isContent) content.set(field, becomes)
    else attributes[field] = outcome === 'moved' ? null : becomes
    // A value that stands there already was given as a personal one, and is the newer.
    if (outcome === 'moved' && !erased && !Object.hasOwn(personal, field)) content.set(field, becomes)
  }
  const changed = changesOf(ticket.attributes, attributes)
  const { kind, topic, tags } = ticket
  const classified =
    Object.keys(changed).length === 0 ? [] : [happened(stamp, 'ticket-classified', { kind, topic, tags, attributes: changed })]
  const told = [...content].map(([field, value]) => happened(stamp, 'personal-field-set', { field, known: value !== null }))
  return { events: [...classified, ...told], personal: content.size === 0 ? null : valuesAfter(personal, content) }
}

function valuesAfter(before: KnownPersonalValues, changed: ReadonlyMap<string, AttributeValue>): KnownPersonalValues {
  const after = Object.entries(before).filter(([name]) => !changed.has(name))
  for (const [name, value] of changed) if (value !== null) after.push([name, value])
  return Object.fromEntries(after)
}
