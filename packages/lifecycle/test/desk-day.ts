import { type Actor, type ActorKind, addMs, type Instant, instant, orThrow, parseId } from '@caseload/core'
import {
  type CompileWorkflowOptions,
  carefulWorkflow,
  compileWorkflow,
  decideTicket,
  evolveTicket,
  type LinkRelation,
  type OpenTicket,
  type RequestApproval,
  standardWorkflow,
  type Ticket,
  type TicketCommand,
  type TicketEvent,
  ticketDecider,
  type Workflow,
  type WorkflowDocument,
} from '../src/index.ts'

/** The standard workflow, and it as a decider. */
export const workflow: Workflow = orThrow(compileWorkflow(standardWorkflow))
export const decider = ticketDecider(workflow)
/** The strict one. */
export const careful: Workflow = orThrow(compileWorkflow(carefulWorkflow))

/** One actor of each sort. */
export const actors: Readonly<Record<ActorKind, Actor>> = {
  requester: { kind: 'requester', id: 'cus_eve' },
  agent: { kind: 'agent', id: 'agt_ada' },
  bot: { kind: 'bot', id: 'bot_1' },
  system: { kind: 'system', id: 'desk' },
}

export const ada = orThrow(parseId('agt', 'agt_ada'))
export const bob = orThrow(parseId('agt', 'agt_bob'))
export const network = orThrow(parseId('team', 'team_network'))
export const mail = orThrow(parseId('team', 'team_mail'))
export const message = orThrow(parseId('msg', 'msg_1'))
export const eve = orThrow(parseId('cus', 'cus_eve'))

export const opening: OpenTicket = {
  type: 'open',
  ticketId: orThrow(parseId('tkt', 'tkt_1')),
  number: 1,
  kind: 'incident',
  channel: 'email',
  requesterId: eve,
  message: null,
}

const morning = instant('2026-03-02T08:00:00Z')

/** So many hours into the day. */
export function hour(hours: number): Instant {
  return addMs(morning, hours * 3_600_000)
}

/** Somebody's command, an hour after the one before unless it says when. */
export type Step = readonly [who: ActorKind, command: TicketCommand, at?: Instant]

/** What happens when these commands are given one after another, the first at hour 0; every one must be granted. */
export function lived(steps: readonly Step[], rules: Workflow = workflow): readonly TicketEvent[] {
  const events: TicketEvent[] = []
  let ticket: Ticket | null = null
  for (const [index, [who, command, at = hour(index)]] of steps.entries()) {
    for (const event of orThrow(decideTicket(rules, ticket, command, { actor: actors[who], now: at }))) {
      events.push(event)
      ticket = evolveTicket(ticket, event)
    }
  }
  return events
}

/** The ticket a history leads to. */
export function folded(events: readonly TicketEvent[]): Ticket {
  const ticket = events.reduce<Ticket | null>(evolveTicket, null)
  if (ticket === null) throw new Error('the history has no opening')
  return ticket
}

/** The ticket after these commands. */
export function ticketAfter(steps: readonly Step[], rules: Workflow = workflow): Ticket {
  return folded(lived(steps, rules))
}

export const open: Step = ['agent', opening]
export const assign: Step = ['agent', { type: 'assign', assigneeId: ada }]
export const resolve: Step = ['agent', { type: 'resolve', code: 'fixed' }]
export const close: Step = ['system', { type: 'close' }]

export const checklist: Step = [
  'agent',
  {
    type: 'start-checklist',
    checklistId: 'setup',
    template: { id: 'setup', version: 2 },
    steps: [
      { id: 'one', required: true },
      { id: 'two', required: false },
    ],
  },
]
const done = (stepId: string): Step => ['agent', { type: 'complete-step', checklistId: 'setup', stepId }]
const checklistLives: Readonly<Record<string, readonly Step[]>> = {
  'with open steps': [open, checklist],
  'resolved with open steps': [open, assign, checklist, resolve],
  'with steps done': [open, checklist, done('one'), done('two')],
}

