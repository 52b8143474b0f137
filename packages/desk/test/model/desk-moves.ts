import { isId } from '@caseload/core'
import type { ManualClock } from '@caseload/core/testing'
import type { ActingDesk, ContactToAccept, Desk } from '@caseload/desk'
import { linkRelations, priorities, type TicketCommandType } from '@caseload/lifecycle'
import type { SeenTicket } from '@caseload/planner'
import type { Result, ResultAsync } from 'neverthrow'
import { contactOf } from './contact-move.ts'
import { takenOver } from './history-moves.ts'
import { laterBy, looksAround, type Move, mostTickets, type Occasion, placeOf, waitMs } from './move.ts'

/** Whom moves are made by, on what. */
export interface World {
  /** An agent. */
  readonly ada: ActingDesk
  /** Another agent, who is asked for approval. */
  readonly bob: ActingDesk
  /** The application, which relays. */
  readonly system: ActingDesk
  /** An administrator, who erases. */
  readonly boss: ActingDesk
  /** The whole desk. */
  readonly desk: Desk
  /** The present. */
  readonly clock: ManualClock
  /** Tickets so far, those made by splits, contacts and follow-ups included. */
  readonly ids: string[]
  /** Contacts so far that were handed over. */
  readonly handed: ContactToAccept[]
}

interface Answered {
  readonly ticket: SeenTicket | null
}

type Answer = ResultAsync<Answered, unknown> | Promise<Result<Answered, unknown> | null>

interface Chosen extends Omit<World, 'ids' | 'handed' | 'desk' | 'clock' | 'boss'> {
  readonly id: string
  readonly otherId: string
  readonly other: number
  readonly pick: number
  readonly later: number
  /** The ticket itself, where a command is about something that stands on it. */
  read(): Promise<SeenTicket | null>
}

type Given = (chosen: Chosen) => Answer

const relationOf = ({ pick }: Chosen) => linkRelations[pick % linkRelations.length] ?? 'related'
const stepOf = ({ pick, other }: Chosen) => ({ checklistId: `c${pick % 2}`, stepId: `s${other % 2}` })
const approvalOf = ({ other }: Chosen) => ({ approvalId: `a${other % 2}` })
const deciderOf = ({ bob, system, pick }: Chosen) => (pick % 2 === 0 ? bob : system)
const teamOf = (number: number) => `team_t${number % 2}`
const agentOf = (number: number) => (number % 2 === 0 ? 'agt_ada' : 'agt_bob')
const idAt = (items: readonly { readonly id: string }[], pick: number, none: string): string =>
  items[pick % Math.max(1, items.length)]?.id ?? none
const promiseOf = async ({ read, pick }: Chosen) => {
  const promises = (await read())?.promises
  return Array.isArray(promises) ? idAt(promises, pick, 'prm_none') : 'prm_none'
}
const followUpOf = async ({ read, pick }: Chosen) => {
  const followUps = (await read())?.followUps
  return Array.isArray(followUps) ? idAt(followUps, pick, 'fup_none') : 'fup_none'
}

