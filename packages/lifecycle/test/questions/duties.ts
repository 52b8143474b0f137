import { orThrow, parseId } from '@caseload/core'
import {
  type AttentionCommand,
  type CheckBackCommand,
  checkBackScheduled,
  evolveTicket,
  type HandOverCommand,
  type LabelCommand,
  type PromiseCommand,
  type Ticket,
  type ToldCommand,
  type WorkCommand,
} from '../../src/index.ts'
import { actors, ada, bob, careful, close, eve, hour, mail, network, open, resolve, type Step, ticketAfter } from '../desk-day.ts'
import { type Given, given, type QuestionsTo } from './question.ts'

const promiseId = orThrow(parseId('prm', 'prm_1'))
const followUpId = orThrow(parseId('fup', 'fup_1'))
const remark = orThrow(parseId('rmk', 'rmk_1'))
const promised: Step = ['agent', { type: 'promise-update', promiseId, dueAt: hour(400), about: 'call-back' }]
const followUp: Step = ['agent', { type: 'schedule-follow-up', followUpId, dueAt: hour(40) }]
const inTeam: Step = ['agent', { type: 'assign', assigneeId: ada, teamId: network }]
const agreed: Step = ['agent', { type: 'confirm-problem', statementId: remark }]
const offered: Step = [
  'agent',
  {
    type: 'transfer',
    teamId: mail,
    briefing: { done: remark, wanted: remark, told: remark, answerBy: { promiseId, dueAt: hour(400) } },
  },
]
const told: Step = ['agent', { type: 'resolve', code: 'fixed', told: { by: 'call' } }]

function askedBack(command: CheckBackCommand, steps: readonly Step[]): Given<CheckBackCommand> {
  const ticket = ticketAfter(steps)
  const plan = { attempt: 1, attempts: 2, channel: 'phone', dueAt: hour(40) }
  const planned = checkBackScheduled(ticket, plan, { actor: actors.system, now: hour(3) })
  const asked: Ticket | null = planned === null ? ticket : evolveTicket(ticket, planned)
  return { ...given(steps, command), ticket: asked }
}

type Command = WorkCommand | PromiseCommand | HandOverCommand | ToldCommand | AttentionCommand | LabelCommand | CheckBackCommand

