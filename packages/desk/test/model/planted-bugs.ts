import { isId } from '@caseload/core'
import { evolveTicket, type Ticket } from '@caseload/lifecycle'
import { type DeskRequest, type Loaded, type Plan, plan, readDocument, type TicketRequest, ticketTies } from '@caseload/planner'
import type { Storage, StoreAdapter, Write } from '@caseload/storage'
import { isTicketEvent } from './kept.ts'
import type { Planner } from './pure-world.ts'
import { ticketsOfCustomer } from './tickets-of-customer.ts'

/** Planners that are wrong in one thing, as a mistake would make them; each keeps its documents and its journal in agreement. */
export const brokenPlanners: Readonly<Record<string, Planner>> = {
  'writes a link at one end only': changed((planned, request) => {
    const own = commandOf(request)?.type === 'link' && 'ticketId' in request ? request.ticketId : null
    return own === null ? planned : without(planned, (id) => isId('tkt', id) && id !== own)
  }),

  'closes a ticket whatever it still owes': (loaded, request, policies, context) => {
    const closes = ['close', 'confirm-resolution'].includes(commandOf(request)?.type ?? '')
    const carefree = closes ? withTickets(loaded, owingNothing) : loaded
    return plan(carefree, request, policies, context).map((planned) => asFolded(planned, loaded))
  },

  'lets clocks run on while a ticket waits for its requester': changed((planned) => {
    const waits = planned.events.some(({ type, data }) => type === 'ticket-status-changed' && data.toCategory === 'pending')
    return waits ? without(planned, (id, kind) => kind === 'ticket-clocks' || isId('sla', id)) : planned
  }),

  'forgets contacts that are no request': changed((planned) => {
    const forgotten = planned.events.some(({ type, data }) => type === 'contact-decided' && data.outcome === 'not-a-request')
    return forgotten ? without(planned, (id) => isId('con', id)) : planned
  }),

  'opens a ticket of a log for a customer who was erased': (loaded, request, policies, context) =>
    plan(request.type === 'record-history' ? withoutCustomers(loaded) : loaded, request, policies, context),

  'solves a ticket whatever the catalogue wants to be known of it': (loaded, request, policies, context) =>
    plan(loaded, request, request.type === 'ticket-command' ? { ...policies, catalogue: null } : policies, context),

  'settles a check-back twice': (loaded, request, policies, context) =>
    plan(loaded, request, policies, context).map((planned) => {
      const [answered] = planned.events.filter(({ type }) => type === 'check-back-answered')
      const last = planned.events.filter(({ stream }) => stream === answered?.stream).at(-1)
      if (answered === undefined || last === undefined) return planned
      return asFolded(
        { ...planned, events: [...planned.events, { ...answered, at: last.at, version: last.version + 1 }] },
        loaded,
      )
    }),
}

/** Erasures that miss something of what a customer wrote. */
export const brokenErasers: Readonly<Record<string, typeof ticketsOfCustomer>> = {
  'leaves what stands on tickets without requester that go on in theirs': ({ docs, events }, customerId) => {
    const own = (id: string): boolean => {
      const doc = docs.get(`ticket/${id}`)
      return doc !== undefined && ticketTies(doc).requesterId === customerId
    }
    return new Set([...ticketsOfCustomer({ docs, events }, customerId)].filter(own))
  },

  "takes somebody else's words along": ({ docs }) =>
    new Set([...docs.values()].flatMap(({ ref: { kind, id } }) => (kind === 'ticket' ? [id] : []))),
}

/** A store that forgets which commits it has had: one that is repeated, since its answer was lost, is decided and carried out again. */
export function forgetful(storage: Storage): Storage {
  let count = 0
  return {
    name: storage.name,
    open: (options) =>
      storage.open(options).map(({ store, admin }) => {
        const commit: StoreAdapter['commit'] = (tenant, change, more) => {
          count += 1
          return store.commit(tenant, { ...change, key: `${change.key}-${count}` }, more)
        }
        return { admin, store: { ...store, commit } }
      }),
  }
}

function commandOf(request: DeskRequest): TicketRequest['command'] | null {
  return request.type === 'ticket-command' ? request.command : null
}

function changed(change: (planned: Plan, request: DeskRequest) => Plan): Planner {
  return (loaded, request, policies, context) =>
    plan(loaded, request, policies, context).map((planned) => change(planned, request))
}

/** A plan without everything about some streams and documents. */
function without(planned: Plan, left: (id: string, kind: string) => boolean): Plan {
  return {
    ...planned,
    writes: planned.writes.filter(({ ref }) => !left(ref.id, ref.kind)),
    events: planned.events.filter(({ stream }) => !left(stream, 'event')),
    work: planned.work.filter(
      (change) =>
        !('id' in change) || !left(change.id, change.op === 'schedule' && change.queue === 'sla' ? 'ticket-clocks' : 'work'),
    ),
  }
}

function withoutCustomers(loaded: Loaded): Loaded {
  return { ...loaded, docs: loaded.docs.map((doc) => (doc?.ref.kind === 'customer' ? null : doc)) }
}

function withTickets(loaded: Loaded, seen: (ticket: Ticket) => Ticket): Loaded {
  return {
    ...loaded,
    docs: loaded.docs.map((doc) => {
      if (doc?.ref.kind !== 'ticket') return doc
      const ticket = readDocument('ticket', doc)
      return ticket.isOk() ? { ...doc, doc: JSON.parse(JSON.stringify(seen(ticket.value))) } : doc
    }),
  }
}

function owingNothing(ticket: Ticket): Ticket {
  return { ...ticket, openChildren: [], checklists: [], approvals: [], promises: [], followUps: [] }
}

/** The same events over the tickets as they really are. */
function asFolded(planned: Plan, loaded: Loaded): Plan {
  return {
    ...planned,
    writes: planned.writes.map((write): Write => {
      if (write.op !== 'put' || write.ref.kind !== 'ticket') return write
      const stored = loaded.docs.find((doc) => doc?.ref.kind === 'ticket' && doc.ref.id === write.ref.id) ?? null
      const before = stored === null ? null : readDocument('ticket', stored).unwrapOr(null)
      const events = planned.events.filter((event) => event.stream === write.ref.id)
      const after = events.reduce<Ticket | null>(
        (ticket, event) => (isTicketEvent(event) ? evolveTicket(ticket, event) : ticket),
        before,
      )
      return after === null ? write : { ...write, doc: after }
    }),
  }
}