/** How each command is given through a desk. */
const given: Readonly<Record<Exclude<TicketCommandType, 'open'>, Given>> = {
  classify: ({ ada, id, pick }) => ada.classify(id, { topic: `t${pick % 3}`, tags: pick % 2 === 0 ? ['a'] : [] }),
  prioritise: ({ ada, id, pick }) => ada.prioritise(id, { priority: priorities[pick % priorities.length] ?? 'low' }),
  assign: ({ ada, id, pick }) =>
    ada.assign(id, { assigneeId: agentOf(pick), ...(pick % 3 === 0 ? { teamId: teamOf(pick) } : {}) }),
  unassign: ({ ada, id }) => ada.unassign(id),
  transfer: ({ ada, id, pick, later }) =>
    ada.transfer(id, {
      teamId: teamOf(pick),
      ...(pick % 4 === 0 ? {} : { done: 'done', wanted: 'wanted', told: 'told', answerBy: later }),
    }),
  escalate: ({ ada, id, pick }) => ada.escalate(id, { level: 1 + (pick % 3) }),
  reply: ({ ada, id, pick }) => ada.reply(id, { body: 'reply', automatic: pick === 0 }),
  note: ({ ada, id }) => ada.note(id, { body: 'note' }),
  'receive-reply': ({ system, id, pick }) => system.receiveReply(id, { body: 'message', automatic: pick === 0 }),
  'request-information': ({ ada, id, pick }) => ada.requestInformation(id, pick % 2 === 0 ? { body: 'which?' } : {}),
  hold: ({ ada, id }) => ada.hold(id, { reason: 'parts' }),
  resume: ({ ada, id }) => ada.resume(id),
  resolve: ({ ada, id, pick }) =>
    ada.resolve(id, {
      code: 'fixed',
      incidents: pick % 2 === 0 ? 'resolve' : 'leave',
      ...(pick % 3 === 0 ? { told: { by: 'call' } } : {}),
    }),
  reopen: ({ ada, id }) => ada.reopen(id),
  close: ({ ada, id }) => ada.close(id),
  cancel: ({ ada, id, pick }) => ada.cancel(id, { outcome: pick % 3 === 0 ? 'duplicate' : 'cancelled', reason: 'no more' }),
  'mark-spam': ({ ada, id }) => ada.markSpam(id),
  'change-status': ({ ada, id, pick }) =>
    ada.changeStatus(id, { toStatus: pick % 2 === 0 ? 'open' : 'resolved', code: 'fixed', outcome: 'solved' }),
  'request-approval': ({ ada, id, pick }) =>
    ada.requestApproval(id, {
      approvalId: `a${pick % 2}`,
      about: 'quote',
      approver: pick % 3 === 0 ? { kind: 'requester' } : { kind: 'agent', id: 'agt_bob' },
    }),
  approve: (chosen) => deciderOf(chosen).approve(chosen.id, approvalOf(chosen)),
  decline: (chosen) => deciderOf(chosen).decline(chosen.id, approvalOf(chosen)),
  'withdraw-approval': (chosen) => chosen.ada.withdrawApproval(chosen.id, { ...approvalOf(chosen), reason: 'not-needed' }),
  'start-checklist': (chosen) => {
    const steps = [0, 1].map((index) => ({ id: `s${index}`, required: (chosen.pick + index) % 2 === 0, title: 'step' }))
    return chosen.ada.startChecklist(chosen.id, { checklistId: stepOf(chosen).checklistId, steps })
  },
  'complete-step': (chosen) => chosen.ada.completeStep(chosen.id, stepOf(chosen)),
  'skip-step': (chosen) => chosen.ada.skipStep(chosen.id, { ...stepOf(chosen), reason: 'not needed' }),
  link: (chosen) => chosen.ada.link(chosen.id, { relation: relationOf(chosen), otherId: chosen.otherId }),
  unlink: (chosen) => chosen.ada.unlink(chosen.id, { relation: relationOf(chosen), otherId: chosen.otherId }),
  'merge-into': ({ ada, id, otherId }) => ada.mergeInto(id, { survivorId: otherId }),
  unmerge: ({ ada, id }) => ada.unmerge(id),
  split: async ({ ada, id, pick }) => {
    const read = await ada.conversation(id)
    const messages = read.isOk() ? read.value.messages.filter(({ ticketId }) => String(ticketId) === id) : []
    const messageIds = messages.filter((_, index) => (index + pick) % 3 === 0).map((message) => message.id)
    return messageIds.length === 0 ? null : ada.split(id, { messageIds })
  },
  'confirm-problem': ({ ada, id, pick }) => ada.confirmProblem(id, pick % 2 === 0 ? { statement: 'it burns' } : {}),
  'record-action': ({ ada, id, pick }) =>
    ada.recordAction(id, { code: 'tried', outcome: pick % 2 === 0 ? 'helped' : 'worse', time: { minutes: 1 + pick } }),
  'log-work': ({ ada, id, pick }) => ada.logWork(id, { time: { minutes: 1 + pick } }),
  'promise-update': ({ ada, id, pick, later }) =>
    ada.promiseUpdate(id, { dueAt: later, ...(pick % 2 === 0 ? { about: 'call-back' } : {}) }),
  'keep-promise': async (chosen) => chosen.ada.keepPromise(chosen.id, { promiseId: await promiseOf(chosen) }),
  'withdraw-promise': async (chosen) =>
    chosen.ada.withdrawPromise(chosen.id, { promiseId: await promiseOf(chosen), reason: 'agreed' }),
  'schedule-follow-up': ({ ada, id, later }) => ada.scheduleFollowUp(id, { dueAt: later }),
  'complete-follow-up': async (chosen) => chosen.ada.completeFollowUp(chosen.id, { followUpId: await followUpOf(chosen) }),
  'withdraw-follow-up': async (chosen) =>
    chosen.ada.withdrawFollowUp(chosen.id, { followUpId: await followUpOf(chosen), reason: 'agreed' }),
  'accept-hand-over': ({ ada, id, pick }) => ada.acceptHandOver(id, pick % 2 === 0 ? { assigneeId: 'agt_bob' } : {}),
  'return-hand-over': ({ ada, id }) => ada.returnHandOver(id, { reason: 'not-ours' }),
  'withdraw-hand-over': ({ ada, id }) => ada.withdrawHandOver(id, { reason: 'solved' }),
  'tell-solution': ({ ada, id }) => ada.tellSolution(id, { told: { by: 'call' } }),
  'confirm-resolution': ({ ada, id }) => ada.confirmResolution(id),
  'reject-resolution': ({ ada, id }) => ada.rejectResolution(id, { reason: 'still-broken' }),
  watch: ({ ada, id, pick }) => ada.watch(id, { watcherId: agentOf(pick) }),
  unwatch: ({ ada, id, pick }) => ada.unwatch(id, { watcherId: agentOf(pick) }),
  snooze: ({ ada, id, later }) => ada.snooze(id, { until: later }),
  wake: ({ ada, id }) => ada.wake(id),
  tag: ({ ada, id, pick }) => ada.tag(id, { tags: [`g${pick % 2}`] }),
  untag: ({ ada, id, pick }) => ada.untag(id, { tags: [`g${pick % 2}`] }),
  'set-field': ({ ada, id, pick }) =>
    pick % 5 === 4
      ? ada.setField(id, { field: 'allergies', value: pick % 2 === 0 ? 'nuts' : null })
      : ada.setField(id, { field: 'site', value: pick % 3 === 0 ? null : `s${pick % 3}` }),
  'record-check-back': ({ ada, id, pick }) =>
    ada.recordCheckBack(id, {
      answer: (['works', 'does-not-work', 'not-reached', 'works-partly'] as const)[pick % 4] ?? 'works',
    }),
}

