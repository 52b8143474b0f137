import { type Actor, addMs, type CustomerId, deriveId, newId, orThrow, parseId, type TicketId } from '@caseload/core'
import { type ManualClock, sequentialIds } from '@caseload/core/testing'
import { contactPoints } from '@caseload/customers'
import type { ContactToAccept } from '@caseload/desk'
import { isDone, type Ticket } from '@caseload/lifecycle'
import {
  clockReads,
  clockTimerReads,
  compilePolicies,
  type DeskEvent,
  type DeskRequest,
  eraseQueue,
  furtherLookups,
  furtherReads,
  type ImportedStep,
  incidentQueue,
  incidentReads,
  type Loaded,
  type Lookup,
  type Message,
  type Plan,
  type PlanContext,
  plan,
  planClockTimer,
  planImport,
  planIncident,
  planTimer,
  problemOf,
  type Reads,
  type ReceiveContactRequest,
  readDocument,
  reads,
  relativesOf,
  slaQueue,
  timerQueues,
  timerReads,
} from '@caseload/planner'
import type { Ref, Scalar, WorkChange } from '@caseload/storage'
import { contactOf } from './contact-move.ts'
import { takenOver } from './history-moves.ts'
import type { Kept, KeptDoc } from './kept.ts'
import { modelPolicies } from './model-policies.ts'
import { looksAround, type Move, mostTickets, type Occasion, placeOf, waitMs } from './move.ts'
import { pureCommands } from './pure-commands.ts'
import { ticketsOfCustomer } from './tickets-of-customer.ts'

/** Policies of every world without a store. */
export const purePolicies = orThrow(compilePolicies(modelPolicies))

/** What decides: the planner, or one that is broken on purpose. */
export type Planner = typeof plan

/** A desk without a store: documents in a map, work in another, plans applied one after the other. What is left is what the pure packages decide. */
export interface PureWorld extends Kept {
  /** Names of the contacts that came in. */
  handed(): readonly string[]
  /** Makes a move; what is refused is as good as what is granted. */
  make(move: Move): void
  /** Runs what is due. */
  runTimers(): void
}

/** What a world is made of besides its clock. */
export interface PureOptions {
  /** What decides. */
  readonly planner?: Planner
  /** What says whose tickets are. */
  readonly theirs?: typeof ticketsOfCustomer
  /** Is told the type of each event, and which commands were granted with effect. */
  readonly seen?: (type: string) => void
}

