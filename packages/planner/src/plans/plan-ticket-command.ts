import { actorRef, deriveId, type Explanation, isId, type TicketId } from '@caseload/core'
import { decideTicket, messageRedirected, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import type { Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { heldBackMoves } from '../catalogue/held-back-moves.ts'
import { withCheckBacks } from '../check-back/with-check-backs.ts'
import { writeChecklistWording } from '../documents/checklist-wording-kind.ts'
import { writePersonalField } from '../documents/personal-fields-kind.ts'
import { writeRemark } from '../documents/remark-kind.ts'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { notErased } from '../erasure/not-erased.ts'
import { broughtInFor } from '../erasure/words-of-requester.ts'
import { withoutRepeatedStatement } from '../linked/agreed-before.ts'
import { familyTold } from '../linked/family-told.ts'
import { followUpThatTakes } from '../linked/follow-up-there-is.ts'
import { alreadyFollowedUp } from '../linked/followed-up.ts'
import { survivorIn, waypointsIn } from '../linked/further-reads.ts'
import { withMergedProblems } from '../linked/merged-problems.ts'
import { otherTicket } from '../linked/other-ticket.ts'
import { changedTickets, withEvents } from '../linked/pending-changes.ts'
import { planCarried } from '../linked/plan-carried.ts'
import { makesFollowUp, planFollowUp, saidThere } from '../linked/plan-follow-up.ts'
import { planLink } from '../linked/plan-link.ts'
import { planMerge, planUnmerge } from '../linked/plan-merge.ts'
import { planSplit, type SplitChanges } from '../linked/plan-split.ts'
import { ref } from '../linked/ticket-ref.ts'
import type { Policies } from '../policies/policies.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { explainEvents } from './explain-events.ts'
import { type LoadedTicket, loadedTicket } from './loaded-ticket.ts'
import { namedExpectation, namedMessage } from './named-message.ts'
import type { Plan, PlanContext } from './plan.ts'
import type { PlanRejection } from './plan-rejections.ts'

/** What a command means: what happens to which tickets, the one it is answered with, and content beside. */
interface Meaning extends SplitChanges {
  /** The ticket the answer is about. */
  readonly answer: TicketId
  /** What is to be told beside the events; nothing where absent. */
  readonly explanations?: readonly Explanation[]
}

/** What a command to one ticket means, for it and for every other ticket it touches. */
export function planTicketCommand(
  loaded: Loaded,
  asked: TicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const found = loadedTicket(loaded, asked.ticketId, policies, context.actor)
  if (found.isErr()) return err(found.error)
  const { ticket } = found.value
  const request = withoutRepeatedStatement(loaded, asked, ticket)
  if (request.ifVersion !== null && request.ifVersion !== ticket.version) {
    return err({
      kind: 'ticket/changed-since',
      expected: request.ifVersion,
      actual: ticket.version,
      message: `the ticket has version ${ticket.version}, not ${request.ifVersion}`,
    })
  }
  const meant = meaningOf(loaded, found.value, request, policies, context)
  if (meant.isErr()) return err(meant.error)
  const named = namedMessage(loaded, request)
  if (named !== null) return err(named)
  const { answer } = meant.value
  const heldBack = heldBackMoves(meant.value.changes, policies)
  const told = familyTold(heldBack.changes, loaded, policies, context)
  if (told.isErr()) return err(told.error)
  const { recordedAt } = context
  const { writes, events, work, tickets } = changedTickets(withCheckBacks(told.value, policies, context), {
    bodies: bodiesOf(request),
    ...(request.authorId === undefined ? {} : { authorId: request.authorId }),
    recordedAt,
    cause: request.commandId,
  })
  if (events.length === 0) return ok(nothingToDo(found.value))
  const known = notErased(loaded, broughtInFor(request, ticket, loaded, meant.value.changes, context.actor))
  if (known.isErr()) return err(known.error)
  const wording = wordingOf(loaded, request)
  if (wording.isErr()) return err(wording.error)
  const personal = personalFieldOf(loaded, request)
  if (personal.isErr()) return err(personal.error)
  const answered = tickets.get(answer) ?? ticket
  return ok({
    writes: [...writes, ...meant.value.writes, ...remarksOf(request, context, answered), ...wording.value, ...personal.value],
    events,
    work,
    expect: [
      ...meant.value.expect,
      ...known.value,
      ...namedExpectation(loaded, request).filter(({ ref: { id } }) => !isTicket(id) || !tickets.has(id)),
    ],
    explanations: [...explainEvents(events, work), ...(meant.value.explanations ?? []), ...heldBack.explanations],
    ticket: answered,
    customer: null,
  })
}

function meaningOf(
  loaded: Loaded,
  found: LoadedTicket,
  request: TicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<Meaning, PlanRejection> {
  const { ticket } = found
  const { command } = request
  const about = (answer: TicketId) => (linked: Partial<SplitChanges> & Pick<SplitChanges, 'changes'>) => ({
    ...{ writes: [], expect: [] },
    ...linked,
    answer,
  })
  switch (command.type) {
    case 'link':
    case 'unlink':
      if (ticket.mergedInto === null) return planLink(loaded, found, command, policies, context).map(about(ticket.id))
      return planAlone(found, request, context).map(about(ticket.id))
    case 'merge-into':
      return planMerge(loaded, found, command, policies, context).map(about(ticket.id))
    case 'unmerge':
      return planUnmerge(loaded, found, policies, context).map(about(ticket.id))
    case 'split':
      return planSplit(loaded, found, command, request, policies, context).map(about(command.newTicketId))
    case 'reply':
    case 'note':
    case 'receive-reply':
      if (ticket.mergedInto !== null) return planRedirected(loaded, found, request, policies, context)
      return planReturning(loaded, found, request, policies, context)
    case 'reopen':
    case 'reject-resolution':
    case 'record-check-back':
      return planReturning(loaded, found, request, policies, context)
    case 'resolve':
      return planAlone(found, request, context)
        .andThen(({ changes }) => withMergedProblems(changes, loaded, found, command, policies, context))
        .map((changes) => about(ticket.id)({ changes }))
    default:
      return planCarried(loaded, found, request, policies, context).andThen((carried) =>
        carried === null
          ? planAlone(found, request, context).map(about(ticket.id))
          : ok(about(survivorIn(loaded, ticket).id)(carried)),
      )
  }
}

/** A command that is the ticket's own affair. */
function planAlone(
  { doc, ticket, workflow }: LoadedTicket,
  { command }: TicketRequest,
  context: PlanContext,
): Result<Pick<SplitChanges, 'changes'>, PlanRejection> {
  const decided = decideTicket(workflow, ticket, command, { actor: context.actor, now: context.at })
  if (decided.isErr()) return err(decided.error)
  return ok({ changes: withEvents(new Map(), ticket.id, { docVersion: doc.version, before: ticket, workflow }, decided.value) })
}

/** A command that may come too late for the ticket, and then makes a follow-up. */
function planReturning(
  loaded: Loaded,
  found: LoadedTicket,
  request: TicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<Meaning, PlanRejection> {
  const { doc, ticket, workflow } = found
  const decided = decideTicket(workflow, ticket, request.command, { actor: context.actor, now: context.at })
  const refused = decided.isErr() ? decided.error : null
  if (makesFollowUp(found, request, context.at, refused)) {
    const followed = alreadyFollowedUp(loaded, ticket, request, policies, context)
    if (followed !== null) return err(followed)
    const goesOn = followUpThatTakes(loaded, ticket, policies, context)
    if (goesOn !== null) return planGoingOn(loaded, found, goesOn.id, request, policies, context)
    const answer = deriveId('tkt', request.commandId)
    return planFollowUp(loaded, found, request, policies, context).map((changes) => ({ ...changes, answer }))
  }
  if (decided.isErr()) return err(decided.error)
  const base = { docVersion: doc.version, before: ticket, workflow }
  return ok({ changes: withEvents(new Map(), ticket.id, base, decided.value), writes: [], expect: [], answer: ticket.id })
}

/** What comes too late for a ticket where a follow-up goes on for it: a message is taken there; the answer to a check-back stays said here, and nothing is opened once more. */
function planGoingOn(
  loaded: Loaded,
  { doc, ticket, workflow }: LoadedTicket,
  followUpId: TicketId,
  request: TicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<Meaning, PlanRejection> {
  const base = { docVersion: doc.version, before: ticket, workflow }
  const there = loadedTicket(loaded, followUpId, policies, context.actor)
  if (there.isErr()) return err(there.error)
  if (request.command.type === 'receive-reply')
    return planReturning(loaded, there.value, request, policies, context).map((meant) => ({
      ...meant,
      expect: [...meant.expect, { ref: doc.ref, version: doc.version }],
    }))
  const said = saidThere(ticket, request.command, { actor: context.actor, now: context.at })
  return ok({ changes: withEvents(new Map(), ticket.id, base, said), writes: [], expect: [], answer: ticket.id })
}

/** A message for a merged ticket reaches the one it goes on in, which says for whom it was. */
function planRedirected(
  loaded: Loaded,
  merged: LoadedTicket,
  request: TicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<Meaning, PlanRejection> {
  const survivor = otherTicket(loaded, survivorIn(loaded, merged.ticket).id, request.command.type, policies, context)
  if (survivor.isErr()) return err(survivor.error)
  const { ticket } = survivor.value
  const meant = planReturning(loaded, survivor.value, request, policies, context)
  if (meant.isErr()) return err(meant.error)
  const way = [merged.ticket.id, ...waypointsIn(loaded, merged.ticket)].flatMap((id) => {
    const doc = loadedDocument(loaded, ref(id))
    return doc === null ? [] : [{ ref: doc.ref, version: doc.version }]
  })
  const { changes, answer } = meant.value
  const added = changes.get(answer)?.happened.find((event) => event.type === 'message-added')
  const pending = changes.get(ticket.id)
  if (answer !== ticket.id || pending === undefined || added?.type !== 'message-added')
    return ok({ ...meant.value, expect: [...meant.value.expect, ...way] })
  const redirected: TicketEvent = messageRedirected(
    ticket,
    { messageId: added.data.messageId, addressedTo: merged.ticket.id },
    { actor: context.actor, now: context.at },
  )
  const first = new Map([...changes, [ticket.id, { ...pending, happened: [redirected, ...pending.happened] }]])
  return ok({ ...meant.value, changes: first, expect: [...meant.value.expect, ...way] })
}

function isTicket(id: string): id is TicketId {
  return isId('tkt', id)
}

function bodiesOf(request: TicketRequest): ReadonlyMap<string, string> {
  return request.body === null ? new Map() : new Map([[deriveId('msg', request.commandId), request.body]])
}

function remarksOf(request: TicketRequest, context: PlanContext, { id: ticketId, version, updatedAt }: Ticket): readonly Write[] {
  if (request.remark === null) return []
  const actor = actorRef(context.actor)
  const id = deriveId('rmk', request.commandId)
  return [writeRemark({ ...request.remark, id, ticketId, position: version, at: updatedAt, actor })]
}

function wordingOf(loaded: Loaded, { ticketId, command, wording }: TicketRequest): Result<readonly Write[], UnreadableDocument> {
  if (wording === undefined || command.type !== 'start-checklist') return ok([])
  const doc = loadedDocument(loaded, { kind: 'checklist-wording', id: ticketId })
  const before = doc === null ? ok(null) : readDocument('checklist-wording', doc).map((read) => ({ doc, wording: read }))
  const { checklistId } = command
  return before.map((known) => [writeChecklistWording(known, { ticketId, checklistId, steps: wording })])
}

function personalFieldOf(
  loaded: Loaded,
  { ticketId, command, personal }: TicketRequest,
): Result<readonly Write[], UnreadableDocument> {
  if (personal === undefined || command.type !== 'set-field' || command.personal !== true) return ok([])
  const doc = loadedDocument(loaded, { kind: 'personal-fields', id: ticketId })
  const before = doc === null ? ok(null) : readDocument('personal-fields', doc).map((fields) => ({ doc, fields }))
  return before.map((known) => [writePersonalField(known, { ticketId, field: command.field, value: personal })])
}

function nothingToDo({ ticket }: LoadedTicket): Plan {
  return { writes: [], events: [], work: [], expect: [], explanations: [], ticket, customer: null }
}
