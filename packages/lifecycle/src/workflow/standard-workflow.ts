import type { WorkflowDocument } from './workflow-document.ts'

/**
 * A workflow to begin with: one status for each category.
 *
 * Assigning or answering a new ticket opens it. A resolution needs a code. A resolved ticket comes back when the requester writes again or anybody reopens it, for 28 days (672
 * hours) after its resolution, also when it has closed meanwhile; four days (96 hours) after it, it closes by itself. A ticket that was not resolved can be ended only with
 * an outcome other than `solved`: that is what `cancel` does, and what stops an early `close`. A closed ticket takes no replies. Whoever was asked for
 * something is reminded after 48 hours; after 14 days (336 hours) without an answer it is the desk's turn again.
 *
 * It is lenient where {@link carefulWorkflow} is strict: how the requester was told of a solution is recorded where it is known, and not asked for; tickets go from team to team at once.
 *
 * @example
 * ```ts
 * import { standardWorkflow } from '@caseload/lifecycle'
 *
 * standardWorkflow.statuses.map(({ id }) => id) // => ['new', 'open', 'pending', 'on-hold', 'resolved', 'closed']
 * ```
 */
export const standardWorkflow: WorkflowDocument = {
  schema: 1,
  id: 'standard',
  version: 1,
  title: 'Standard',
  statuses: [
    { id: 'new', category: 'new', title: 'New' },
    { id: 'open', category: 'open', title: 'Open' },
    { id: 'pending', category: 'pending', title: 'Waiting for the requester' },
    { id: 'on-hold', category: 'on-hold', title: 'Waiting for a third party' },
    { id: 'resolved', category: 'resolved', title: 'Resolved' },
    { id: 'closed', category: 'closed', title: 'Closed' },
  ],
  defaults: { new: 'new', open: 'open', pending: 'pending', 'on-hold': 'on-hold', resolved: 'resolved', closed: 'closed' },
  initial: ['new', 'open'],
  transitions: [
    { from: 'new', to: 'open', by: ['agent', 'bot', 'system'] },
    { from: ['pending', 'on-hold'], to: 'new', by: ['agent', 'bot', 'system'] },
    { from: ['pending', 'on-hold'], to: 'open' },
    { from: ['new', 'open', 'on-hold'], to: 'pending', by: ['agent', 'bot', 'system'] },
    { from: ['new', 'open', 'pending'], to: 'on-hold', by: ['agent', 'system'] },
    {
      from: ['new', 'open', 'pending', 'on-hold'],
      to: 'resolved',
      by: ['agent', 'bot', 'system'],
      requires: ['resolutionCode'],
    },
    { from: 'resolved', to: 'closed' },
    {
      from: ['new', 'open', 'pending', 'on-hold'],
      to: 'closed',
      when: { field: 'outcome', in: ['cancelled', 'merged', 'duplicate', 'spam'] },
    },
    { from: ['resolved', 'closed'], to: 'open' },
  ],
  resumesTo: 'previous',
  reopenWindow: 'PT672H',
  autoCloseAfter: 'PT96H',
  pendingReminderAfter: 'PT48H',
  pendingExpiresAfter: 'PT336H',
  resolution: { told: 'recorded', confirmation: null },
  approvals: { overseers: ['supervisor', 'administrator'] },
  onRequesterReply: { pending: { do: 'move' }, resolved: { do: 'move' }, closed: { do: 'refuse' } },
  onAgentReply: { new: { do: 'move' } },
  onAssign: { new: { do: 'move' } },
}
