import type { Hidden } from '@caseload/access'
import { type Actor, deriveId, type Id, type Instant, isId, type TenantId, type TicketId } from '@caseload/core'
import type { Approval, ApprovalState, PromiseId, Ticket } from '@caseload/lifecycle'
import { fieldsSeen, type RecordedEvent, type Remark, ticketResource, type UnreadableDocument } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { lookingAs, permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { gatheredTickets } from './gathered-tickets.ts'
import { readableTicket } from './one-ticket.ts'
import { type ReadableDocuments, readableDocuments, toldOfTickets } from './unreadable-documents.ts'
import { wholeStream } from './whole-stream.ts'

/** Something the requester was asked to approve. */
export interface AskedApproval {
  /** Its name on the ticket, which `approve` and `decline` take. */
  readonly id: string
  /** What it is about, the desk's own code, e.g. `quote`. */
  readonly about: string
  /** How it stands. */
  readonly state: ApprovalState
  /** When it was asked. */
  readonly requestedAt: Instant
  /** When it was decided or withdrawn; null while it is neither. */
  readonly decidedAt: Instant | null
  /** What whoever asked wanted them to know, as `requestApproval` took it; null where nothing was said, or it is gone with its customer. */
  readonly reason: string | null
  /** What the requester said beside their decision; null where they said nothing, or it is gone with its customer. */
  readonly answer: string | null
}

/**
 * How a promise to the requester stands: `open`: it is still to be kept; `kept`; `withdrawn`; `passed-on`: it is owed on a ticket that this one was merged into and that the actor may not read; `settled`: it was kept or withdrawn
 * there.
 */
export type ToldPromiseState = 'open' | 'kept' | 'withdrawn' | 'passed-on' | 'settled'

/** Something that was promised to the requester. */
export interface ToldPromise {
  /** Identity. */
  readonly id: PromiseId
  /** What was promised, the desk's own code, e.g. `call-back`; null for word of how things stand. */
  readonly about: string | null
  /** When a time was told first. */
  readonly madeAt: Instant
  /** The time told last; that instant is still in time. */
  readonly dueAt: Instant
  /** How it stands. */
  readonly state: ToldPromiseState
  /** Whether a time told passed without what was promised. */
  readonly missed: boolean
  /** When it was kept or withdrawn; null while it is neither. */
  readonly settledAt: Instant | null
}

/** What concerns the requester of a ticket beside its conversation. */
export interface RequesterView {
  /** What they were asked to approve, in the order it was asked; nothing that others are to decide. */
  readonly approvals: readonly AskedApproval[] | Hidden
  /** What was promised to them, the first promise first. */
  readonly promises: readonly ToldPromise[] | Hidden
  /** Tickets that go on in this one, told to those who may read every ticket, and texts, which are null above, that this version cannot read, each with what it lacks: another stored them, or somebody damaged them. */
  readonly unreadable: readonly UnreadableDocument[]
}

/** Reads what was asked of the requester of a ticket and promised to them. */
export async function readRequesterView(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<RequesterView | null, QueryProblem>> {
  const found = await readableTicket(engine, scope, ticketId)
  if (found.isErr()) return err(found.error)
  const ticket = found.value
  if (ticket === null) return ok(null)
  const permission = permit(engine, scope, 'ticket/read-content', ticketResource(ticket))
  if (permission.isErr()) return err(permission.error)
  const gathered = await gatheredTickets(engine.store, scope.tenant, ticket)
  if (gathered.isErr()) return err(gathered.error)
  // A ticket that was merged into this one may be somebody else's.
  const readable = gathered.value.tickets.filter((one) =>
    permit(engine, scope, 'ticket/read-content', ticketResource(one)).isOk(),
  )
  const histories = await readHistories(
    engine.store,
    scope.tenant,
    readable.map(({ id }) => id),
  )
  if (histories.isErr()) return err(histories.error)
  const hidden = hiddenFrom(engine, scope, ticket)
  const texts = readableDocuments()
  const approvals = await askedApprovals(engine.store, scope.tenant, ticket, histories.value, texts)
  if (approvals.isErr()) return err(approvals.error)
  return ok({
    approvals: hidden.get('approvals') ?? approvals.value,
    promises: hidden.get('promises') ?? toldPromises(histories.value),
    unreadable: [...toldOfTickets(engine, scope, gathered.value.unreadable), ...texts.unreadable()],
  })
}

/** What was asked of the requester and told to them is no secret from them, whatever of the desk's work is. */
function hiddenFrom(engine: Engine, scope: Scope, { requesterId }: Ticket): ReadonlyMap<string, Hidden> {
  const { kind, id }: Actor = scope.actor
  if (kind === 'requester' && id === requesterId) return new Map()
  return fieldsSeen('ticket', lookingAs(engine, scope)).hidden
}

type Histories = ReadonlyMap<TicketId, readonly RecordedEvent[]>

async function readHistories(
  store: Store,
  tenant: TenantId,
  streams: readonly TicketId[],
): Promise<Result<Histories, QueryProblem>> {
  const histories = new Map<TicketId, readonly RecordedEvent[]>()
  for (const stream of streams) {
    const events = await wholeStream(store, tenant, stream)
    if (events.isErr()) return err(events.error)
    histories.set(stream, events.value)
  }
  return ok(histories)
}

/** Events of an approval that may have a text beside them. */
interface Worded {
  readonly approval: Approval
  readonly asked: RecordedEvent | undefined
  readonly decided: RecordedEvent | undefined
}

async function askedApprovals(
  store: Store,
  tenant: TenantId,
  { id: ticketId, approvals, takenOver }: Ticket,
  histories: Histories,
  readable: ReadableDocuments,
): Promise<Result<readonly AskedApproval[], QueryProblem>> {
  const theirs = approvals
    .filter(({ approver }) => approver.kind === 'requester')
    .map((approval): Worded => {
      const carried = takenOver.find(({ owed, id }) => owed === 'approval' && id === approval.id)
      const origin = carried?.way[0] ?? { ticketId, id: approval.id }
      return {
        approval,
        asked: histories.get(origin.ticketId)?.findLast((event) => isAsking(event, origin.id, approval)),
        decided: histories.get(ticketId)?.findLast((event) => isDecision(event, approval)),
      }
    })
  const texts = await remarksBeside(
    store,
    tenant,
    theirs.flatMap(({ asked, decided }) => [asked, decided]),
    readable,
  )
  if (texts.isErr()) return err(texts.error)
  const textBeside = (event: RecordedEvent | undefined): string | null => texts.value.get(event?.cause ?? '')?.text ?? null
  return ok(
    theirs.map(({ approval: { id, about, state, requestedAt, decidedAt }, asked, decided }) => ({
      ...{ id, about, state, requestedAt, decidedAt },
      reason: textBeside(asked),
      answer: textBeside(decided),
    })),
  )
}

/** The latest asking is the one that stands; what was said to an approver who was asked before is not for the requester. */
function isAsking({ type, at, data }: RecordedEvent, id: string, { requestedAt }: Approval): boolean {
  return type === 'approval-requested' && data.approvalId === id && data.approver.kind === 'requester' && at === requestedAt
}

/** What somebody else said beside a decision that they took for the requester is not the requester's answer. */
function isDecision({ type, actor, at, data }: RecordedEvent, { id, decidedAt }: Approval): boolean {
  if (type !== 'approval-granted' && type !== 'approval-declined') return false
  return data.approvalId === id && at === decidedAt && actor.startsWith('requester:')
}

/** What was said beside the commands that some events come of, by command. */
async function remarksBeside(
  store: Store,
  tenant: TenantId,
  events: readonly (RecordedEvent | undefined)[],
  readable: ReadableDocuments,
): Promise<Result<ReadonlyMap<string, Remark>, QueryProblem>> {
  const causes = [...new Set(events.flatMap((event) => commandOf(event) ?? []))]
  const loaded = await store.load(
    tenant,
    causes.map((cause) => ({ kind: 'remark', id: deriveId('rmk', cause) })),
  )
  if (loaded.isErr()) return err(loaded.error)
  const remarks = new Map<string, Remark>()
  for (const [index, doc] of loaded.value.entries()) {
    const remark = doc === null ? null : readable.read('remark', doc)
    const cause = causes[index]
    if (remark !== null && cause !== undefined) remarks.set(cause, remark)
  }
  return ok(remarks)
}

function commandOf(event: RecordedEvent | undefined): Id<'cmd'> | null {
  const cause = event?.cause ?? ''
  return isId('cmd', cause) ? cause : null
}

/** Promises of all tickets that are read as one. */
function toldPromises(histories: Histories): readonly ToldPromise[] {
  const told = new Map<PromiseId, ToldPromise>()
  const change = (id: PromiseId, changes: Partial<ToldPromise>): void => {
    const known = told.get(id)
    if (known !== undefined) told.set(id, { ...known, ...changes })
  }
  // A ticket comes before those that go on in it; what they passed on is settled there.
  const events = [...histories.values()].flatMap((history, rank) => history.map((event) => ({ event, rank })))
  events.sort((a, b) => a.event.at - b.event.at || b.rank - a.rank || a.event.version - b.event.version)
  for (const { event } of events) {
    switch (event.type) {
      case 'promise-made': {
        const { promiseId: id, about, dueAt } = event.data
        const { missed = false, madeAt = event.at } = told.get(id) ?? {}
        told.set(id, { id, about, madeAt, dueAt, state: 'open', missed, settledAt: null })
        break
      }
      case 'promise-missed':
        change(event.data.promiseId, { missed: true })
        break
      case 'promise-kept':
        change(event.data.promiseId, {
          state: 'kept',
          settledAt: event.at,
          ...(event.data.late ? { missed: true } : {}),
        })
        break
      case 'promise-withdrawn':
        change(event.data.promiseId, { state: 'withdrawn', settledAt: event.at })
        break
      case 'obligations-passed-on':
        for (const id of event.data.promiseIds) change(id, { state: 'passed-on' })
        break
      case 'obligations-taken-over':
        // Those first made on a ticket that the actor may not read are not known here, and stay so.
        for (const { id, dueAt, missed, brokenAt } of event.data.promises)
          change(id, { state: 'open', dueAt, missed: missed || brokenAt !== null })
        for (const { owed, id } of event.data.settled)
          for (const known of told.values()) if (owed === 'promise' && known.id === id) change(known.id, { state: 'settled' })
    }
  }
  return [...told.values()].sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1))
}