/** A fresh world; `seen` is told the type of each event, and which commands were granted with effect. */
export function pureWorld(
  clock: ManualClock,
  { planner = plan, theirs = ticketsOfCustomer, seen = () => undefined }: PureOptions = {},
): PureWorld {
  const docs = new Map<string, KeptDoc>()
  const work = new Map<
    string,
    { readonly queue: string; readonly id: string; readonly dueAt: number; readonly payload: unknown }
  >()
  const events: DeskEvent[] = []
  const ids: TicketId[] = []
  const contacts: ContactToAccept[] = []
  const source = sequentialIds()
  let number = 0

  const name = ({ kind, id }: Ref): string => `${kind}/${id}`
  const find = ({ kind, key, where = [], sort = [], limit }: Lookup): readonly KeptDoc[] => {
    const found = [...docs.values()].filter(
      (doc) =>
        doc.ref.kind === kind &&
        (key === undefined || doc.keys.some((each) => each.name === key.name && each.value === key.value)) &&
        where.every((filter) => holds(filter, doc.fields[filter.field] ?? null)),
    )
    const [by] = sort
    if (by !== undefined) found.sort((a, b) => (by.dir === 'desc' ? -1 : 1) * compared(a.fields[by.field], b.fields[by.field]))
    return found.slice(0, limit)
  }
  /** As a desk reads: all at once, then whatever that tells of. */
  const load = (
    wanted: Reads,
    further: (loaded: Loaded) => readonly Ref[],
    lookups: (loaded: Loaded) => readonly Lookup[] = () => [],
  ): Loaded => {
    const withClocks = (refs: readonly Ref[]): readonly Ref[] => clockReads({ refs, lookups: [] }, purePolicies).refs
    const first = withClocks(wanted.refs)
    const asked = new Set(first.map(name))
    const read = (refs: readonly Ref[]) => refs.map((ref) => docs.get(name(ref)) ?? null)
    let loaded: Loaded = { docs: read(first), found: wanted.lookups.flatMap(find) }
    for (;;) {
      const more = withClocks(further(loaded)).filter((ref) => !asked.has(name(ref)))
      const unasked = lookups(loaded).filter((lookup) => !asked.has(JSON.stringify(lookup)))
      if (more.length === 0 && unasked.length === 0) return loaded
      for (const ref of more) asked.add(name(ref))
      for (const lookup of unasked) asked.add(JSON.stringify(lookup))
      loaded = { docs: [...loaded.docs, ...read(more)], found: [...loaded.found, ...unasked.flatMap(find)] }
    }
  }
  const apply = ({ writes, events: happened, expect, work: changes }: Plan): void => {
    for (const { ref, version } of expect) check(ref, version)
    for (const write of writes) {
      if (write.op !== 'put') throw new Error('no plan removes anything')
      check(write.ref, write.version)
      const { ref, fields, keys = [] } = write
      docs.set(name(ref), { ref, version: write.version + 1, doc: JSON.parse(JSON.stringify(write.doc)), fields, keys })
    }
    for (const event of happened) record(event)
    for (const change of changes) move(change)
  }
  const check = (ref: Ref, version: number): void => {
    const actual = docs.get(name(ref))?.version ?? 0
    if (actual !== version) throw new Error(`${name(ref)} is at ${actual}, the plan says ${version}`)
  }
  const versions = new Map<string, number>()
  const record = (event: DeskEvent): void => {
    const before = versions.get(event.stream) ?? 0
    if (event.version !== before + 1) throw new Error(`${event.stream} has a gap before ${event.version}`)
    versions.set(event.stream, event.version)
    seen(event.type)
    if (event.type === 'ticket-opened') ids.push(event.data.ticketId)
    events.push(event)
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
    const loaded = load(
      reads(request),
      (read) => furtherReads(request, read),
      (read) => furtherLookups(request, read, purePolicies),
    )
    const planned = planner(loaded, request, purePolicies, contextOf(actor))
    if (planned.isOk()) {
      apply(planned.value)
      if (planned.value.events.length > 0)
        seen(request.type === 'ticket-command' ? `${request.command.type} granted` : `${request.type} granted`)
    } else if (request.type === 'receive-contact') throw new Error(`a contact is refused: ${planned.error.message}`)
  }
  const ticketAt = (index: number): Ticket | null => {
    const doc = docs.get(`ticket/${ids[index % ids.length] ?? ''}`)
    return doc === undefined ? null : orThrow(readDocument('ticket', doc))
  }
  const messagesOf = (ticketId: TicketId): readonly Message[] =>
    [...docs.values()]
      .flatMap((doc) => (doc.ref.kind === 'message' ? [orThrow(readDocument('message', doc))] : []))
      .filter((message) => message.ticketId === ticketId)
      .sort((a, b) => a.position - b.position)
  const runTimers = (): void => {
    for (let ran = 0; ; ran += 1) {
      const due = [...work.values()].find(({ dueAt }) => dueAt <= clock.now())
      if (due === undefined) return
      if (ran > 10_000) throw new Error(`${due.queue} of ${due.id} goes on for ever`)
      work.delete(`${due.queue}/${due.id}`)
      if (due.queue === eraseQueue) {
        sweep(due.id)
        continue
      }
      const ticketId = orThrow(parseId('tkt', due.id))
      const shared = { ticketId, token: 'x', commandId: newId('cmd', source) }
      const queue = timerQueues.find((known) => known === due.queue)
      const problemId = problemOf(due.payload)
      const context = contextOf(timers)
      if (due.queue === slaQueue) {
        const loaded = load({ refs: clockTimerReads(shared), lookups: [] }, () => [])
        fire(due, orThrow(planClockTimer(loaded, shared, purePolicies, context)))
      } else if (queue !== undefined) {
        const timer = { ...shared, queue }
        const loaded = load({ refs: [timerReads(timer)], lookups: [] }, (read) => relativesOf(read, ticketId))
        fire(due, orThrow(planTimer(loaded, timer, purePolicies, context)))
      } else if (due.queue === incidentQueue && problemId !== null) {
        const incident = { ...shared, problemId }
        const loaded = load({ refs: [], lookups: [] }, (read) => incidentReads(incident, read))
        fire(due, orThrow(planIncident(loaded, incident, purePolicies, context)))
      } else throw new Error(`nobody looks after ${due.queue}`)
    }
  }
  const fire = (
    due: { readonly queue: string; readonly id: string; readonly payload: unknown },
    outcome: { readonly do: 'wait'; readonly until: number } | { readonly do: 'act' | 'settle' | 'refused'; readonly plan: Plan },
  ): void => {
    if (outcome.do === 'wait') work.set(`${due.queue}/${due.id}`, { ...due, dueAt: outcome.until })
    else apply(outcome.plan)
  }
  const customerAt = (index: number): CustomerId | null => ticketAt(index)?.requesterId ?? null
  const isErased = (id: CustomerId | null): boolean => {
    const doc = docs.get(`customer/${id}`)
    return doc !== undefined && orThrow(readDocument('customer', doc)).erasedAt !== null
  }
  /** What a desk does for an erasure: texts of their tickets, and messages of theirs elsewhere. */
  const sweep = (customerId: string): void => {
    const swept = theirs({ docs, events }, customerId)
    for (const { ref, doc } of [...docs.values()]) {
      const text = ref.kind === 'message' || ref.kind === 'remark'
      const { ticketId, authorId } = text ? partsOf(doc) : { ticketId: ref.id, authorId: null }
      const content = text || ['ticket-content', 'checklist-wording', 'personal-fields'].includes(ref.kind)
      if (content && (swept.has(String(ticketId)) || authorId === customerId)) docs.delete(name(ref))
    }
  }
  const takeOver = (drawn: Move): void => {
    const { what, pick, one } = drawn
    const { key, ageMs, kind, asker, words, solved } = takenOver(drawn, ids.length)
    const requesterId = asker === null ? null : customerAt(one)
    const at = addMs(clock.now(), -ageMs)
    const solve = { type: 'resolve', code: 'fixed' } as const
    const open = { kind, channel: 'email', number: null, requesterId, workflow: null }
    const commandId = orThrow(parseId('cmd', `cmd_${key}`))
    if (what === 'record-history') {
      const ticket = pick % 2 === 0 ? null : ticketAt(one)
      carryOut(relay, {
        ...{ type: 'record-history', commandId, ticketId: ticket?.id ?? deriveId('tkt', commandId) },
        open: { ...open, personal: { allergies: 'nuts' } },
        activity: ticket === null ? null : { code: 'seen', attributes: {} },
        changes: ticket !== null ? [{ type: 'prioritise', priority: 'high' }] : solved ? [solve] : [],
      })
      return
    }
    if (isErased(requesterId)) return
    const messages = words.map((body): ImportedStep => {
      const message = { author: 'requester', visibility: 'public', channel: null, automatic: false, body } as const
      return { at, actor: null, message, change: null }
    })
    const changes: readonly ImportedStep[] = solved ? [{ at: clock.now(), actor: null, message: null, change: solve }] : []
    const imported = { commandId, open, openedAt: at, subject: 'imported', steps: [...messages, ...changes] }
    for (const part of orThrow(planImport(imported, purePolicies, { actor: relay, recordedAt: clock.now() }))) apply(part)
    seen('import-tickets granted')
  }
  const takeIn = (drawn: Move): void => {
    const contact = contactOf(drawn, contacts, ticketAt(drawn.one))
    if (!contacts.includes(contact)) {
      if (ids.length >= mostTickets + 3) return
      contacts.push(contact)
    }
    carryOut(relay, requestOf(contact))
  }
  return {
    docs,
    get work() {
      return new Map([...work].map(([key, { dueAt }]) => [key, dueAt]))
    },
    events,
    commits: new Map(),
    handed: () => contacts.map(({ contactId = '' }) => contactId),
    runTimers,
    make: (drawn) => {
      const { what, pick, one, other } = drawn
      switch (what) {
        case 'timers':
          return runTimers()
        case 'wait':
          clock.advance(waitMs(pick))
          return
        case 'contact':
        case 'accept-contact':
          return takeIn(drawn)
        case 'drain-contacts':
          return
        case 'open':
          return ids.length >= mostTickets ? undefined : carryOut(ada, openingOf(pick, newId('cmd', source)))
        case 'import-tickets':
        case 'record-history':
          return ids.length >= mostTickets + 3 ? undefined : takeOver(drawn)
        case 'erase-customer': {
          const customerId = customerAt(one)
          if (customerId === null) return
          carryOut(boss, { type: 'erase-customer', commandId: newId('cmd', source), customerId })
          if (isErased(customerId)) sweep(customerId)
          work.delete(`${eraseQueue}/${customerId}`)
          return
        }
        case 'split':
          if (ids.length >= mostTickets + 3) return
      }
      const ticket = ticketAt(
        looksAround(drawn)
          ? placeOf(
              drawn,
              ids.map((_, index) => occasionOf(ticketAt(index))),
            )
          : one,
      )
      const otherId = ids[other % ids.length]
      if (ticket === null || otherId === undefined) return
      const commandId = newId('cmd', source)
      const chosen = { drawn, ticket, otherId, commandId, now: clock.now(), messages: () => messagesOf(ticket.id) }
      const given = pureCommands[what](chosen)
      if (given === null) return
      const [actor, command] = given
      const body = 'messageId' in command && command.messageId !== null ? 'x' : null
      const remark = remarked.has(what) && pick % 2 === 0 ? { command: command.type, text: 'x' } : null
      const personal = command.type === 'set-field' && command.personal === true ? { personal: command.value && 'nuts' } : {}
      carryOut(actor, {
        ...{ type: 'ticket-command', commandId, ticketId: ticket.id, ifVersion: null, command, body, remark },
        ...personal,
      })
    },
  }
}

