import type { WorkflowDocument } from './workflow-document.ts'

/**
 * A workflow to start from: one status a category; a resolution code is needed to resolve; replies of the requester bring a waiting or resolved ticket back; resolved tickets close
 * after four days and may come back for 28.
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
    { from: ['new', 'open', 'on-hold'], to: 'pending', by: ['agent', 'bot', 'system'] },
    { from: ['new', 'open', 'pending'], to: 'on-hold', by: ['agent', 'system'] },
    { from: 'pending', to: 'open' },
    { from: 'on-hold', to: 'open', by: ['agent', 'system'] },
    { from: ['new', 'open', 'pending', 'on-hold'], to: 'resolved', by: ['agent', 'bot', 'system'], requires: ['resolutionCode'] },
    { from: 'resolved', to: 'open' },
    { from: 'resolved', to: 'closed' },
    { from: 'closed', to: 'open', by: ['agent', 'system'] },
    { from: ['new', 'open', 'pending', 'on-hold'], to: 'closed' },
  ],
  resumesTo: { status: 'open' },
  reopenWindow: 'PT672H',
  autoCloseAfter: 'PT96H',
  pendingReminderAfter: 'PT48H',
  onRequesterReply: { pending: { do: 'move' }, resolved: { do: 'move' }, closed: { do: 'refuse' } },
  onAgentReply: { new: { do: 'move' } },
  onAssign: { new: { do: 'move' } },
}
