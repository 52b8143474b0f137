import type { Problem } from '@caseload/core'
import type { Customer } from '@caseload/customers'
import type { Ticket } from '@caseload/lifecycle'
import type { Doc, Ref } from '@caseload/storage'
import { type Err, err, ok, type Result } from 'neverthrow'
import { ticketSight } from '../access/ticket-sight.ts'
import type { TimersWalked } from '../plans/timer-walk.ts'
import type { PolicyRegistry, PublishedPolicies } from '../registry/policy-registry.ts'
import type { TicketClocks } from '../sla/ticket-clocks-kind.ts'
import type { ChecklistWording } from './checklist-wording-kind.ts'
import type { StoredContact } from './contact-kind.ts'
import type { Counter } from './counter-kind.ts'
import type { Message } from './message-kind.ts'
import type { PersonalFields } from './personal-fields-kind.ts'
import type { Remark } from './remark-kind.ts'
import type { TicketContent } from './ticket-content-kind.ts'

/** A stored document is not what its kind promises: another program wrote it, or a newer version of this one. */
export interface UnreadableDocument extends Problem<'planner/unreadable-document'> {
  /** Which document. */
  readonly ref: Ref
  /** What a ticket lacks of what this version decides by, by name (`checkBack`), sorted: an earlier version stored it. Empty where more than that is wrong, and for all other documents. */
  readonly lacks: readonly string[]
}

/** What each kind of document holds. */
export interface DeskDocuments {
  /** A ticket as its history leaves it. */
  readonly ticket: Ticket
  /** {@inheritDoc TicketClocks} */
  readonly 'ticket-clocks': TicketClocks
  /** {@inheritDoc TicketContent} */
  readonly 'ticket-content': TicketContent
  /** {@inheritDoc ChecklistWording} */
  readonly 'checklist-wording': ChecklistWording
  /** {@inheritDoc PersonalFields} */
  readonly 'personal-fields': PersonalFields
  /** {@inheritDoc Message} */
  readonly message: Message
  /** {@inheritDoc Remark} */
  readonly remark: Remark
  /** Who asks. */
  readonly customer: Customer
  /** {@inheritDoc StoredContact} */
  readonly contact: StoredContact
  /** {@inheritDoc Counter} */
  readonly counter: Counter
  /** {@inheritDoc PolicyRegistry} */
  readonly 'policy-registry': PolicyRegistry
  /** {@inheritDoc PublishedPolicies} */
  readonly 'policy-version': PublishedPolicies
  /** {@inheritDoc TimersWalked} */
  readonly 'timers-walked': TimersWalked
}

const ticketParts: readonly string[] = Object.keys(ticketSight)

type Guards = { readonly [Kind in keyof DeskDocuments]: (value: unknown) => value is DeskDocuments[Kind] }

/**
 * Only what would derail a decision is looked at: the documents are this package's own, and a schema costs more than the decision. Full checks
 * happen where documents come from outside.
 */
const guards: Guards = {
  ticket: (value): value is Ticket => isTicketOfSomeVersion(value) && hasEveryPart(value),
  'ticket-clocks': (value): value is TicketClocks =>
    isRecord(value) &&
    texts(value, 'ticketId') &&
    numbers(value, 'version', 'toldAt') &&
    [value['signals'], value['fired'], value['breaches']].every((list) => Array.isArray(list)) &&
    areSignals(value['signals']),
  'ticket-content': (value): value is TicketContent => isRecord(value) && texts(value, 'ticketId', 'subject'),
  'checklist-wording': (value): value is ChecklistWording =>
    isRecord(value) && texts(value, 'ticketId') && isRecord(value['checklists']),
  'personal-fields': (value): value is PersonalFields => isRecord(value) && texts(value, 'ticketId') && isRecord(value['values']),
  message: (value): value is Message =>
    isRecord(value) && texts(value, 'id', 'ticketId', 'body') && numbers(value, 'position', 'at'),
  remark: (value): value is Remark =>
    isRecord(value) && texts(value, 'id', 'ticketId', 'text') && numbers(value, 'position', 'at'),
  customer: (value): value is Customer =>
    isRecord(value) &&
    texts(value, 'id') &&
    numbers(value, 'version', 'updatedAt') &&
    [value['emails'], value['phones'], value['accounts']].every((list) => Array.isArray(list)),
  contact: (value): value is StoredContact =>
    isRecord(value) && texts(value, 'id', 'outcome', 'channel', 'kind') && numbers(value, 'receivedAt'),
  counter: (value): value is Counter => isRecord(value) && Number.isSafeInteger(value['next']),
  'policy-registry': (value): value is PolicyRegistry =>
    isRecord(value) && numbers(value, 'latest', 'version') && Array.isArray(value['activations']),
  'policy-version': (value): value is PublishedPolicies =>
    isRecord(value) && numbers(value, 'version') && isRecord(value['document']),
  'timers-walked': (value): value is TimersWalked => isRecord(value) && numbers(value, 'since'),
}

