import {
  type Explanation,
  type Instant,
  type InvalidInput,
  inputIssue,
  invalidInput,
  isId,
  newId,
  parseInput,
} from '@caseload/core'
import type { ContactDecidedData, ContactId } from '@caseload/lifecycle'
import { type ReceiveContactRequest, readDocument, type SeenTicket } from '@caseload/planner'
import { storageKeyReused } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { TicketAnswer } from '../answers.ts'
import { carryOut } from '../engine/carry-out.ts'
import type { Engine } from '../engine/engine.ts'
import { contactCommandId } from '../inputs/command-names.ts'
import { openingOf } from '../open-ticket.ts'
import type { CommandProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { ticketAnswer } from '../ticket-commands.ts'
import { cameInAt } from './came-in-at.ts'
import { type ContactToAccept, contactSchema } from './contact-input.ts'

/** What became of a contact. */
export interface ContactAnswer extends Omit<TicketAnswer, 'ticket'> {
  /** What it is called from now on, `con_` and its name; what it opens or says takes `con.` and its name for a token, as `tkt_con.m1`. */
  readonly contactId: ContactId
  /** Which of the five outcomes, and how it was recorded. */
  readonly decided: ContactDecidedData
  /** Why it was decided so; null where it was decided before. */
  readonly why: Explanation | null
  /** The ticket that has it, as the actor sees it; null where none does. */
  readonly ticket: SeenTicket | null
}

/**
 * Decides what becomes of a contact and carries it out, in one commit; its name makes a repetition harmless. What it claimed when it was accepted, if that lay in the future then, comes along.
 */
export async function receiveContact(
  engine: Engine,
  scope: Result<Scope, InvalidInput>,
  contact: ContactToAccept,
  claimedBefore: Instant | null = null,
): Promise<Result<ContactAnswer, CommandProblem>> {
  if (scope.isErr()) return err(scope.error)
  const { tenant, actor } = scope.value
  const refreshed = await engine.book.refresh(tenant)
  if (refreshed.isErr()) return err(refreshed.error)
  const parsed = parseInput(contactSchema, contact)
  if (parsed.isErr()) return err(parsed.error)
  const { contactId, receivedAt, codes = [], answered, minutes, refersTo = {}, ...input } = parsed.value
  const opening = openingOf(engine, scope.value, input)
  if (opening.isErr()) return err(opening.error)
  const { at, claimedAt } = cameInAt(receivedAt, engine.clock.now())
  const name = contactId ?? engine.ids.next()
  const commandId = contactCommandId(name)
  const { ticketId, thread, number } = refersTo
  const request: ReceiveContactRequest = {
    ...{
      type: 'receive-contact',
      commandId,
      opening: opening.value,
      codes,
      answered: answered ?? null,
      minutes: minutes ?? null,
      claimedAt: claimedBefore ?? claimedAt,
    },
    refersTo: { ticketIds: listOf(ticketId), threads: listOf(thread), numbers: listOf(number) },
  }
  const carried = await carryOut(engine, { tenant, actor, request, at, mayBeRepeated: contactId !== undefined })
  if (carried.isErr()) {
    // The key of the commit is none that the caller gave.
    const reused = carried.error.kind === 'storage/key-reused' && contactId !== undefined
    return err(reused ? storageKeyReused(contactId) : carried.error)
  }
  const id = newId('con', { next: () => name })
  const { events, explanations } = carried.value
  const told = events.find((event) => event.type === 'contact-decided')
  const decided = told === undefined ? await stored(engine, scope.value, id) : ok(told.data)
  if (decided.isErr()) return err(decided.error)
  if (decided.value === null) return err(invalidInput([inputIssue(['contactId'], 'a name that no other contact was given')]))
  const why = told === undefined ? null : (explanations[0] ?? null)
  const contactAnswer = { contactId: id, decided: decided.value, why, replayed: told === undefined }
  if (decided.value.ticketId === null)
    return ok({ ...contactAnswer, ticket: null, events, explanations, missing: [], missingUnseen: null })
  const ticket = carried.value.ticket ?? (await ticketOf(engine, scope.value, decided.value))
  const answer = ticketAnswer(
    engine,
    scope.value,
    ok({ ...carried.value, ticket }),
    decided.value.ticketId,
    decided.value.outcome === 'open',
  )
  return answer.map((given) => ({ ...given, ...contactAnswer }))
}

function listOf<Value>(value: Value | readonly Value[] | undefined): readonly Value[] {
  return value === undefined ? [] : isList(value) ? value : [value]
}

function isList<Value>(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value)
}

async function stored(
  { store }: Engine,
  { tenant }: Scope,
  id: ContactId,
): Promise<Result<ContactDecidedData | null, CommandProblem>> {
  const docs = await store.load(tenant, [{ kind: 'contact', id }])
  if (docs.isErr()) return err(docs.error)
  const [doc = null] = docs.value
  if (doc === null) return ok(null)
  return readDocument('contact', doc).map(({ id: _, claimedAt = null, ...data }) => ({ ...data, claimedAt }))
}

async function ticketOf({ store }: Engine, { tenant }: Scope, { ticketId }: ContactDecidedData) {
  if (ticketId === null || !isId('tkt', ticketId)) return null
  const docs = await store.load(tenant, [{ kind: 'ticket', id: ticketId }])
  const doc = docs.isErr() ? null : (docs.value[0] ?? null)
  return doc === null ? null : readDocument('ticket', doc).unwrapOr(null)
}