const promised: Step = ['agent', { type: 'promise-update', promiseId: orThrow(parseId('prm', 'prm_1')), dueAt: hour(400) }]
const followedUp: Step = ['agent', { type: 'schedule-follow-up', followUpId: orThrow(parseId('fup', 'fup_1')), dueAt: hour(400) }]
const dutyLives: Readonly<Record<string, readonly Step[]>> = {
  'with a promise and a follow-up': [open, assign, promised, followedUp],
  'resolved with a promise': [open, assign, promised, resolve],
  'put aside and watched': [
    open,
    assign,
    ['agent', { type: 'snooze', until: hour(400) }],
    ['agent', { type: 'watch', watcherId: eve }],
  ],
  'worked on': [
    open,
    ['agent', { type: 'confirm-problem', statementId: null }],
    ['agent', { type: 'log-work', time: { minutes: 3 } }],
    ['agent', { type: 'tag', tags: ['vip'] }],
  ],
}

const other = orThrow(parseId('tkt', 'tkt_other'))
const asked = (approver: RequestApproval['approver'], who: ActorKind = 'agent'): Step => [
  who,
  { type: 'request-approval', approvalId: 'quote', about: 'quote', approver },
]
const note = (id: string): Step => ['agent', { type: 'note', messageId: orThrow(parseId('msg', id)) }]
const linked = (relation: LinkRelation, otherIsClosed = false): Step => [
  'agent',
  { type: 'link', relation, otherId: other, otherIsClosed },
]
const merged: Step = ['agent', { type: 'merge-into', survivorId: other }]
const linkedLives: Readonly<Record<string, readonly Step[]>> = {
  'waiting for the requester to approve': [open, asked({ kind: 'requester' })],
  'waiting for an agent to approve': [open, asked({ kind: 'agent', id: ada }, 'system')],
  'waiting for a role to approve': [open, asked({ kind: 'role', role: 'lead' })],
  approved: [open, asked({ kind: 'requester' }), ['requester', { type: 'approve', approvalId: 'quote' }]],
  declined: [open, asked({ kind: 'requester' }), ['system', { type: 'decline', approvalId: 'quote' }]],
  'no longer waiting for an approval': [
    open,
    asked({ kind: 'requester' }),
    ['agent', { type: 'withdraw-approval', approvalId: 'quote', reason: 'not-needed' }],
  ],
  'with a child': [open, assign, linked('parent-of'), resolve],
  'with a closed child': [open, assign, linked('parent-of', true), resolve],
  'under a closed parent': [open, assign, resolve, close, linked('child-of', true)],
  'a problem': [open, linked('problem-of')],
  'with messages': [open, note('msg_1'), note('msg_2')],
  merged: [open, merged],
  'merged while it owed': [open, asked({ kind: 'requester' }), promised, followedUp, merged],
  'merged while resolved': [open, resolve, merged],
}

/** A history that ends in each status of the standard workflow. */
export const lives: Readonly<Record<string, readonly Step[]>> = {
  new: [open],
  open: [open, assign],
  pending: [open, assign, ['agent', { type: 'request-information', messageId: null }]],
  'on-hold': [open, assign, ['agent', { type: 'hold' }]],
  resolved: [open, assign, resolve],
  closed: [open, assign, resolve, close],
}

/** Histories of tickets that hold more than a status. */
export const furtherLives: Readonly<Record<string, readonly Step[]>> = {
  ...checklistLives,
  ...linkedLives,
  ...dutyLives,
}

const inTeam: Step = ['agent', { type: 'assign', assigneeId: ada, teamId: network }]
const agreed: Step = ['agent', { type: 'confirm-problem', statementId: null }]
const remark = orThrow(parseId('rmk', 'rmk_1'))
const offered: Step = [
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
]

/** Histories under the strict workflow. */
export const carefulLives: Readonly<Record<string, readonly Step[]>> = {
  'a new ticket': [open],
  'a problem nobody confirmed': [open, inTeam],
  'a confirmed problem': [open, inTeam, agreed],
  'an offer': [open, inTeam, offered],
  'an offer without a team': [open, assign, offered],
  'a solution nobody told': [open, inTeam, agreed, resolve],
  'a solution told': [open, inTeam, agreed, ['agent', { type: 'resolve', code: 'fixed', told: { by: 'call' } }]],
}

/** The standard workflow with some properties changed, made ready. */
export function variant(changes: Partial<WorkflowDocument>, options: CompileWorkflowOptions = {}): Workflow {
  return orThrow(compileWorkflow({ ...standardWorkflow, ...changes }, options))
}
