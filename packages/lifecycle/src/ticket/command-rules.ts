import { statusCategories } from '../workflow/status-category.ts'
import { approvalCommandRules } from './approvals/approval-commands.ts'
import { attentionCommandRules } from './attention/attention-commands.ts'
import { checkBackCommandRules } from './check-back/check-back-commands.ts'
import { checklistCommandRules } from './checklists/checklist-commands.ts'
import { everybody, notClosed, people, staff, type TicketCommandRule, unresolved } from './command-rule.ts'
import { handOverCommandRules } from './hand-over/hand-over-commands.ts'
import { labelCommandRules } from './label/label-commands.ts'
import { linkCommandRules } from './links/link-commands.ts'
import { mergeCommandRules } from './merge/merge-commands.ts'
import { promiseCommandRules } from './promise/promise-commands.ts'
import { splitCommandRules } from './split/split-commands.ts'
import type { TicketCommandType } from './ticket-commands.ts'
import { toldCommandRules } from './told/told-commands.ts'
import { workCommandRules } from './work/work-commands.ts'

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
  'mark-spam': { actors: staff, from: notClosed, to: ['closed'] },
  'change-status': { actors: people, from: statusCategories, to: statusCategories },
  ...approvalCommandRules,
  ...checklistCommandRules,
  ...linkCommandRules,
  ...mergeCommandRules,
  ...splitCommandRules,
  ...workCommandRules,
  ...promiseCommandRules,
  ...handOverCommandRules,
  ...toldCommandRules,
  ...attentionCommandRules,
  ...labelCommandRules,
  ...checkBackCommandRules,
}
