import type { Hidden } from '@caseload/access'
import type { TicketFieldsDocument } from '@caseload/lifecycle'
import { fieldsSeen, type PersonalFields, readDocument, ticketResource } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { lookingAs, permit } from '../access/permit.ts'
import { type PurposeOptions, readPurpose, shownAndRecorded } from '../access/read-for-purpose.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { readableTicket } from '../queries/one-ticket.ts'
import type { Scope } from '../scope.ts'

/** Values of a ticket's personal fields as one actor sees them, by name; a field that is hidden from them stands there as hidden, whether or not there is a value. */
export type SeenPersonalFields = Readonly<Record<string, PersonalFields['values'][string] | Hidden>>

/** Reads the values of a ticket's personal fields; where they are protected, for a purpose only, and recorded. */
export async function readPersonalFields(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  options: PurposeOptions,
): Promise<Result<SeenPersonalFields | Hidden | null, QueryProblem>> {
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  const purpose = readPurpose(options)
  if (purpose.isErr()) return err(purpose.error)
  if (ticket.value === null) return ok(null)
  const { id } = ticket.value
  const permission = permit(engine, scope, 'ticket/read-notes', ticketResource(ticket.value))
  if (permission.isErr()) return err(permission.error)
  const { hidden, shown } = fieldsSeen('ticket', lookingAs(engine, scope, purpose.value))
  const whole = hidden.get('personalFields') ?? hidden.get('personalValues')
  if (whole !== undefined) return ok(whole)
  const loaded = await engine.store.load(scope.tenant, [{ kind: 'personal-fields', id }])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  const values = doc === null ? ok({}) : readDocument('personal-fields', doc).map((fields) => fields.values)
  if (values.isErr()) return err(values.error)
  const { document } = engine.policiesOf(scope.tenant).fields
  // A value may be older than the declaration: of a field that is gone none is read, and one that is personal no more is as hidden as before.
  const declared = Object.entries(values.value).filter(([name]) => Object.hasOwn(document, name))
  const names = new Set([...personalNames(document), ...declared.map(([name]) => name)])
  const marks = [...names].flatMap((name) => {
    const mark = hidden.get(`attributes.${name}`)
    return mark === undefined ? [] : [[name, mark] as const]
  })
  const seen: SeenPersonalFields = { ...Object.fromEntries(declared), ...Object.fromEntries(marks) }
  const protectedOnes = ['personalFields', 'personalValues', ...declared.map(([name]) => `attributes.${name}`)]
  const sight = { seen, shown: shown.filter((field) => protectedOnes.includes(field)) }
  return shownAndRecorded(engine, scope, sight, { resource: 'ticket', id, purpose: purpose.value })
}

function personalNames(document: TicketFieldsDocument): readonly string[] {
  return Object.entries(document).flatMap(([name, { personal }]) => (personal ? [name] : []))
}
