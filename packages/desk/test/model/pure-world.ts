import { type Actor, type CommandId, deriveId, isId, newId, orThrow, parseId, type TicketId } from '@caseload/core'
import { type ManualClock, sequentialIds } from '@caseload/core/testing'
import { contactPoints } from '@caseload/customers'
import { evolveTicket, linkRelations, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import {
  compilePolicies,
  type DeskEvent,
  type DeskRequest,
  furtherReads,
  incidentQueue,
  incidentReads,
  type Loaded,
  type Message,
  type Plan,
  type PlanContext,
  plan,
  planIncident,
  planTimer,
  problemOf,
  readDocument,
  reads,
  relativesOf,
  standardPolicies,
  type TicketRequest,
  timerQueues,
  timerReads,
} from '@caseload/planner'
import type { Doc, Ref, WorkChange } from '@caseload/storage'
import type { Move } from './linked-moves.ts'

const policies = orThrow(compilePolicies(standardPolicies))
const timers: Actor = { kind: 'system', id: 'timers' }

/** A desk without a store: documents in a map, work in another, plans applied one after the other. What is left is what the pure packages decide. */
export interface PureWorld {
  /** Tickets so far, in the order they were opened. */
  readonly ids: readonly TicketId[]
  /** Every ticket as stored. */
  tickets(): ReadonlyMap<string, Ticket>
  /** Every ticket as its events say. */
  readonly folded: ReadonlyMap<string, Ticket>
  /** Messages by ticket, in order. */
  messages(): ReadonlyMap<string, readonly Message[]>
  /** How many messages were ever added. */
  said(): number
  /** Makes a move; what is refused is as good as what is granted. */
  make(move: Move): void
}

/** A fresh world; `seen` is told the type of each event that happens to a ticket. */
export function pureWorld(clock: ManualClock, seen: (type: string) => void = () => undefined): PureWorld {
  const docs = new Map<string, Doc>()
  const found = new Map<string, Doc>()
  const work = new Map<
    string,
    { readonly queue: string; readonly id: string; readonly dueAt: number; readonly payload: unknown }
  >()
  const folded = new Map<string, Ticket>()
  const ids: TicketId[] = []
  const source = sequentialIds()
  let number = 0
  let said = 0

  const name = ({ kind, id }: Ref): string => `${kind}/${id}`
  const load = (refs: readonly Ref[], further: (loaded: Loaded) => readonly Ref[], customers: readonly Doc[]): Loaded => {
    const asked = new Set(refs.map(name))
    let loaded: Loaded = { docs: refs.map((ref) => docs.get(name(ref)) ?? null), found: customers }
    for (;;) {
      const more = further(loaded).filter((ref) => !asked.has(name(ref)))
      if (more.length === 0) return loaded
      for (const ref of more) asked.add(name(ref))
      loaded = { ...loaded, docs: [...loaded.docs, ...more.map((ref) => docs.get(name(ref)) ?? null)] }
    }
  }
  const apply = ({ writes, events, expect, work: changes }: Plan): void => {
    for (const { ref, version } of expect) check(ref, version)
    for (const write of writes) {
      if (write.op !== 'put') throw new Error('the model removes nothing')
      check(write.ref, write.version)
      const doc: Doc = { ref: write.ref, version: write.version + 1, doc: JSON.parse(JSON.stringify(write.doc)) }
      docs.set(name(write.ref), doc)
      for (const key of write.keys ?? []) if (write.ref.kind === 'customer') found.set(key.value, doc)
    }
    for (const event of events) if (isTicketEvent(event)) record(event)
    for (const change of changes) move(change)
  }
  const check = (ref: Ref, version: number): void => {
    const actual = docs.get(name(ref))?.version ?? 0
    if (actual !== version) throw new Error(`${name(ref)} is at ${actual}, the plan says ${version}`)
  }
  const record = (event: Extract<DeskEvent, TicketEvent>): void => {
    const before = folded.get(event.stream) ?? null
    if (event.version !== (before?.version ?? 0) + 1) throw new Error(`${event.stream} has a gap before ${event.version}`)
    seen(event.type)
    if (event.type === 'message-added') said += 1
    if (event.type === 'ticket-opened') ids.push(event.data.ticketId)
    const after = evolveTicket(before, event)
    if (after !== null) folded.set(event.stream, after)
  }
  const move = (change: WorkChange): void => {
    if (change.op === 'schedule') work.set(`${change.queue}/${change.id}`, change)
    if (change.op === 'cancel') work.delete(`${change.queue}/${change.id}`)
  }
  const contextOf = (actor: Actor): PlanContext => {
    const now = clock.now()
    number += 1
    return { actor, at: now, recordedAt: now, number }
  }
  const carryOut = (actor: Actor, request: DeskRequest): void => {
    const wanted = reads(request)
    const customers = wanted.lookups.flatMap(({ key }) => (key === undefined ? [] : (found.get(key.value) ?? [])))
    const loaded = load(wanted.refs, (read) => furtherReads(request, read), customers)
    const planned = plan(loaded, request, policies, contextOf(actor))
    if (planned.isOk()) apply(planned.value)
  }
  const give = (actor: Actor, ticketId: TicketId, commandId: CommandId, command: TicketRequest['command']): void => {
    const body = 'messageId' in command && command.messageId !== null ? 'x' : null
    carryOut(actor, { type: 'ticket-command', commandId, ticketId, ifVersion: null, command, body, remark: null })
  }
  const runTimers = (): void => {
    for (;;) {
      const due = [...work.values()].find(({ dueAt }) => dueAt <= clock.now())
      if (due === undefined) return
      work.delete(`${due.queue}/${due.id}`)
      if (!isId('tkt', due.id)) continue
      const commandId = newId('cmd', source)
      const queue = timerQueues.find((known) => known === due.queue)
      const problemId = problemOf(due.payload)
      const shared = { ticketId: due.id, token: 'x', commandId }
      if (queue !== undefined) {
        const timer = { ...shared, queue }
        const loaded = load([timerReads(timer)], (read) => relativesOf(read, timer.ticketId), [])
        const outcome = orThrow(planTimer(loaded, timer, policies, contextOf(timers)))
        if (outcome.do === 'wait') work.set(`${due.queue}/${due.id}`, { ...due, dueAt: outcome.until })
        else apply(outcome.plan)
      } else if (due.queue === incidentQueue && problemId !== null) {
        const incident = { ...shared, problemId }
        const loaded = load([], (read) => incidentReads(incident, read), [])
        apply(orThrow(planIncident(loaded, incident, policies, contextOf(timers))).plan)
      }
    }
  }
  const tickets = (): ReadonlyMap<string, Ticket> =>
    new Map(
      [...docs.values()].flatMap((doc) =>
        doc.ref.kind === 'ticket' ? [[doc.ref.id, orThrow(readDocument('ticket', doc))]] : [],
      ),
    )
  const messages = (): ReadonlyMap<string, readonly Message[]> => {
    const byTicket = new Map<string, Message[]>()
    for (const doc of docs.values()) {
      if (doc.ref.kind !== 'message') continue
      const message = orThrow(readDocument('message', doc))
      const known = byTicket.get(message.ticketId)
      if (known === undefined) byTicket.set(message.ticketId, [message])
      else known.push(message)
    }
    for (const each of byTicket.values()) each.sort((a, b) => a.position - b.position)
    return byTicket
  }
  return {
    ids,
    tickets,
    folded,
    messages,
    said: () => said,
    make: (drawn) => {
      if (drawn.what === 'timers') return runTimers()
      if (drawn.what === 'wait') {
        clock.advance(drawn.pick === 30 ? 700 * hour : drawn.pick * 10 * hour)
        return
      }
      const commandId = newId('cmd', source)
      if (drawn.what === 'open') {
        if (ids.length > 12) return
        const email = drawn.pick === 0 ? 'mia@example.com' : 'eve@example.com'
        return carryOut(ada, {
          ...{ type: 'open-ticket', commandId, workflow: null, requesterId: null, subject: null },
          from: orThrow(contactPoints({ email }, { defaultCountry: null, path: [] })),
          body: drawn.pick % 2 === 0 ? 'first' : null,
          message: { author: 'requester', visibility: 'public', automatic: false },
          ticket: { kind: 'incident', channel: 'email' },
        })
      }
      const ticketId = ids[drawn.one % ids.length]
      const otherId = ids[drawn.other % ids.length]
      if (ticketId === undefined || otherId === undefined) return
      const [actor, command] = commandOf(drawn, otherId, commandId, () => messages().get(ticketId) ?? [])
      if (command !== null) give(actor, ticketId, commandId, command)
    },
  }
}

const hour = 3_600_000
const ada: Actor = { kind: 'agent', id: 'agt_ada' }
const bob: Actor = { kind: 'agent', id: 'agt_bob' }
const relay: Actor = { kind: 'system', id: 'relay' }
const adaId = orThrow(parseId('agt', 'agt_ada'))
const bobId = orThrow(parseId('agt', 'agt_bob'))

function isTicketEvent(event: DeskEvent): event is Extract<DeskEvent, TicketEvent> {
  return isId('tkt', event.stream)
}

function commandOf(
  { what, other, pick }: Move,
  otherId: TicketId,
  commandId: CommandId,
  messages: () => readonly Message[],
): readonly [Actor, TicketRequest['command'] | null] {
  const messageId = deriveId('msg', commandId)
  const relation = linkRelations[pick % linkRelations.length] ?? 'related'
  const step = { checklistId: `c${pick % 2}`, stepId: `s${other % 2}` }
  const decider = pick % 2 === 0 ? bob : relay
  switch (what) {
    case 'reply':
      return [ada, { type: 'reply', messageId }]
    case 'receive':
      return [relay, { type: 'receive-reply', messageId, automatic: pick === 0 }]
    case 'note':
      return [ada, { type: 'note', messageId }]
    case 'assign':
      return [ada, { type: 'assign', assigneeId: adaId }]
    case 'resolve':
      return [ada, { type: 'resolve', code: 'fixed', incidents: pick % 2 === 0 ? 'resolve' : 'leave' }]
    case 'close':
    case 'reopen':
    case 'mark-spam':
      return [ada, { type: what }]
    case 'cancel':
      return [ada, { type: 'cancel', outcome: pick % 3 === 0 ? 'duplicate' : 'cancelled' }]
    case 'link':
      return [ada, { type: 'link', relation, otherId, otherIsClosed: false }]
    case 'unlink':
      return [ada, { type: 'unlink', relation, otherId }]
    case 'merge':
      return [ada, { type: 'merge-into', survivorId: otherId }]
    case 'unmerge':
      return [ada, { type: 'unmerge', messagesStaying: 0 }]
    case 'split': {
      const messageIds = messages()
        .filter((_, index) => (index + pick) % 3 === 0)
        .map(({ id }) => id)
        .slice(0, 50)
      return [ada, messageIds.length === 0 ? null : { type: 'split', messageIds, newTicketId: deriveId('tkt', commandId) }]
    }
    case 'start-checklist': {
      const steps = [0, 1].map((index) => ({ id: `s${index}`, required: (pick + index) % 2 === 0 }))
      return [ada, { type: 'start-checklist', checklistId: step.checklistId, template: null, steps }]
    }
    case 'complete-step':
    case 'skip-step':
      return [ada, { type: what, ...step }]
    case 'request-approval': {
      const approver = pick % 3 === 0 ? ({ kind: 'requester' } as const) : ({ kind: 'agent', id: bobId } as const)
      return [ada, { type: 'request-approval', approvalId: `a${pick % 2}`, about: 'quote', approver }]
    }
    case 'approve':
    case 'decline':
      return [decider, { type: what, approvalId: `a${other % 2}` }]
    default:
      return [ada, null]
  }
}
