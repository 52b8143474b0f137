import { type Actor, addMs, type CommandId, deriveId, type Instant, orThrow, parseId, type TicketId } from '@caseload/core'
import { linkRelations, priorities, type Ticket, type TicketCommandType } from '@caseload/lifecycle'
import type { Message, TicketRequest } from '@caseload/planner'
import { laterBy, type Move } from './move.ts'

/** What a move stands for: who gives which command. */
export type GivenCommand = readonly [actor: Actor, command: TicketRequest['command']]

/** What a command is made of. */
export interface Chosen {
  /** The drawn numbers. */
  readonly drawn: Move
  /** The ticket it is given to, as it stands. */
  readonly ticket: Ticket
  /** Another ticket, or the same. */
  readonly otherId: TicketId
  /** Identity of the command. */
  readonly commandId: CommandId
  /** The present. */
  readonly now: Instant
  /** Messages of the ticket. */
  messages(): readonly Message[]
}

type Given = (chosen: Chosen) => GivenCommand | null

const ada: Actor = { kind: 'agent', id: 'agt_ada' }
const bob: Actor = { kind: 'agent', id: 'agt_bob' }
const relay: Actor = { kind: 'system', id: 'relay' }
const adaId = orThrow(parseId('agt', 'agt_ada'))
const bobId = orThrow(parseId('agt', 'agt_bob'))
const teams = [orThrow(parseId('team', 'team_t0')), orThrow(parseId('team', 'team_t1'))] as const

const byAda = (command: TicketRequest['command']): GivenCommand => [ada, command]
const agentOf = (number: number) => (number % 2 === 0 ? adaId : bobId)
const teamOf = (number: number) => (number % 2 === 0 ? teams[0] : teams[1])
const messageOf = ({ commandId }: Chosen) => deriveId('msg', commandId)
const stepOf = ({ drawn: { pick, other } }: Chosen) => ({ checklistId: `c${pick % 2}`, stepId: `s${other % 2}` })
const laterOf = ({ drawn, now }: Chosen) => addMs(now, laterBy(drawn.pick))
const promiseOf = ({ ticket: { promises }, drawn: { pick } }: Chosen) =>
  promises[pick % Math.max(1, promises.length)]?.id ?? orThrow(parseId('prm', 'prm_none'))
const followUpOf = ({ ticket: { followUps }, drawn: { pick } }: Chosen) =>
  followUps[pick % Math.max(1, followUps.length)]?.id ?? orThrow(parseId('fup', 'fup_none'))
const relationOf = ({ drawn: { pick } }: Chosen) => linkRelations[pick % linkRelations.length] ?? 'related'
const decided =
  (type: 'approve' | 'decline'): Given =>
  ({ drawn: { pick, other } }) => [pick % 2 === 0 ? bob : relay, { type, approvalId: `a${other % 2}` }]

