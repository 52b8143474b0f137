import type { AccessVocabulary } from '@caseload/access'
import type { Fields } from '@caseload/conditions'
import { ticketCommandTypes, ticketFields } from '@caseload/lifecycle'
import { hideableCustomerFields, hideableTicketFields } from './ticket-sight.ts'

const questions = ['read', 'read-content', 'read-notes', 'read-timeline'] as const

/** Something other than a command to a ticket there is that an actor may or may not do at a desk. */
export type DeskAction =
  | 'ticket/open'
  | 'ticket/read'
  | 'ticket/read-content'
  | 'ticket/read-notes'
  | 'ticket/read-timeline'
  | 'customer/register'
  | 'customer/read'
  | 'customer/erase'
  | 'history/record'
  | 'history/import'
  | 'history/rebuild'
  | 'policy/read'
  | 'policy/publish'
  | 'policy/activate'
  | 'policy/roll-back'
  | 'policy/migrate'
  | 'report/backlog'
  | 'report/workload'
  | 'report/deadlines'

type ActionOf<Resource extends string> = DeskAction extends infer Action
  ? Action extends `${Resource}/${infer Name}`
    ? Name
    : never
  : never

/**
 * What there is to be granted at a desk.
 *
 * Of a ticket: every command by its name (`ticket/reply`); `read` its state, its place in lists and what can be done with it; `read-content` its subject and public messages; `read-notes` internal
 * messages and remarks; `read-timeline` its history, events whole. Of a customer: `register`, `read`, `erase`. `history/record` and `history/import` take over other systems' tickets, `history/rebuild` works out anew what follows
 * from histories; `report/backlog` and `report/workload` count, `report/deadlines` says what is late and what is neglected; `policy/read`, `policy/publish`, `policy/activate` and `policy/roll-back` are about what the desk decides by, `policy/migrate` puts open tickets under another workflow. Relations to a ticket are its `requester`, its `assignee` and its `team`; conditions may ask about every `ticketFields`, and in a desk's policies about its own fields that are not personal (`attributes.product`).
 *
 * Of a ticket every field that says how staff sort it and what they do with it can be hidden, `personalValues` (what `personalFields` of the desk answers; the ticket's own `personalFields` only names them), and each of the desk's
 * own fields by its name (`attributes.allergies`), personal or not. Of a customer: `name`, `emails`, `phones`, `accounts`. What is hidden is hidden in the ticket, in its history and in what lists are filtered by.
 *
 * @example
 * ```ts
 * import { compileAccess, standardAccess } from '@caseload/access'
 * import { orThrow } from '@caseload/core'
 * import { deskVocabulary } from '@caseload/planner'
 *
 * const access = orThrow(compileAccess(standardAccess, deskVocabulary))
 * access.may({ kind: 'agent', id: 'agt_ada' }, 'ticket/reply').allowed // => true
 * access.may({ kind: 'agent', id: 'agt_ada' }, 'customer/erase').allowed // => false
 * access.reach({ kind: 'requester', id: 'cus_1' }, 'ticket/read') // => { of: 'related', relations: ['requester'] }
 * ```
 */
export const deskVocabulary: AccessVocabulary = vocabularyWith({}, [])

/**
 * The vocabulary of a desk with fields of its own, which go by `attributes.` and the name: conditions may ask about those that are not personal, and each can be hidden.
 *
 * @param asked - Fields that conditions may ask about.
 * @param own - Names of all of them.
 */
export function vocabularyWith(asked: Fields, own: readonly string[]): AccessVocabulary {
  const facts = Object.fromEntries(Object.entries(asked).map(([name, field]) => [`attributes.${name}`, field] as const))
  return {
    ticket: {
      actions: [...ticketCommandTypes, ...questions],
      facts: { ...ticketFields, ...facts },
      relations: ['requester', 'assignee', 'team'],
      fields: [...hideableTicketFields, 'personalValues', ...own.map((name) => `attributes.${name}`)],
    },
    customer: { actions: ['register', 'read', 'erase'] satisfies ActionOf<'customer'>[], fields: hideableCustomerFields },
    history: { actions: ['record', 'import', 'rebuild'] satisfies ActionOf<'history'>[] },
    policy: { actions: ['read', 'publish', 'activate', 'roll-back', 'migrate'] satisfies ActionOf<'policy'>[] },
    report: { actions: ['backlog', 'workload', 'deadlines'] satisfies ActionOf<'report'>[] },
  }
}
