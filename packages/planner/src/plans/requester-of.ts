import { actorRef, type CustomerId, deriveId, type EventEnvelope, type Explanation } from '@caseload/core'
import {
  addContactPoints,
  type ContactPoints,
  type Customer,
  type CustomerEvent,
  createCustomer,
  type Identification,
  identify,
} from '@caseload/customers'
import type { Doc, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { writeCustomer } from '../documents/customer-kind.ts'
import { readDocument } from '../documents/stored-document.ts'
import type { OpenTicketRequest, RegisterCustomerRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { envelopes } from './envelopes.ts'
import type { Plan, PlanContext } from './plan.ts'
import { customerIsErased, customerNotFound, type PlanRejection } from './plan-rejections.ts'

/** Who asks, and what becoming known or better known writes. */
export interface Requester {
  /** The customer; null where nobody is named. */
  readonly customer: Customer | null
  /** Their document, where it changes. */
  readonly writes: readonly Write[]
  /** What happened to them. */
  readonly events: readonly EventEnvelope<CustomerEvent>[]
  /** The documents it rests on. */
  readonly expect: Plan['expect']
  /** How they were recognised. */
  readonly explanations: readonly Explanation[]
}

interface Known {
  readonly doc: Doc
  readonly customer: Customer
}

/** Finds out who asks: by identity, by contact points, or somebody new. */
export function requesterOf(
  loaded: Loaded,
  request:
    | Pick<OpenTicketRequest, 'from' | 'requesterId' | 'commandId'>
    | (RegisterCustomerRequest & { readonly requesterId: null }),
  context: PlanContext,
): Result<Requester, PlanRejection> {
  const { from, requesterId } = request
  const candidates: Known[] = []
  for (const doc of loaded.found) {
    if (doc.ref.kind !== 'customer') continue
    const customer = readDocument('customer', doc)
    if (customer.isErr()) return err(customer.error)
    candidates.push({ doc, customer: customer.value })
  }
  const named = requesterId === null ? ok(null) : namedCustomer(loaded, requesterId)
  if (named.isErr()) return err(named.error)
  if (from === null) return ok(unchanged(named.value))
  const identified =
    named.value === null
      ? identify(
          from,
          candidates.map(({ customer }) => customer),
        )
      : belongsTo(named.value, from, candidates)
  if (identified.isErr()) return err(identified.error)
  const known = named.value ?? candidates.find(({ customer }) => customer.id === identified.value.customer?.id) ?? null
  return ok(written(known, from, candidates, request, context, identified.value.explanation))
}

function namedCustomer(loaded: Loaded, id: CustomerId): Result<Known, PlanRejection> {
  const doc = loadedDocument(loaded, { kind: 'customer', id })
  if (doc === null) return err(customerNotFound(id))
  const customer = readDocument('customer', doc)
  if (customer.isErr()) return err(customer.error)
  return customer.value.erasedAt === null ? ok({ doc, customer: customer.value }) : err(customerIsErased(id))
}

/** Somebody named by identity settles which of several sharers of a phone it is, but not whose an e-mail address is. */
function belongsTo(named: Known, from: ContactPoints, candidates: readonly Known[]): Result<Identification, PlanRejection> {
  const strong = { ...from, phone: null }
  const others = candidates.map(({ customer }) => customer)
  const identified = identify(strong, others)
  if (identified.isErr()) return err(identified.error)
  const { customer, by } = identified.value
  if (customer === null || by === null || customer.id === named.customer.id)
    return ok({ ...identified.value, customer: named.customer })
  return err({
    kind: 'customers/conflicting',
    matches: [{ channel: by, customerId: customer.id }],
    message: 'a contact point belongs to another customer than the requester that was named',
  })
}

function unchanged(known: Known | null): Requester {
  const expect = known === null ? [] : [{ ref: known.doc.ref, version: known.doc.version }]
  return { customer: known?.customer ?? null, writes: [], events: [], expect, explanations: [] }
}

function written(
  known: Known | null,
  from: ContactPoints,
  candidates: readonly Known[],
  request: { readonly commandId: OpenTicketRequest['commandId'] },
  context: PlanContext,
  why: Explanation,
): Requester {
  const by = { now: context.at, actor: actorRef(context.actor) }
  const { customer, events } =
    known === null ? createCustomer(deriveId('cus', request.commandId), from, by) : addContactPoints(known.customer, from, by)
  const changed = known === null || customer.version !== known.customer.version
  const read = new Map(candidates.map(({ doc }) => [doc.ref.id, doc]))
  if (known !== null) read.set(known.doc.ref.id, known.doc)
  if (changed) read.delete(customer.id)
  return {
    customer,
    writes: changed ? [writeCustomer(known?.doc ?? null, customer)] : [],
    events: envelopes(events, customer.id, known?.customer.version ?? 0, {
      recordedAt: context.recordedAt,
      cause: request.commandId,
    }),
    expect: [...read.values()].map(({ ref, version }) => ({ ref, version })),
    explanations: [why],
  }
}