/** What each command is in a world without a desk. */
export const pureCommands: Readonly<Record<Exclude<TicketCommandType, 'open'>, Given>> = {
  classify: ({ drawn: { pick } }) => byAda({ type: 'classify', topic: `t${pick % 3}`, tags: pick % 2 === 0 ? ['a'] : [] }),
  prioritise: ({ drawn: { pick } }) => byAda({ type: 'prioritise', priority: priorities[pick % priorities.length] ?? 'low' }),
  assign: ({ drawn: { pick } }) =>
    byAda({ type: 'assign', assigneeId: agentOf(pick), ...(pick % 3 === 0 ? { teamId: teamOf(pick) } : {}) }),
  unassign: () => byAda({ type: 'unassign' }),
  transfer: (chosen) => {
    const { pick } = chosen.drawn
    const rmk = deriveId('rmk', chosen.commandId)
    const answerBy = { promiseId: deriveId('prm', chosen.commandId), dueAt: laterOf(chosen) }
    return byAda({
      type: 'transfer',
      teamId: teamOf(pick),
      ...(pick % 4 === 0 ? {} : { briefing: { done: rmk, wanted: rmk, told: rmk, answerBy } }),
    })
  },
  escalate: ({ drawn: { pick } }) => byAda({ type: 'escalate', level: 1 + (pick % 3) }),
  reply: (chosen) => byAda({ type: 'reply', messageId: messageOf(chosen), automatic: chosen.drawn.pick === 0 }),
  note: (chosen) => byAda({ type: 'note', messageId: messageOf(chosen) }),
  'receive-reply': (chosen) => [
    relay,
    { type: 'receive-reply', messageId: messageOf(chosen), automatic: chosen.drawn.pick === 0 },
  ],
  'request-information': (chosen) =>
    byAda({ type: 'request-information', messageId: chosen.drawn.pick % 2 === 0 ? messageOf(chosen) : null }),
  hold: () => byAda({ type: 'hold' }),
  resume: () => byAda({ type: 'resume' }),
  resolve: ({ drawn: { pick } }) =>
    byAda({
      type: 'resolve',
      code: 'fixed',
      incidents: pick % 2 === 0 ? 'resolve' : 'leave',
      ...(pick % 3 === 0 ? { told: { by: 'call' } } : {}),
    }),
  reopen: () => byAda({ type: 'reopen' }),
  close: () => byAda({ type: 'close' }),
  cancel: ({ drawn: { pick } }) => byAda({ type: 'cancel', outcome: pick % 3 === 0 ? 'duplicate' : 'cancelled' }),
  'mark-spam': () => byAda({ type: 'mark-spam' }),
  'change-status': ({ drawn: { pick } }) =>
    byAda({ type: 'change-status', toStatus: pick % 2 === 0 ? 'open' : 'resolved', code: 'fixed', outcome: 'solved' }),
  'request-approval': ({ drawn: { pick } }) => {
    const approver = pick % 3 === 0 ? ({ kind: 'requester' } as const) : ({ kind: 'agent', id: bobId } as const)
    return byAda({ type: 'request-approval', approvalId: `a${pick % 2}`, about: 'quote', approver })
  },
  approve: decided('approve'),
  decline: decided('decline'),
  'withdraw-approval': ({ drawn: { other } }) =>
    byAda({ type: 'withdraw-approval', approvalId: `a${other % 2}`, reason: 'not-needed' }),
  'start-checklist': (chosen) => {
    const steps = [0, 1].map((index) => ({ id: `s${index}`, required: (chosen.drawn.pick + index) % 2 === 0 }))
    return byAda({ type: 'start-checklist', checklistId: stepOf(chosen).checklistId, template: null, steps })
  },
  'complete-step': (chosen) => byAda({ type: 'complete-step', ...stepOf(chosen) }),
  'skip-step': (chosen) => byAda({ type: 'skip-step', ...stepOf(chosen) }),
  link: (chosen) => byAda({ type: 'link', relation: relationOf(chosen), otherId: chosen.otherId, otherIsClosed: false }),
  unlink: (chosen) => byAda({ type: 'unlink', relation: relationOf(chosen), otherId: chosen.otherId }),
  'merge-into': ({ otherId }) => byAda({ type: 'merge-into', survivorId: otherId }),
  unmerge: () => byAda({ type: 'unmerge', messagesStaying: 0 }),
  split: ({ messages, drawn: { pick }, commandId }) => {
    const messageIds = messages()
      .filter((_, index) => (index + pick) % 3 === 0)
      .map(({ id }) => id)
      .slice(0, 50)
    return messageIds.length === 0 ? null : byAda({ type: 'split', messageIds, newTicketId: deriveId('tkt', commandId) })
  },
  'confirm-problem': () => byAda({ type: 'confirm-problem', statementId: null }),
  'record-action': ({ drawn: { pick } }) =>
    byAda({ type: 'record-action', code: 'tried', outcome: pick % 2 === 0 ? 'helped' : 'worse', time: { minutes: 1 + pick } }),
  'log-work': ({ drawn: { pick } }) => byAda({ type: 'log-work', time: { minutes: 1 + pick } }),
  'promise-update': (chosen) =>
    byAda({
      type: 'promise-update',
      promiseId: deriveId('prm', chosen.commandId),
      dueAt: laterOf(chosen),
      ...(chosen.drawn.pick % 2 === 0 ? { about: 'call-back' } : {}),
    }),
  'keep-promise': (chosen) => byAda({ type: 'keep-promise', promiseId: promiseOf(chosen) }),
  'withdraw-promise': (chosen) => byAda({ type: 'withdraw-promise', promiseId: promiseOf(chosen), reason: 'agreed' }),
  'schedule-follow-up': (chosen) =>
    byAda({ type: 'schedule-follow-up', followUpId: deriveId('fup', chosen.commandId), dueAt: laterOf(chosen) }),
  'complete-follow-up': (chosen) => byAda({ type: 'complete-follow-up', followUpId: followUpOf(chosen) }),
  'withdraw-follow-up': (chosen) => byAda({ type: 'withdraw-follow-up', followUpId: followUpOf(chosen), reason: 'agreed' }),
  'accept-hand-over': ({ drawn: { pick } }) =>
    byAda({ type: 'accept-hand-over', ...(pick % 2 === 0 ? { assigneeId: bobId } : {}) }),
  'return-hand-over': () => byAda({ type: 'return-hand-over', reason: 'not-ours' }),
  'withdraw-hand-over': () => byAda({ type: 'withdraw-hand-over', reason: 'solved' }),
  'tell-solution': () => byAda({ type: 'tell-solution', told: { by: 'call' } }),
  'confirm-resolution': () => byAda({ type: 'confirm-resolution' }),
  'reject-resolution': () => byAda({ type: 'reject-resolution', reason: 'still-broken' }),
  watch: ({ drawn: { pick } }) => byAda({ type: 'watch', watcherId: agentOf(pick) }),
  unwatch: ({ drawn: { pick } }) => byAda({ type: 'unwatch', watcherId: agentOf(pick) }),
  snooze: (chosen) => byAda({ type: 'snooze', until: laterOf(chosen) }),
  wake: () => byAda({ type: 'wake' }),
  tag: ({ drawn: { pick } }) => byAda({ type: 'tag', tags: [`g${pick % 2}`] }),
  untag: ({ drawn: { pick } }) => byAda({ type: 'untag', tags: [`g${pick % 2}`] }),
  'set-field': ({ drawn: { pick } }) =>
    pick % 5 === 4
      ? byAda({ type: 'set-field', field: 'allergies', value: pick % 2 === 0 ? true : null, personal: true })
      : byAda({ type: 'set-field', field: 'site', value: pick % 3 === 0 ? null : `s${pick % 3}` }),
  'record-check-back': ({ drawn: { pick } }) =>
    byAda({
      type: 'record-check-back',
      answer: (['works', 'does-not-work', 'not-reached', 'works-partly'] as const)[pick % 4] ?? 'works',
    }),
}
