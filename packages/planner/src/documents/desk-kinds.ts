import type { KindSpec } from '@caseload/storage'
import { timersWalkedKind } from '../plans/timer-walk.ts'
import { policyNoteKind, policyRegistryKind, policyVersionKind } from '../registry/policy-registry.ts'
import { ticketClocksKind } from '../sla/ticket-clocks-kind.ts'
import { checklistWordingKind } from './checklist-wording-kind.ts'
import { contactKind } from './contact-kind.ts'
import { counterKind } from './counter-kind.ts'
import { customerKind } from './customer-kind.ts'
import { messageKind } from './message-kind.ts'
import { personalFieldsKind } from './personal-fields-kind.ts'
import { remarkKind } from './remark-kind.ts'
import { ticketContentKind } from './ticket-content-kind.ts'
import { ticketKind } from './ticket-kind.ts'

/**
 * Every kind of document a desk stores, with its index fields and keys; a storage adapter is opened with these.
 *
 * @example
 * ```ts
 * import { deskKinds } from '@caseload/planner'
 *
 * deskKinds.map((spec) => spec.kind)
 * // => [
 * //   'checklist-wording', 'contact', 'counter', 'customer', 'message', 'personal-fields', 'policy-note', 'policy-registry', 'policy-version',
 * //   'remark', 'ticket', 'ticket-clocks', 'ticket-content', 'timers-walked',
 * // ]
 * ```
 */
export const deskKinds: readonly KindSpec[] = [
  checklistWordingKind,
  contactKind,
  counterKind,
  customerKind,
  messageKind,
  personalFieldsKind,
  policyNoteKind,
  policyRegistryKind,
  policyVersionKind,
  remarkKind,
  ticketKind,
  ticketClocksKind,
  ticketContentKind,
  timersWalkedKind,
]
