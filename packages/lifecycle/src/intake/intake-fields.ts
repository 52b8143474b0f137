import { defineFields, type Fields } from '@caseload/conditions'
import type { Contact, ContactMatch } from './contact.ts'

const declared = defineFields({
  channel: { type: 'text' },
  kind: { type: 'text' },
  topic: { type: 'text' },
  automatic: { type: 'boolean' },
  codes: { type: 'set', of: { type: 'text' } },
  requesterKnown: { type: 'boolean' },
  matched: { type: 'enum', values: ['none', 'ticket', 'thread', 'number', 'requester'] },
})

/**
 * What conditions of an intake policy may ask about a contact: how it came in, what it is about, whether a machine sent it, the codes of the channel's adapter, whether its sender is known, and how a
 * ticket was found that it belongs to (`none`: it was not). Of the desk's own fields, which are declared at `compileIntake` and go by `attributes.` and their name, those that came with it.
 *
 * @example
 * ```ts
 * import { compileConditions } from '@caseload/conditions'
 * import { intakeFields } from '@caseload/lifecycle'
 *
 * compileConditions({ field: 'codes', anyOf: ['bounce'] }, intakeFields).isOk() // => true
 * ```
 */
export const intakeFields: Fields = declared

/** A contact as conditions read it. */
export function contactFacts(contact: Contact, matchedBy: ContactMatch | null) {
  const { channel, kind, topic, automatic, codes, requesterId, attributes = {} } = contact
  const own = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`attributes.${name}`, value] as const))
  return { ...own, channel, kind, topic, automatic, codes, requesterKnown: requesterId !== null, matched: matchedBy ?? 'none' }
}
