import { orThrow, parseId } from '@caseload/core'
import type { ApprovalCommand, ChecklistCommand, LinkCommand, MergeCommand, SplitOff } from '../../src/index.ts'
import { actors, assign, bob, close, hour, open, opening, resolve, type Step } from '../desk-day.ts'
import { other, third } from '../given-command.ts'
import { given, type QuestionsTo } from './question.ts'

const promiseId = orThrow(parseId('prm', 'prm_1'))
const msg = (token: string) => orThrow(parseId('msg', `msg_${token}`))
const ask: Step = [
  'agent',
  { type: 'request-approval', approvalId: 'q', about: 'quote', approver: { kind: 'role', role: 'lead' } },
]
const granted: Step = ['system', { type: 'approve', approvalId: 'q' }]
const lead = { kind: 'agent', id: 'agt_bob', roles: ['lead'] } as const
const steps = [
  { id: 'one', required: true },
  { id: 'two', required: false },
]
const checklist: Step = ['agent', { type: 'start-checklist', checklistId: 'setup', template: { id: 'setup', version: 2 }, steps }]
const done: Step = ['agent', { type: 'complete-step', checklistId: 'setup', stepId: 'one' }]
const note = (token: string): Step => ['agent', { type: 'note', messageId: msg(token) }]
const promised: Step = ['agent', { type: 'promise-update', promiseId, dueAt: hour(400) }]
const merged: Step = ['agent', { type: 'merge-into', survivorId: other }]

type Command = ApprovalCommand | ChecklistCommand | LinkCommand | MergeCommand | SplitOff

