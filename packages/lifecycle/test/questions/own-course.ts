import { orThrow, parseId } from '@caseload/core'
import type { BasicCommand } from '../../src/index.ts'
import { standardWorkflow } from '../../src/index.ts'
import {
  actors,
  ada,
  assign,
  bob,
  careful,
  close,
  hour,
  mail,
  message,
  network,
  open,
  opening,
  resolve,
  type Step,
  variant,
} from '../desk-day.ts'
import { given, type QuestionsTo } from './question.ts'

const asked: Step = ['agent', { type: 'request-information', messageId: null }]
const inTeam: Step = ['agent', { type: 'assign', assigneeId: ada, teamId: network }]
const silent = variant({ onAgentReply: { ...standardWorkflow.onAgentReply, resolved: { do: 'refuse' } } })
const remark = orThrow(parseId('rmk', 'rmk_1'))
const agreed: Step = ['agent', { type: 'confirm-problem', statementId: remark }]

/** The questions to the commands of a ticket's own course. */
export const ownCourse: QuestionsTo<BasicCommand['type']> = {
  open: {
    events: {
      given: given([], {
        ...opening,
        message: { messageId: message, author: 'requester', visibility: 'public', automatic: false },
      }),
      are: [
        [
          'ticket-opened',
          {
            ticketId: 'tkt_1',
            number: 1,
            workflow: { id: 'standard', version: 1 },
            catalogue: null,
            status: 'new',
            category: 'new',
            kind: 'incident',
            channel: 'email',
            requesterId: 'cus_eve',
            priority: 'normal',
            impact: null,
            urgency: null,
            topic: null,
            level: 1,
            teamId: null,
            assigneeId: null,
            tags: [],
            attributes: {},
          },
        ],
        [
          'message-added',
          {
            messageId: 'msg_1',
            direction: 'inbound',
            visibility: 'public',
            author: 'requester',
            automatic: false,
            teamId: null,
            authorTeamId: null,
            channel: 'email',
          },
        ],
      ],
    },
    refusal: { given: given([open], opening), is: { kind: 'ticket/already-opened' } },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/already-opened' },
  },
  classify: {
    events: {
      given: given([open], { type: 'classify', topic: 'network', tags: ['vip', 'fire'], attributes: { floor: 3 } }),
      are: [['ticket-classified', { kind: 'incident', topic: 'network', tags: ['fire', 'vip'], attributes: { floor: 3 } }]],
    },
    refusal: {
      given: given([open], { type: 'classify', tags: [''] }),
      is: {
        kind: 'ticket/invalid-command',
        path: 'tags',
        expected: 'at most 100, each of 1 to 64 letters, digits or . _ : / ~ - without blanks',
      },
    },
    nothing: given([open], { type: 'classify', kind: 'incident', topic: null, tags: [] }),
  },
  prioritise: {
    events: {
      given: given([open], { type: 'prioritise', priority: 'urgent', impact: 'all' }),
      are: [['ticket-prioritised', { from: 'normal', to: 'urgent', impact: 'all', urgency: null }]],
    },
    refusal: {
      given: given([open], { type: 'prioritise', impact: '' }),
      is: {
        kind: 'ticket/invalid-command',
        path: 'impact',
        expected: '1 to 64 letters, digits or . _ : / ~ - without blanks, or null',
      },
    },
    nothing: given([open], { type: 'prioritise', priority: 'normal' }),
  },
  assign: {
    events: {
      given: given([open], { type: 'assign', assigneeId: ada, teamId: network }),
      are: [
        ['ticket-transferred', { from: null, to: 'team_network' }],
        ['ticket-assigned', { from: null, to: 'agt_ada', teamId: 'team_network' }],
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'open',
            fromCategory: 'new',
            toCategory: 'open',
            cause: 'assign',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open, inTeam], { type: 'assign', assigneeId: bob, teamId: mail }, actors.agent, careful),
      is: { kind: 'ticket/hand-over-needed', teamId: 'team_mail' },
    },
    nothing: given([open, assign], { type: 'assign', assigneeId: ada }),
  },
  unassign: {
    events: {
      given: given([open, inTeam], { type: 'unassign' }),
      are: [['ticket-unassigned', { from: 'agt_ada', teamId: 'team_network' }]],
    },
    refusal: {
      given: given(
        [
          open,
          assign,
          [
            'agent',
            {
              type: 'transfer',
              teamId: mail,
              briefing: {
                done: remark,
                wanted: remark,
                told: remark,
                answerBy: { promiseId: orThrow(parseId('prm', 'prm_1')), dueAt: hour(400) },
              },
            },
          ],
        ],
        { type: 'unassign' },
        actors.agent,
        careful,
      ),
      is: { kind: 'ticket/still-answerable', offeredTo: 'team_mail' },
    },
    nothing: given([open], { type: 'unassign' }),
  },
  transfer: {
    events: {
      given: given([open, inTeam], { type: 'transfer', teamId: mail }),
      are: [
        ['ticket-unassigned', { from: 'agt_ada', teamId: 'team_network' }],
        ['ticket-transferred', { from: 'team_network', to: 'team_mail' }],
      ],
    },
    refusal: {
      given: given([open, inTeam], { type: 'transfer', teamId: mail, briefing: { done: remark } }, actors.agent, careful),
      is: { kind: 'ticket/hand-over-incomplete', missing: ['wanted', 'told', 'answerBy'] },
    },
    nothing: given([open, inTeam], { type: 'transfer', teamId: network, assigneeId: ada }),
  },
  escalate: {
    events: {
      given: given([open], { type: 'escalate', teamId: network }),
      are: [
        ['ticket-escalated', { from: 1, to: 2 }],
        ['ticket-transferred', { from: null, to: 'team_network' }],
      ],
    },
    refusal: {
      given: given([open], { type: 'escalate', level: 10 }),
      is: { kind: 'ticket/invalid-command', path: 'level', expected: 'a whole number from 1 to 9' },
    },
    nothing: given([open], { type: 'escalate', level: 1 }),
  },
  reply: {
    events: {
      given: given([open], { type: 'reply', messageId: message, channel: 'phone' }),
      are: [
        [
          'message-added',
          {
            messageId: 'msg_1',
            direction: 'outbound',
            visibility: 'public',
            author: 'agent',
            automatic: false,
            teamId: null,
            authorTeamId: null,
            channel: 'phone',
          },
        ],
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'open',
            fromCategory: 'new',
            toCategory: 'open',
            cause: 'reply',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open, resolve], { type: 'reply', messageId: message }, actors.agent, silent),
      is: { kind: 'ticket/reply-refused', category: 'resolved' },
    },
    nothing: { never: 'says-something-new' },
  },
  note: {
    events: {
      given: given([open, resolve, close], { type: 'note', messageId: message }),
      are: [
        [
          'message-added',
          {
            messageId: 'msg_1',
            direction: 'internal',
            visibility: 'internal',
            author: 'agent',
            automatic: false,
            teamId: null,
            authorTeamId: null,
            channel: 'email',
          },
        ],
      ],
    },
    refusal: {
      given: given([open], { type: 'note', messageId: message }, actors.requester),
      is: { kind: 'ticket/actor-not-allowed', allowedActors: ['agent', 'bot', 'system'] },
    },
    nothing: { never: 'says-something-new' },
  },
  'receive-reply': {
    events: {
      given: given([open, asked], { type: 'receive-reply', messageId: message }, actors.requester),
      are: [
        [
          'message-added',
          {
            messageId: 'msg_1',
            direction: 'inbound',
            visibility: 'public',
            author: 'requester',
            automatic: false,
            teamId: null,
            authorTeamId: null,
            channel: 'email',
          },
        ],
        [
          'ticket-status-changed',
          {
            from: 'pending',
            to: 'open',
            fromCategory: 'pending',
            toCategory: 'open',
            cause: 'receive-reply',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open, resolve, close], { type: 'receive-reply', messageId: message }, actors.requester),
      is: { kind: 'ticket/reply-refused', category: 'closed' },
    },
    nothing: { never: 'says-something-new' },
  },
  'request-information': {
    events: {
      given: given([open], { type: 'request-information', messageId: message }),
      are: [
        [
          'message-added',
          {
            messageId: 'msg_1',
            direction: 'outbound',
            visibility: 'public',
            author: 'agent',
            automatic: false,
            teamId: null,
            authorTeamId: null,
            channel: 'email',
          },
        ],
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'pending',
            fromCategory: 'new',
            toCategory: 'pending',
            cause: 'request-information',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open], { type: 'request-information', messageId: null, toStatus: 'nowhere' }),
      is: { kind: 'ticket/unknown-status', toStatus: 'nowhere' },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  hold: {
    events: {
      given: given([open], { type: 'hold' }),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'on-hold',
            fromCategory: 'new',
            toCategory: 'on-hold',
            cause: 'hold',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open], { type: 'hold', toStatus: 'pending' }),
      is: { kind: 'ticket/wrong-category', toStatus: 'pending', expected: ['on-hold'] },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  resume: {
    events: {
      given: given([open, asked], { type: 'resume' }),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'pending',
            to: 'new',
            fromCategory: 'pending',
            toCategory: 'new',
            cause: 'resume',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: { given: given([open], { type: 'resume' }), is: { kind: 'ticket/not-in-this-category', category: 'new' } },
    nothing: { never: 'leads-elsewhere' },
  },
  resolve: {
    events: {
      given: given(
        [open, agreed],
        { type: 'resolve', code: 'fixed', told: { by: 'call', call: 'call-7' } },
        actors.agent,
        careful,
      ),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'resolved',
            fromCategory: 'new',
            toCategory: 'resolved',
            cause: 'resolve',
            outcome: 'solved',
            resolutionCode: 'fixed',
          },
        ],
        ['solution-told', { by: 'call', messageId: null, reference: 'call-7' }],
        ['confirmation-asked', { until: hour(146), silence: 'accepted' }],
      ],
    },
    refusal: {
      given: given([open], { type: 'resolve' }),
      is: {
        kind: 'ticket/guard-failed',
        toStatus: 'resolved',
        failed: [{ guard: 'requires', expected: ['resolutionCode'], found: [null] }],
        alternatives: [],
      },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  reopen: {
    events: {
      given: given([open, resolve], { type: 'reopen' }, actors.requester),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'resolved',
            to: 'open',
            fromCategory: 'resolved',
            toCategory: 'open',
            cause: 'reopen',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given(
        [
          ['agent', opening, hour(-900)],
          ['agent', { type: 'resolve', code: 'fixed' }, hour(-800)],
        ],
        { type: 'reopen' },
      ),
      is: { kind: 'ticket/reopen-window-passed', allowedUntil: hour(-128) },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  close: {
    events: {
      given: given([open, resolve], { type: 'close' }, actors.system),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'resolved',
            to: 'closed',
            fromCategory: 'resolved',
            toCategory: 'closed',
            cause: 'close',
            outcome: 'solved',
            resolutionCode: 'fixed',
          },
        ],
      ],
    },
    refusal: {
      given: given([open], { type: 'close' }),
      is: {
        kind: 'ticket/guard-failed',
        toStatus: 'closed',
        failed: [{ guard: 'when', expected: ['outcome'], found: ['solved'] }],
        alternatives: [],
      },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  cancel: {
    events: {
      given: given(
        [open, ['agent', { type: 'promise-update', promiseId: orThrow(parseId('prm', 'prm_1')), dueAt: hour(400) }]],
        { type: 'cancel' },
        actors.requester,
      ),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'closed',
            fromCategory: 'new',
            toCategory: 'closed',
            cause: 'cancel',
            outcome: 'cancelled',
            resolutionCode: null,
          },
        ],
        ['promise-withdrawn', { promiseId: 'prm_1', dueAt: hour(400), reason: 'cancelled' }],
      ],
    },
    refusal: {
      given: given(
        [
          open,
          ['agent', { type: 'link', relation: 'parent-of', otherId: orThrow(parseId('tkt', 'tkt_other')), otherIsClosed: false }],
        ],
        { type: 'cancel' },
      ),
      is: { kind: 'ticket/obligations-open', toStatus: 'closed', obligations: [{ owed: 'child', ticketId: 'tkt_other' }] },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  'mark-spam': {
    events: {
      given: given([open], { type: 'mark-spam' }, actors.bot),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'closed',
            fromCategory: 'new',
            toCategory: 'closed',
            cause: 'mark-spam',
            outcome: 'spam',
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open], { type: 'mark-spam' }, actors.requester),
      is: { kind: 'ticket/actor-not-allowed', allowedActors: ['agent', 'bot', 'system'] },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  'change-status': {
    events: {
      given: given([open], { type: 'change-status', toStatus: 'on-hold' }),
      are: [
        [
          'ticket-status-changed',
          {
            from: 'new',
            to: 'on-hold',
            fromCategory: 'new',
            toCategory: 'on-hold',
            cause: 'change-status',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open], { type: 'change-status', toStatus: 'closed' }),
      is: {
        kind: 'ticket/guard-failed',
        toStatus: 'closed',
        failed: [{ guard: 'when', expected: ['outcome'], found: ['solved'] }],
        alternatives: [],
      },
    },
    nothing: given([open], { type: 'change-status', toStatus: 'new' }),
  },
}
