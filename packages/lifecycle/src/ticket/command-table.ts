import { type ActorKind, actorKinds } from '@caseload/core'
import { type StatusCategory, statusCategories } from '../workflow/status-category.ts'
import type { TicketCommandType } from './ticket-commands.ts'

/** What holds for a command in every workflow. */
export interface CommandRule {
  /** Sorts of actor who may give it at all. */
  readonly by: readonly ActorKind[]
  /** Categories a ticket may be in when it is given. */
  readonly from: readonly StatusCategory[]
  /** Categories it moves a ticket to, the default first; null where it does not move it. */
  readonly to: readonly StatusCategory[] | null
}

const staff = ['agent', 'bot', 'system'] as const satisfies readonly ActorKind[]
const unfinished = ['new', 'open', 'pending', 'on-hold'] as const satisfies readonly StatusCategory[]
const notClosed = [...unfinished, 'resolved'] as const satisfies readonly StatusCategory[]

/**
 * What holds for each command in every workflow, before a workflow's own guards: who may give it, in which categories, and where it leads.
 *
 * Requesters ask, answer, take back and reopen; everything else is for staff, programs included. A closed ticket takes notes and replies of the requester (if the workflow lets
 * it), and else only comes back.
 */
export const commandTable: Readonly<Record<TicketCommandType, CommandRule>> = {
  open: { by: actorKinds, from: [], to: null },
  classify: { by: staff, from: notClosed, to: null },
  prioritise: { by: staff, from: notClosed, to: null },
  assign: { by: staff, from: notClosed, to: null },
  unassign: { by: staff, from: notClosed, to: null },
  transfer: { by: staff, from: notClosed, to: null },
  escalate: { by: staff, from: notClosed, to: null },
  reply: { by: staff, from: notClosed, to: null },
  note: { by: staff, from: statusCategories, to: null },
  'receive-reply': { by: actorKinds, from: statusCategories, to: null },
  'request-information': { by: staff, from: ['new', 'open', 'on-hold'], to: ['pending'] },
  hold: { by: staff, from: ['new', 'open', 'pending'], to: ['on-hold'] },
  resume: { by: staff, from: ['pending', 'on-hold'], to: ['open', 'new'] },
  resolve: { by: staff, from: unfinished, to: ['resolved'] },
  reopen: { by: actorKinds, from: ['resolved', 'closed'], to: ['open', 'new'] },
  close: { by: actorKinds, from: notClosed, to: ['closed'] },
  cancel: { by: actorKinds, from: unfinished, to: ['closed'] },
  'change-status': { by: staff, from: statusCategories, to: statusCategories },
}
