import type { AccessDocument } from './access-document.ts'

/**
 * Roles of a desk to begin with, over the vocabulary of the desk.
 *
 * - `requester`: whoever asks: opens, tracks, watches, answers, approves, agrees what the problem is, confirms, takes up again and ends their own tickets, and sees neither internal notes nor how staff sort them;
 * - `agent`: staff: everything about tickets, and who asks;
 * - `specialist`: an agent behind the first line, who also sees how much each agent has;
 * - `supervisor`: a specialist who also reads which policies are in force;
 * - `analyst`: tickets, histories and counts, without a word of anybody and without customers;
 * - `administrator`: everything, erasure, import and policies included;
 * - `integration`: programs: tickets and customers; the application itself (`system`) also takes over histories.
 *
 * What is not for everybody who may read a ticket or a customer:
 *
 * - how staff sort a ticket and what they do with it: not for requesters (`staff-only`);
 * - which personal fields of a ticket have a value, and a customer's name and addresses: for those who work on tickets, so not for analysts, whatever else they are granted (`personal-data`);
 * - the values of personal fields: for those who work on tickets, once they state a purpose, and each reading is recorded.
 *
 * Whoever is staff is an agent, and whoever is a program an integration, until the application names another role of theirs.
 *
 * @example
 * ```ts
 * import { standardAccess } from '@caseload/access'
 *
 * standardAccess.roles.map(({ id }) => id)
 * // => ['requester', 'agent', 'specialist', 'supervisor', 'analyst', 'administrator', 'integration']
 * ```
 */
export const standardAccess: AccessDocument = {
  schema: 1,
  id: 'standard',
  version: 2,
  title: 'Standard roles',
  roles: [
    { id: 'requester', title: 'Requester', heldBy: ['requester'] },
    { id: 'agent', title: 'Agent', heldBy: ['agent'] },
    { id: 'specialist', title: 'Specialist', givenTo: ['agent'], includes: ['agent'] },
    { id: 'supervisor', title: 'Supervisor', givenTo: ['agent'], includes: ['specialist'] },
    { id: 'analyst', title: 'Analyst', givenTo: ['agent', 'system'] },
    { id: 'administrator', title: 'Administrator', givenTo: ['agent', 'system'], includes: ['supervisor'] },
    { id: 'integration', title: 'Integration', heldBy: ['bot', 'system'] },
  ],
  grants: [
    { id: 'ask', roles: ['requester'], actions: ['ticket/open'] },
    {
      id: 'own-tickets',
      roles: ['requester'],
      actions: [
        'ticket/read',
        'ticket/read-content',
        'ticket/receive-reply',
        'ticket/confirm-problem',
        'ticket/confirm-resolution',
        'ticket/reject-resolution',
        'ticket/approve',
        'ticket/decline',
        'ticket/reopen',
        'ticket/close',
        'ticket/cancel',
        'ticket/watch',
        'ticket/unwatch',
      ],
      as: ['requester'],
    },
    {
      id: 'work',
      roles: ['agent'],
      actions: ['ticket/*', 'customer/register', 'customer/read', 'report/backlog', 'report/deadlines'],
    },
    { id: 'balance', roles: ['specialist'], actions: ['report/workload'] },
    { id: 'oversee', roles: ['supervisor'], actions: ['policy/read'] },
    { id: 'measure', roles: ['analyst'], actions: ['ticket/read', 'ticket/read-timeline', 'report/*', 'policy/read'] },
    { id: 'administer', roles: ['administrator'], actions: ['*'] },
    {
      id: 'integrate',
      roles: ['integration'],
      actions: ['ticket/*', 'customer/register', 'customer/read', 'report/backlog', 'report/deadlines'],
    },
    { id: 'take-over', roles: ['integration'], actions: ['history/*'], when: { field: 'actor.kind', equals: 'system' } },
  ],
  fields: [
    { resource: 'ticket', fields: ['*'], visibleTo: ['agent', 'analyst', 'integration'], reason: 'staff-only' },
    { resource: 'ticket', fields: ['personalFields'], visibleTo: ['agent', 'integration'], reason: 'personal-data' },
    {
      resource: 'ticket',
      fields: ['personalValues'],
      visibleTo: ['agent', 'integration'],
      reason: 'personal-data',
      protected: true,
    },
    { resource: 'customer', fields: ['*'], visibleTo: ['agent', 'integration'], reason: 'personal-data' },
  ],
}