/** Whether the body of a write is a ticket. */
export function isTicketBody(body: unknown): body is Ticket {
  return guards.ticket(body)
}

/**
 * Reads a stored document as what its kind promises.
 *
 * @param kind - Which kind it should be.
 * @param stored - As the store gave it.
 * @returns The document; `planner/unreadable-document` where it is of another kind or lacks what decisions need.
 *
 * @example
 * ```ts
 * import { readDocument } from '@caseload/planner'
 * import { ok } from 'neverthrow'
 *
 * const ref = { kind: 'counter', id: 'ticket-number' }
 * readDocument('counter', { ref, version: 1, doc: { next: 51 } }) // => ok({ next: 51 })
 * readDocument('counter', { ref, version: 1, doc: 'what' }).isErr() // => true
 * ```
 */
export function readDocument<Kind extends keyof DeskDocuments>(
  kind: Kind,
  stored: Doc,
): Result<DeskDocuments[Kind], UnreadableDocument> {
  if (!isReadable(stored)) return unreadable(kind, { kind, id: '' }, null)
  const { doc, ref } = stored
  return ref.kind === kind && guards[kind](doc) ? ok(doc) : unreadable(kind, ref, doc)
}

/** What a caller without types handed over may be nothing at all, or throw. */
function isReadable(stored: unknown): boolean {
  try {
    return isRecord(stored) && isRecord(stored['ref'])
  } catch {
    return false
  }
}

function unreadable(kind: string, ref: Doc['ref'], doc: unknown): Err<never, UnreadableDocument> {
  const lacks = kind === 'ticket' && ref.kind === kind && isTicketOfSomeVersion(doc) ? partsLacking(doc) : []
  const why = lacks.length === 0 ? '' : `: it lacks ${lacks.join(', ')}, which an earlier version did not know`
  return err({
    kind: 'planner/unreadable-document',
    ref,
    lacks,
    message: `the stored ${String(kind)} ${ref.id} is not in a form this version can read${why}`,
  })
}

function isTicketOfSomeVersion(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isRecord(value) &&
    texts(value, 'id', 'status', 'category') &&
    Array.isArray(value['tags']) &&
    numbers(value, 'version', 'updatedAt') &&
    isRecord(value['workflow'])
  )
}

function hasEveryPart(ticket: Readonly<Record<string, unknown>>): boolean {
  for (const name of ticketParts) if (!Object.hasOwn(ticket, name)) return false
  return true
}

/** What of a ticket is not there that later versions decide by. */
function partsLacking(ticket: Readonly<Record<string, unknown>>): readonly string[] {
  return ticketParts.filter((name) => !Object.hasOwn(ticket, name)).toSorted()
}

/** What clocks are worked out from must have its instants: without them there is no order to read it in. */
function areSignals(list: unknown): boolean {
  if (!Array.isArray(list)) return false
  for (const signal of list) if (!isSignal(signal)) return false
  return true
}

function isSignal(signal: unknown): boolean {
  return isRecord(signal) && typeof signal['type'] === 'string' && typeof signal['at'] === 'number'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function texts(record: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean {
  return names.every((name) => typeof record[name] === 'string')
}

function numbers(record: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean {
  return names.every((name) => typeof record[name] === 'number')
}
