import type { Fields } from '@caseload/conditions'
import { isTicketField } from '../../ticket/ticket-fields.ts'
import type { RequiredFact } from '../workflow.ts'

const attribute = /^attributes\.([A-Za-z0-9_.-]{1,64})$/

/** A fact that a transition may require, by name; null where tickets have no such fact: of the desk's own, those that conditions may ask about. */
export function requiredFact(name: string, fields: Fields): RequiredFact | null {
  const own = attribute.exec(name)?.[1]
  if (own !== undefined) {
    if (!Object.hasOwn(fields, name)) return null
    return { name, isPresent: ({ attributes }) => Object.hasOwn(attributes, own) && attributes[own] !== null }
  }
  if (!isTicketField(name)) return null
  if (name === 'tags') return { name, isPresent: (ticket) => ticket.tags.length > 0 }
  return { name, isPresent: (ticket) => ticket[name] !== null }
}