/** Makes a move; what is refused is as good as what is granted. */
export async function make(world: World, drawn: Move): Promise<void> {
  const { ada, bob, system, boss, desk, clock, ids, handed } = world
  const { what, other, pick } = drawn
  const id = ids[looksAround(drawn) ? placeOf(drawn, await occasionsOf(world)) : drawn.one % ids.length] ?? 'tkt_none'
  const answered = async (answer: Answer): Promise<void> => {
    const done = await answer
    const ticketId: unknown = done?.isOk() ? done.value.ticket?.id : undefined
    if (typeof ticketId === 'string' && !ids.includes(ticketId)) ids.push(ticketId)
  }
  switch (what) {
    case 'open':
      return ids.length >= mostTickets
        ? undefined
        : answered(
            ada.openTicket({
              ...{ channel: 'email', kind: pick % 4 === 3 ? 'task' : 'incident' },
              ...(pick % 7 === 1 ? {} : { from: { email: pick === 0 ? 'mia@example.com' : 'eve@example.com' } }),
              ...(pick % 2 === 0 ? { body: 'first' } : {}),
              ...(pick % 3 === 0 ? { subject: 'above', personalFields: { allergies: 'nuts' } } : {}),
              ...(pick % 8 === 3 ? { attributes: { site: 's1' } } : {}),
              ...(pick % 5 === 4 ? { workflow: 'careful', teamId: 'team_t0', assigneeId: 'agt_ada' } : {}),
            }),
          )
    case 'contact':
    case 'accept-contact': {
      const about = await ada.ticket(id)
      const found = about.isOk() && about.value !== null ? about.value : null
      const number = typeof found?.number === 'number' ? found.number : null
      const contact = contactOf(drawn, handed, found !== null && isId('tkt', id) ? { id, number } : null)
      if (!handed.includes(contact)) {
        if (ids.length >= mostTickets + 3) return
        handed.push(contact)
      }
      if (what === 'contact') return answered(system.receiveContact(contact))
      await system.acceptContact(contact)
      return
    }
    case 'drain-contacts':
      await desk.drainContacts({ until: 'empty' })
      return
    case 'timers':
      await desk.runDueTimers()
      return
    case 'wait':
      clock.advance(waitMs(pick))
      return
    case 'import-tickets':
    case 'record-history': {
      if (ids.length >= mostTickets + 3) return
      const { key, ageMs, kind, asker, words, solved } = takenOver(drawn, ids.length)
      const requesterId = asker === 'same' ? (await ada.ticket(id)).unwrapOr(null)?.requesterId : null
      const at = clock.now() - ageMs
      const solve = { type: 'resolve', code: 'fixed' } as const
      const begun = { kind, ...(typeof requesterId === 'string' ? { requesterId } : {}) }
      if (what === 'record-history') {
        const row = { key, at: clock.now(), changes: solved ? [solve] : [] }
        return answered(
          pick % 2 === 0
            ? system.recordHistory(`tkt_${key}`, { ...row, open: { ...begun, personalFields: { allergies: 'nuts' } } })
            : system.recordHistory(id, {
                ...row,
                activity: { code: 'seen' },
                changes: [{ type: 'prioritise', priority: 'high' }],
              }),
        )
      }
      const messages = words.map((body) => ({ at, author: 'requester', body }) as const)
      const changes = solved ? [{ at: clock.now(), change: solve }] : []
      const from = asker === null || asker === 'same' ? {} : { from: { email: asker } }
      const row = { key, openedAt: at, channel: 'email', subject: 'imported', messages, changes, ...begun, ...from }
      await system.importTickets([row])
      const list = (await ada.tickets({ limit: 500 })).unwrapOr(null)?.tickets ?? []
      for (const ticket of list) if (!ids.includes(ticket.id)) ids.push(ticket.id)
      return
    }
    case 'erase-customer': {
      const requesterId = (await ada.ticket(id)).unwrapOr(null)?.requesterId
      if (typeof requesterId === 'string') await boss.eraseCustomer(requesterId)
      return
    }
    case 'split':
      if (ids.length >= mostTickets + 3) return
  }
  const later = clock.now() + laterBy(pick)
  const read = async (): Promise<SeenTicket | null> => (await ada.ticket(id)).unwrapOr(null)
  const otherId = ids[other % ids.length] ?? 'tkt_none'
  return answered(given[what]({ ada, bob, system, id, otherId, other, pick, later, read }))
}

/** How tickets stand, as far as it decides which one a move is about. */
async function occasionsOf({ ada, ids }: World): Promise<readonly Occasion[]> {
  const tickets = await Promise.all(ids.map((id) => ada.ticket(id)))
  return tickets.map((read) => {
    const ticket = read.unwrapOr(null)
    const done = ticket === null || ticket.category === 'resolved' || ticket.category === 'closed'
    return {
      offered: ticket !== null && ticket.handOver !== null,
      receipted: !done && ticket.workflow.id === 'careful' && ticket.teamId !== null,
    }
  })
}