const timers: Actor = { kind: 'system', id: 'timers' }
const ada: Actor = { kind: 'agent', id: 'agt_ada' }
const relay: Actor = { kind: 'system', id: 'relay' }
const boss: Actor = { kind: 'agent', id: 'agt_boss', roles: ['administrator'] }
const remarked: ReadonlySet<string> = new Set(['cancel', 'merge-into', 'reject-resolution', 'record-check-back', 'skip-step'])
const agent = orThrow(parseId('agt', 'agt_ada'))
const team = orThrow(parseId('team', 'team_t0'))

function openingOf(pick: number, commandId: ReturnType<typeof newId<'cmd'>>): DeskRequest {
  const careful = pick % 5 === 4
  return {
    ...{ type: 'open-ticket', commandId, workflow: careful ? 'careful' : null, requesterId: null },
    ...(pick % 3 === 0 ? { subject: 'above', personal: { allergies: 'nuts' } } : { subject: null }),
    from: [1, 2].includes(pick % 7) ? null : pointsOf(pick === 0 ? 'mia@example.com' : 'eve@example.com'),
    body: pick % 2 === 0 ? 'first' : null,
    message: { author: 'requester', visibility: 'public', automatic: false },
    ticket: {
      ...{ kind: pick % 4 === 3 ? 'task' : 'incident', channel: 'email' },
      ...(careful ? { teamId: team, assigneeId: agent } : {}),
      ...(pick % 8 === 3 ? { attributes: { site: 's1' } } : {}),
    },
  }
}

