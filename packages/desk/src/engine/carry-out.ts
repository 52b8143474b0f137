import type { Actor, Explanation, Instant, TenantId } from '@caseload/core'
import type { Customer } from '@caseload/customers'
import type { Ticket } from '@caseload/lifecycle'
import {
  answeredTicket,
  clockReads,
  type DeskRequest,
  furtherLookups,
  furtherReads,
  type Loaded,
  type Plan,
  plan,
  type RecordedEvent,
  readDocument,
  reads,
  recordedEvents,
  refusalFor,
} from '@caseload/planner'
import type { CommitProblem, Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { type CommandProblem, contended } from '../problems.ts'
import { pinned } from '../registry/pin.ts'
import { attemptLimit, pauseMs } from './attempts.ts'
import type { Engine } from './engine.ts'
import { fingerprint } from './fingerprint.ts'
import { readFor } from './read-for.ts'

/** One request with the circumstances it is made under. */
export interface Errand {
  /** For which tenant. */
  readonly tenant: TenantId
  /** What is asked. */
  readonly request: DeskRequest
  /** Who asks. */
  readonly actor: Actor
  /** When it happened; null for now. */
  readonly at: Instant | null
  /** Whether the caller named the command, so that it may be a repetition. */
  readonly mayBeRepeated: boolean
}

/** What came of it. */
export interface Outcome {
  /** The ticket afterwards; null where the request is about none. */
  readonly ticket: Ticket | null
  /** The customer afterwards; null where the request is about none. */
  readonly customer: Customer | null
  /** What was recorded. */
  readonly events: readonly RecordedEvent[]
  /** Why. */
  readonly explanations: readonly Explanation[]
  /** Whether it had been done before. */
  readonly replayed: boolean
}

/** No document ever has it: an expectation that cannot be met. */
const impossibleVersion = 2_000_000_000

/** Loads, plans and commits; where others were faster, again with what they left, a bounded number of times. */
export function carryOut(engine: Engine, errand: Errand): Promise<Result<Outcome, CommandProblem>> {
  const { request, tenant } = errand
  const subject = 'ticketId' in request ? request.ticketId : request.commandId
  return engine.turns.take(`${tenant}/${subject}`, async () => {
    const pin = await pinned(engine, tenant)
    return pin.isErr() ? err(pin.error) : attempt(pin.value, errand)
  })
}

async function attempt(engine: Engine, errand: Errand): Promise<Result<Outcome, CommandProblem>> {
  const { store, clock, numbers } = engine
  const { tenant, request, actor } = errand
  // A contact is the same whenever it is said to have come in: a channel that tries again does not know what the first time was written down as.
  const at = request.type === 'receive-contact' ? null : errand.at
  const print = fingerprint({ request: saidBy(request), actor: { kind: actor.kind, id: actor.id }, at })
  let number: number | null = null
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const policies = engine.policiesOf(tenant)
    const wanted = clockReads(reads(request), policies)
    const loaded = await readFor(store, tenant, wanted, furtherFor(engine, errand), (read) =>
      furtherLookups(request, read, policies),
    )
    if (loaded.isErr()) return err(loaded.error)
    if (number === null && needsNumber(request, loaded.value)) {
      const drawn = await numbers.draw(tenant)
      if (drawn.isErr()) return err(drawn.error)
      number = drawn.value
    }
    const now = clock.now()
    // Others came into force while this was read: what is recorded now is decided by them.
    if (engine.policiesAt(tenant, now) !== policies) continue
    const circumstances = { actor, at: errand.at ?? now, recordedAt: now }
    let planned = plan(loaded.value, request, policies, { ...circumstances, number })
    if (number === null && mayOpenAnother(request) && planned.isOk() && opensUnnumbered(planned.value)) {
      const drawn = await numbers.draw(tenant)
      if (drawn.isErr()) return err(drawn.error)
      number = drawn.value
      planned = plan(loaded.value, request, policies, { ...circumstances, number })
    }
    if (planned.isErr() || isEmpty(planned.value)) {
      const repeated = errand.mayBeRepeated ? await doneBefore(engine, errand, wanted.refs[0], print) : ok(false)
      if (repeated.isErr()) return err(repeated.error)
      if (repeated.value) return asItStands(engine, errand)
      return planned.isErr() ? err(refusalFor(planned.error, policies, actor, loaded.value)) : ok(outcome(planned.value, []))
    }
    const { writes, work, expect } = planned.value
    const events = recordedEvents(planned.value, policies)
    const committed = await store.commit(tenant, {
      key: request.commandId,
      fingerprint: print,
      expect,
      writes,
      events,
      work,
    })
    if (committed.isOk()) return committed.value.replayed ? asItStands(engine, errand) : ok(outcome(planned.value, events))
    if (!isLostRace(committed.error)) return err(committed.error)
    if (committed.error.kind === 'storage/taken' && committed.error.name === 'number') {
      numbers.discard(tenant)
      number = null
    }
    if (tried < attemptLimit) await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

/** What a request says, without what a channel's clock made of it. */
function saidBy(request: DeskRequest): object {
  if (request.type !== 'receive-contact') return request
  const { claimedAt: _, ...said } = request
  return said
}

/** Whether a request opens a ticket only where its decision says so. */
function mayOpenAnother({ type }: DeskRequest): boolean {
  return type === 'ticket-command' || type === 'receive-contact'
}

function needsNumber(request: DeskRequest, loaded: Loaded): boolean {
  return request.type === 'open-ticket' && (loaded.docs[0] ?? null) === null
}

/** Whether a command to a ticket opens another: a split, or a follow-up of one that cannot come back. A log of another system brings its own numbers, or none. */
function opensUnnumbered({ events }: Plan): boolean {
  return events.some((event) => event.type === 'ticket-opened' && event.data.number === null)
}

/** What a request has to read of other tickets, with the clocks of those it may move. */
function furtherFor(engine: Engine, { request, tenant }: Errand): (loaded: Loaded) => readonly Ref[] {
  return (loaded) => clockReads({ refs: furtherReads(request, loaded), lookups: [] }, engine.policiesOf(tenant)).refs
}

function isEmpty({ writes, events, work }: Plan): boolean {
  return writes.length === 0 && events.length === 0 && work.length === 0
}

function isLostRace(error: CommitProblem): boolean {
  return error.kind === 'storage/conflict' || error.kind === 'storage/taken'
}

function outcome({ ticket, customer, explanations }: Plan, events: Outcome['events']): Outcome {
  return { ticket, customer, events, explanations, replayed: false }
}

/**
 * Whether this very command was committed before, asked of the one who knows: a commit under its key with an expectation that cannot be met either is
 * answered from the receipt or writes nothing.
 */
async function doneBefore(
  { store }: Engine,
  { tenant, request }: Errand,
  about: { readonly kind: string; readonly id: string } | undefined,
  print: string,
): Promise<Result<boolean, CommandProblem>> {
  const ref = about ?? { kind: 'counter', id: 'never' }
  const probe = {
    key: request.commandId,
    fingerprint: print,
    expect: [{ ref, version: impossibleVersion }],
    writes: [],
    events: [],
  }
  const answer = await store.commit(tenant, probe)
  if (answer.isOk()) return ok(answer.value.replayed)
  return answer.error.kind === 'storage/conflict' ? ok(false) : err(answer.error)
}

/** The answer to a repeated command: what it was about as it now is. */
async function asItStands({ store }: Engine, { tenant, request }: Errand): Promise<Result<Outcome, CommandProblem>> {
  const wanted = reads(request)
  const loaded = await readFor(store, tenant, wanted, (read) => furtherReads(request, read))
  if (loaded.isErr()) return err(loaded.error)
  const ticketDoc = answeredTicket(request, loaded.value)
  const ticket = ticketDoc === null ? ok(null) : readDocument('ticket', ticketDoc)
  if (ticket.isErr()) return err(ticket.error)
  const customerDoc = [...loaded.value.docs, ...loaded.value.found].find((doc) => doc?.ref.kind === 'customer') ?? null
  const customer = customerDoc === null ? ok(null) : readDocument('customer', customerDoc)
  if (customer.isErr()) return err(customer.error)
  return ok({ ticket: ticket.value, customer: customer.value, events: [], explanations: [], replayed: true })
}