/** The questions to the commands about approvals, checklists and other tickets. */
export const amongOthers: QuestionsTo<Command['type']> = {
  'request-approval': {
    events: {
      given: given([open], { type: 'request-approval', approvalId: 'q', about: 'quote', approver: { kind: 'agent', id: bob } }),
      are: [['approval-requested', { approvalId: 'q', about: 'quote', approver: { kind: 'agent', id: 'agt_bob' } }]],
    },
    refusal: {
      given: given([open, ask, granted], {
        type: 'request-approval',
        approvalId: 'q',
        about: 'quote',
        approver: { kind: 'requester' },
      }),
      is: { kind: 'ticket/approval-decided', approvalId: 'q', decision: 'approved' },
    },
    nothing: given([open, ask], {
      type: 'request-approval',
      approvalId: 'q',
      about: 'quote',
      approver: { kind: 'role', role: 'lead' },
    }),
  },
  approve: {
    events: {
      given: given([open, ask], { type: 'approve', approvalId: 'q' }, lead),
      are: [['approval-granted', { approvalId: 'q', about: 'quote' }]],
    },
    refusal: {
      given: given([open, ask], { type: 'approve', approvalId: 'q' }),
      is: { kind: 'ticket/not-the-approver', approvalId: 'q', approver: 'role lead' },
    },
    nothing: given([open, ask, granted], { type: 'approve', approvalId: 'q' }, lead),
  },
  decline: {
    events: {
      given: given([open, ask], { type: 'decline', approvalId: 'q' }, lead),
      are: [['approval-declined', { approvalId: 'q', about: 'quote' }]],
    },
    refusal: {
      given: given([open, ask, granted], { type: 'decline', approvalId: 'q' }, lead),
      is: { kind: 'ticket/approval-decided', approvalId: 'q', decision: 'approved' },
    },
    nothing: given([open, ask, ['system', { type: 'decline', approvalId: 'q' }]], { type: 'decline', approvalId: 'q' }, lead),
  },
  'withdraw-approval': {
    events: {
      given: given([open, ask], { type: 'withdraw-approval', approvalId: 'q', reason: 'moot' }),
      are: [['approval-withdrawn', { approvalId: 'q', about: 'quote', reason: 'moot' }]],
    },
    refusal: {
      given: given([open, ask], { type: 'withdraw-approval', approvalId: 'q', reason: 'moot' }, lead),
      is: { kind: 'ticket/not-the-asker', approvalId: 'q', requestedBy: 'agent:agt_ada' },
    },
    nothing: given([open, ask, ['agent', { type: 'withdraw-approval', approvalId: 'q', reason: 'moot' }]], {
      type: 'withdraw-approval',
      approvalId: 'q',
      reason: 'moot',
    }),
  },
  'start-checklist': {
    events: {
      given: given([open], { type: 'start-checklist', checklistId: 'setup', template: { id: 'setup', version: 2 }, steps }),
      are: [
        [
          'checklist-started',
          {
            checklistId: 'setup',
            template: { id: 'setup', version: 2 },
            steps: [
              { id: 'one', required: true },
              { id: 'two', required: false },
            ],
          },
        ],
      ],
    },
    refusal: {
      given: given([open, checklist], { type: 'start-checklist', checklistId: 'setup', template: null, steps }),
      is: { kind: 'ticket/checklist-exists', checklistId: 'setup' },
    },
    nothing: given([open, checklist], {
      type: 'start-checklist',
      checklistId: 'setup',
      template: { id: 'setup', version: 2 },
      steps,
    }),
  },
  'complete-step': {
    events: {
      given: given([open, checklist], { type: 'complete-step', checklistId: 'setup', stepId: 'one' }),
      are: [['step-completed', { checklistId: 'setup', stepId: 'one' }]],
    },
    refusal: {
      given: given([open, checklist], { type: 'complete-step', checklistId: 'setup', stepId: 'three' }),
      is: { kind: 'ticket/no-such-step', checklistId: 'setup', stepId: 'three' },
    },
    nothing: given([open, checklist, done], { type: 'complete-step', checklistId: 'setup', stepId: 'one' }),
  },
  'skip-step': {
    events: {
      given: given([open, checklist], { type: 'skip-step', checklistId: 'setup', stepId: 'one' }),
      are: [['step-skipped', { checklistId: 'setup', stepId: 'one' }]],
    },
    refusal: {
      given: given([open, checklist, done], { type: 'skip-step', checklistId: 'setup', stepId: 'one' }),
      is: { kind: 'ticket/step-is-done', checklistId: 'setup', stepId: 'one' },
    },
    nothing: given([open, checklist, ['agent', { type: 'skip-step', checklistId: 'setup', stepId: 'one' }]], {
      type: 'skip-step',
      checklistId: 'setup',
      stepId: 'one',
    }),
  },
  link: {
    events: {
      given: given([open], { type: 'link', relation: 'parent-of', otherId: other, otherIsClosed: false }),
      are: [['ticket-linked', { relation: 'parent-of', otherId: 'tkt_other', otherIsClosed: false }]],
    },
    refusal: {
      given: given([open, resolve, close], { type: 'link', relation: 'parent-of', otherId: other, otherIsClosed: false }),
      is: { kind: 'ticket/link-refused', otherId: 'tkt_other', reason: 'parent-closed' },
    },
    nothing: given([open, ['agent', { type: 'link', relation: 'related', otherId: other, otherIsClosed: false }]], {
      type: 'link',
      relation: 'related',
      otherId: other,
      otherIsClosed: true,
    }),
  },
  unlink: {
    events: {
      given: given([open, ['agent', { type: 'link', relation: 'related', otherId: other, otherIsClosed: false }]], {
        type: 'unlink',
        relation: 'related',
        otherId: other,
      }),
      are: [['ticket-unlinked', { relation: 'related', otherId: 'tkt_other' }]],
    },
    refusal: {
      given: given([open], { type: 'unlink', relation: 'related', otherId: other }, actors.requester),
      is: { kind: 'ticket/actor-not-allowed', allowedActors: ['agent', 'bot', 'system'] },
    },
    nothing: given([open], { type: 'unlink', relation: 'related', otherId: other }),
  },
  'merge-into': {
    events: {
      given: given([open, promised, ask], { type: 'merge-into', survivorId: other }),
      are: [
        ['ticket-merged', { survivorId: 'tkt_other' }],
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'closed',
            fromCategory: 'new',
            toCategory: 'closed',
            cause: 'merge-into',
            outcome: 'merged',
            resolutionCode: null,
          },
        ],
        ['obligations-passed-on', { to: 'tkt_other', promiseIds: ['prm_1'], followUpIds: [], approvalIds: ['q'] }],
      ],
    },
    refusal: {
      given: given([open], { type: 'merge-into', survivorId: opening.ticketId }),
      is: { kind: 'ticket/merge-refused', survivorId: 'tkt_1', reason: 'itself' },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/merged' },
  },
  unmerge: {
    events: {
      given: given([open, assign, merged], { type: 'unmerge', messagesStaying: 2 }),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'closed',
            to: 'open',
            fromCategory: 'closed',
            toCategory: 'open',
            cause: 'unmerge',
            outcome: null,
            resolutionCode: null,
          },
        ],
        ['ticket-unmerged', { survivorId: 'tkt_other', messagesStaying: 2 }],
      ],
    },
    refusal: { given: given([open, resolve, close], { type: 'unmerge', messagesStaying: 0 }), is: { kind: 'ticket/not-merged' } },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/not-in-this-category' },
  },
  split: {
    events: {
      given: given([open, note('1'), note('2')], { type: 'split', messageIds: [msg('2')], newTicketId: third }),
      are: [['messages-split-off', { to: 'tkt_third', messageIds: ['msg_2'] }]],
    },
    refusal: {
      given: given([open, note('1')], { type: 'split', messageIds: [msg('1')], newTicketId: third }),
      is: { kind: 'ticket/nothing-left', messages: 1 },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/nothing-left' },
  },
}
