import type { ActorKind } from '@caseload/core'
import { type StatusCategory, statusCategories } from '../workflow/status-category.ts'
import type { TicketCommandType } from './ticket-commands.ts'

/** Who may give a command at all, where it applies, and where it leads. */
export interface TicketCommandRule {
  /** Sorts of actor that may give it. A workflow can narrow this for a transition, never widen it. */
  readonly actors: readonly ActorKind[]
  /** Categories it applies to; null for `open`, which applies where there is no ticket yet. */
  readonly from: readonly StatusCategory[] | null
  /** Categories it may move to, that of the default status first; null where it does not move by itself. */
  readonly to: readonly StatusCategory[] | null
}

const everybody = ['requester', 'agent', 'bot', 'system'] as const
const staff = ['agent', 'bot', 'system'] as const
const people = ['agent', 'system'] as const
const notClosed = ['new', 'open', 'pending', 'on-hold', 'resolved'] as const
const unresolved = ['new', 'open', 'pending', 'on-hold'] as const

/**
 * The rules that hold under every workflow, as data.
 *
 * A requester asks, answers, takes up again, ends: `open`, `receive-reply`, `reopen`, `close`, `cancel`. A bot converses and sorts; it gives no work to people (`assign`, `unassign`), waits
 * for nobody else (`hold`), and neither cancels nor moves by name. An agent may do everything. `system` (timers, imports, the application itself) may, too.
 * Whoever takes in what the requester wrote (`receive-reply`) does so on the requester's behalf.
 *
 * A closed ticket takes notes, may be reopened or moved by name, and nothing else but what the workflow says of the requester's replies.
 *
 * @example
 * ```ts
 * import { ticketCommandRules } from '@caseload/lifecycle'
 *
 * ticketCommandRules.hold // => { actors: ['agent', 'system'], from: ['new', 'open', 'pending'], to: ['on-hold'] }
 * ```
 */
export const ticketCommandRules: Readonly<Record<TicketCommandType, TicketCommandRule>> = {
  open: { actors: everybody, from: null, to: null },
  classify: { actors: staff, from: notClosed, to: null },
  prioritise: { actors: staff, from: notClosed, to: null },
  assign: { actors: people, from: notClosed, to: null },
  unassign: { actors: people, from: notClosed, to: null },
  transfer: { actors: staff, from: notClosed, to: null },
  escalate: { actors: staff, from: notClosed, to: null },
  reply: { actors: staff, from: notClosed, to: null },
  note: { actors: staff, from: statusCategories, to: null },
  'receive-reply': { actors: everybody, from: statusCategories, to: null },
  'request-information': { actors: staff, from: ['new', 'open', 'on-hold'], to: ['pending'] },
  hold: { actors: people, from: ['new', 'open', 'pending'], to: ['on-hold'] },
  resume: { actors: staff, from: ['pending', 'on-hold'], to: ['open', 'new'] },
  resolve: { actors: staff, from: unresolved, to: ['resolved'] },
  reopen: { actors: everybody, from: ['resolved', 'closed'], to: ['open', 'new'] },
  close: { actors: everybody, from: notClosed, to: ['closed'] },
  cancel: { actors: ['requester', 'agent', 'system'], from: notClosed, to: ['closed'] },
  'change-status': { actors: people, from: statusCategories, to: statusCategories },
}