function requestOf({ contactId, from, refersTo = {}, ...contact }: ContactToAccept): ReceiveContactRequest {
  const { ticketId, number, thread } = refersTo
  return {
    type: 'receive-contact',
    commandId: orThrow(parseId('cmd', `cmd_con.${contactId}`)),
    opening: {
      ...{ workflow: null, requesterId: null, subject: null, body: contact.body ?? null },
      from: pointsOf(from?.email ?? ''),
      message: { author: 'requester', visibility: 'public', automatic: contact.automatic ?? false },
      ticket: { kind: contact.kind, channel: contact.channel },
    },
    codes: contact.codes ?? [],
    answered: contact.answered ?? null,
    minutes: contact.minutes ?? null,
    refersTo: {
      ticketIds: typeof ticketId === 'string' ? [orThrow(parseId('tkt', ticketId))] : [],
      threads: typeof thread === 'string' ? [thread] : [],
      numbers: typeof number === 'number' ? [number] : [],
    },
  }
}

function pointsOf(email: unknown) {
  return orThrow(contactPoints({ email: String(email) }, { defaultCountry: null, path: [] }))
}

function holds({ op, value }: NonNullable<Lookup['where']>[number], is: Scalar): boolean {
  if (op === 'eq') return is === value
  if (op === 'in' && Array.isArray(value)) return value.includes(is)
  throw new Error(`the model does not look for ${op}`)
}

function compared(a: Scalar | undefined, b: Scalar | undefined): number {
  return Number(a ?? 0) - Number(b ?? 0)
}

function occasionOf(ticket: Ticket | null): Occasion {
  const receipted = ticket !== null && !isDone(ticket.category) && ticket.workflow.id === 'careful' && ticket.teamId !== null
  return { offered: ticket !== null && ticket.handOver !== null, receipted }
}

function partsOf(doc: unknown): { readonly ticketId: unknown; readonly authorId: unknown } {
  return { ticketId: null, authorId: null, ...(typeof doc === 'object' ? doc : {}) }
}