/** The questions to the commands about what the desk owes, and does, between opening and end. */
export const duties: QuestionsTo<Command['type']> = {
  'confirm-problem': {
    events: {
      given: given([open], { type: 'confirm-problem', statementId: remark }, actors.requester),
      are: [['problem-confirmed', { statementId: 'rmk_1' }]],
    },
    refusal: {
      given: given([open, resolve], { type: 'confirm-problem', statementId: null }),
      is: { kind: 'ticket/not-in-this-category', category: 'resolved' },
    },
    nothing: given([open, agreed], { type: 'confirm-problem', statementId: null }),
  },
  'record-action': {
    events: {
      given: given([open], { type: 'record-action', code: 'restart', outcome: 'helped', article: 'kb-7', time: { minutes: 2 } }),
      are: [
        ['action-recorded', { code: 'restart', outcome: 'helped', step: null, article: 'kb-7' }],
        ['work-logged', { worker: 'agent:agt_ada', durationMs: 120000, from: null, to: null, overlapMs: 0, code: 'restart' }],
      ],
    },
    refusal: {
      given: given([open], { type: 'record-action', code: 'restart', outcome: 'helped', time: { from: hour(49), to: hour(51) } }),
      is: { kind: 'ticket/invalid-command', path: 'time.to', expected: 'an instant that is not in the future' },
    },
    nothing: { never: 'says-something-new' },
  },
  'log-work': {
    events: {
      given: given([open, ['agent', { type: 'log-work', time: { from: hour(40), to: hour(42) } }, hour(45)]], {
        type: 'log-work',
        time: { from: hour(41), to: hour(43) },
        code: 'diagnosis',
      }),
      are: [
        [
          'work-logged',
          { worker: 'agent:agt_ada', durationMs: 7200000, from: hour(41), to: hour(43), overlapMs: 3600000, code: 'diagnosis' },
        ],
      ],
    },
    refusal: {
      given: given([open], { type: 'log-work', time: { minutes: 5 } }, actors.system),
      is: { kind: 'ticket/invalid-command', path: 'worker', expected: 'the one who worked: the system does not' },
    },
    nothing: { never: 'says-something-new' },
  },
  'promise-update': {
    events: {
      given: given([open, promised], { type: 'promise-update', promiseId, dueAt: hour(500) }),
      are: [['promise-made', { promiseId: 'prm_1', about: 'call-back', dueAt: hour(500), previousDueAt: hour(400) }]],
    },
    refusal: {
      given: given([open], { type: 'promise-update', promiseId, dueAt: hour(50) }),
      is: { kind: 'ticket/invalid-command', path: 'dueAt', expected: 'an instant in the future' },
    },
    nothing: given([open, promised], { type: 'promise-update', promiseId, dueAt: hour(400) }),
  },
  'keep-promise': {
    events: {
      given: given([open, promised], { type: 'keep-promise', promiseId }),
      are: [['promise-kept', { promiseId: 'prm_1', dueAt: hour(400), late: false, messageId: null }]],
    },
    refusal: {
      given: given([open], { type: 'keep-promise', promiseId }),
      is: { kind: 'ticket/no-such-promise', promiseId: 'prm_1' },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/no-such-promise' },
  },
  'withdraw-promise': {
    events: {
      given: given([open, promised], { type: 'withdraw-promise', promiseId, reason: 'agreed' }),
      are: [['promise-withdrawn', { promiseId: 'prm_1', dueAt: hour(400), reason: 'agreed' }]],
    },
    refusal: {
      given: given([open, promised], { type: 'withdraw-promise', promiseId, reason: 'agreed' }, actors.bot),
      is: { kind: 'ticket/actor-not-allowed', allowedActors: ['agent', 'system'] },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/no-such-promise' },
  },
  'schedule-follow-up': {
    events: {
      given: given([open, followUp], {
        type: 'schedule-follow-up',
        followUpId,
        dueAt: hour(60),
        purpose: 'check-back',
        assigneeId: bob,
      }),
      are: [
        [
          'follow-up-scheduled',
          { followUpId: 'fup_1', purpose: 'check-back', assigneeId: 'agt_bob', dueAt: hour(60), previousDueAt: hour(40) },
        ],
      ],
    },
    refusal: {
      given: given(
        [
          open,
          ...Array.from(
            { length: 50 },
            (_, index): Step => [
              'agent',
              { type: 'schedule-follow-up', followUpId: orThrow(parseId('fup', `fup_x${index}`)), dueAt: hour(400) },
              hour(1),
            ],
          ),
        ],
        { type: 'schedule-follow-up', followUpId, dueAt: hour(60) },
      ),
      is: { kind: 'ticket/too-many-promises', most: 50 },
    },
    nothing: given([open, followUp], { type: 'schedule-follow-up', followUpId, dueAt: hour(40) }),
  },
  'complete-follow-up': {
    events: {
      given: given([open, followUp], { type: 'complete-follow-up', followUpId, result: 'still-works' }),
      are: [['follow-up-completed', { followUpId: 'fup_1', dueAt: hour(40), late: true, result: 'still-works' }]],
    },
    refusal: {
      given: given([open], { type: 'complete-follow-up', followUpId }),
      is: { kind: 'ticket/no-such-follow-up', followUpId: 'fup_1' },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/no-such-follow-up' },
  },
  'withdraw-follow-up': {
    events: {
      given: given([open, followUp], { type: 'withdraw-follow-up', followUpId, reason: 'moot' }),
      are: [['follow-up-withdrawn', { followUpId: 'fup_1', dueAt: hour(40), reason: 'moot' }]],
    },
    refusal: {
      given: given([open, followUp], { type: 'withdraw-follow-up', followUpId, reason: '' }),
      is: {
        kind: 'ticket/invalid-command',
        path: 'reason',
        expected: 'a code of 1 to 64 lower-case letters, digits and hyphens',
      },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/no-such-follow-up' },
  },
  'accept-hand-over': {
    events: {
      given: given([open, inTeam, offered], { type: 'accept-hand-over', assigneeId: bob }, actors.agent, careful),
      are: [
        ['hand-over-accepted', { from: 'team_network', to: 'team_mail', offeredAt: hour(2) }],
        ['ticket-unassigned', { from: 'agt_ada', teamId: 'team_network' }],
        ['ticket-transferred', { from: 'team_network', to: 'team_mail' }],
        ['ticket-assigned', { from: null, to: 'agt_bob', teamId: 'team_mail' }],
      ],
    },
    refusal: {
      given: given([open, inTeam], { type: 'accept-hand-over' }, actors.agent, careful),
      is: { kind: 'ticket/nothing-offered' },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/nothing-offered' },
  },
  'return-hand-over': {
    events: {
      given: given([open, inTeam, offered], { type: 'return-hand-over', reason: 'not-ours' }, actors.agent, careful),
      are: [['hand-over-returned', { from: 'team_network', to: 'team_mail', reason: 'not-ours', returns: 1 }]],
    },
    refusal: {
      given: given([open, inTeam, offered], { type: 'return-hand-over', reason: 'not-ours' }, actors.bot, careful),
      is: { kind: 'ticket/actor-not-allowed', allowedActors: ['agent', 'system'] },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/nothing-offered' },
  },
  'withdraw-hand-over': {
    events: {
      given: given([open, inTeam, offered], { type: 'withdraw-hand-over', reason: 'solved-it' }, actors.agent, careful),
      are: [['hand-over-withdrawn', { to: 'team_mail', reason: 'solved-it' }]],
    },
    refusal: {
      given: given([open, inTeam], { type: 'withdraw-hand-over', reason: 'solved-it' }, actors.agent, careful),
      is: { kind: 'ticket/nothing-offered' },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/nothing-offered' },
  },
  'tell-solution': {
    events: {
      given: given([open, resolve], { type: 'tell-solution', told: { by: 'article', article: 'kb-7' } }),
      are: [['solution-told', { by: 'article', messageId: null, reference: 'kb-7' }]],
    },
    refusal: {
      given: given([open], { type: 'tell-solution', told: { by: 'call' } }),
      is: { kind: 'ticket/not-in-this-category', category: 'new' },
    },
    nothing: { never: 'says-something-new' },
  },
  'confirm-resolution': {
    events: {
      given: given([open, agreed, told], { type: 'confirm-resolution' }, actors.requester, careful),
      are: [
        ['resolution-confirmed', { by: 'requester', channel: null }],
        [
          'ticket-status-changed',
          {
            from: 'resolved',
            to: 'closed',
            fromCategory: 'resolved',
            toCategory: 'closed',
            cause: 'confirm-resolution',
            outcome: 'solved',
            resolutionCode: 'fixed',
          },
        ],
      ],
    },
    refusal: {
      given: given([open, agreed, told], { type: 'confirm-resolution' }, actors.bot, careful),
      is: { kind: 'ticket/actor-not-allowed', allowedActors: ['requester', 'agent', 'system'] },
    },
    nothing: given([open, resolve, ['requester', { type: 'confirm-resolution' }]], { type: 'confirm-resolution' }),
  },
  'reject-resolution': {
    events: {
      given: given([open, agreed, told], { type: 'reject-resolution', reason: 'still-broken' }, actors.requester, careful),
      are: [
        ['resolution-rejected', { by: 'requester', reason: 'still-broken' }],
        [
          'ticket-status-changed',
          {
            from: 'resolved',
            to: 'open',
            fromCategory: 'resolved',
            toCategory: 'open',
            cause: 'reject-resolution',
            outcome: null,
            resolutionCode: null,
          },
        ],
      ],
    },
    refusal: {
      given: given([open, resolve], { type: 'reject-resolution', toStatus: 'on-hold' }),
      is: { kind: 'ticket/wrong-category', toStatus: 'on-hold', expected: ['open', 'new'] },
    },
    nothing: { never: 'leads-elsewhere' },
  },
  watch: {
    events: {
      given: given([open, resolve, close], { type: 'watch', watcherId: bob }),
      are: [['watcher-added', { watcherId: 'agt_bob' }]],
    },
    refusal: {
      given: given([open], { type: 'watch', watcherId: bob }, actors.requester),
      is: { kind: 'ticket/invalid-command', path: 'watcherId', expected: 'the requester who asks' },
    },
    nothing: given([open, ['agent', { type: 'watch', watcherId: bob }]], { type: 'watch', watcherId: bob }),
  },
  unwatch: {
    events: {
      given: given([open, ['agent', { type: 'watch', watcherId: eve }]], { type: 'unwatch', watcherId: eve }, actors.requester),
      are: [['watcher-removed', { watcherId: 'cus_eve' }]],
    },
    refusal: {
      given: given([open], { type: 'unwatch', watcherId: eve }, actors.bot),
      is: { kind: 'ticket/actor-not-allowed', allowedActors: ['requester', 'agent', 'system'] },
    },
    nothing: given([open], { type: 'unwatch', watcherId: eve }),
  },
  snooze: {
    events: {
      given: given([open, ['agent', { type: 'snooze', until: hour(60) }]], { type: 'snooze', until: hour(70) }),
      are: [['ticket-snoozed', { until: hour(70), previousUntil: hour(60) }]],
    },
    refusal: {
      given: given([open], { type: 'snooze', until: hour(50) }),
      is: { kind: 'ticket/invalid-command', path: 'until', expected: 'an instant in the future' },
    },
    nothing: given([open, ['agent', { type: 'snooze', until: hour(60) }]], { type: 'snooze', until: hour(60) }),
  },
  wake: {
    events: {
      given: given([open, ['agent', { type: 'snooze', until: hour(60) }]], { type: 'wake' }),
      are: [['ticket-woken', { cause: 'wake' }]],
    },
    refusal: {
      given: given([open, resolve], { type: 'wake' }),
      is: { kind: 'ticket/not-in-this-category', category: 'resolved' },
    },
    nothing: given([open], { type: 'wake' }),
  },
  tag: {
    events: {
      given: given([open, ['agent', { type: 'tag', tags: ['vip'] }]], { type: 'tag', tags: ['vip', 'fire'] }),
      are: [['ticket-classified', { kind: 'incident', topic: null, tags: ['fire', 'vip'], attributes: {} }]],
    },
    refusal: {
      given: given([open, ['agent', { type: 'tag', tags: ['vip'] }]], {
        type: 'tag',
        tags: Array.from({ length: 100 }, (_, index) => `t${index}`),
      }),
      is: { kind: 'ticket/invalid-command', path: 'tags', expected: 'at most 100 labels on a ticket' },
    },
    nothing: given([open, ['agent', { type: 'tag', tags: ['vip'] }]], { type: 'tag', tags: ['vip'] }),
  },
  untag: {
    events: {
      given: given([open, ['agent', { type: 'tag', tags: ['vip', 'fire'] }]], { type: 'untag', tags: ['vip'] }),
      are: [['ticket-classified', { kind: 'incident', topic: null, tags: ['fire'], attributes: {} }]],
    },
    refusal: {
      given: given([open, resolve, close], { type: 'untag', tags: ['vip'] }),
      is: { kind: 'ticket/not-in-this-category', category: 'closed' },
    },
    nothing: given([open], { type: 'untag', tags: ['vip'] }),
  },
  'set-field': {
    events: {
      given: given([open], { type: 'set-field', field: 'site', value: 'hki' }),
      are: [['ticket-classified', { kind: 'incident', topic: null, tags: [], attributes: { site: 'hki' } }]],
    },
    refusal: {
      given: given([open], { type: 'set-field', field: 'allergies', value: 'nuts', personal: true }),
      is: { kind: 'ticket/invalid-command', path: 'value', expected: 'true or null: the value of a personal field is content' },
    },
    nothing: given([open], { type: 'set-field', field: 'allergies', value: null, personal: true }),
  },
  'record-check-back': {
    events: {
      given: askedBack({ type: 'record-check-back', answer: 'does-not-work' }, [open, resolve]),
      are: [
        ['check-back-answered', { answer: 'does-not-work', attempt: 1, attempts: 2, channel: 'phone', resolvedAt: hour(1) }],
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
      given: given([open, resolve], { type: 'record-check-back', answer: 'works' }),
      is: { kind: 'ticket/no-check-back' },
    },
    nothing: { never: 'ends-what-it-is-about', refusedAs: 'ticket/not-in-this-category' },
  },
}
