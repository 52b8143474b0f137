import type { Hidden } from '@caseload/access'
import { type PersonalFields, readDocument, ticketResource, ticketSeenBy } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { lookingAs, permit } from '../access/permit.ts'
import { type PurposeOptions, readPurpose, shownAndRecorded } from '../access/read-for-purpose.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { readableTicket } from '../queries/one-ticket.ts'
import type { Scope } from '../scope.ts'

/** Reads the values of a ticket's personal fields; where they are protected, for a purpose only, and recorded. */
export async function readPersonalFields(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  options: PurposeOptions,
): Promise<Result<PersonalFields['values'] | Hidden | null, QueryProblem>> {
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  const purpose = readPurpose(options)
  if (purpose.isErr()) return err(purpose.error)
  if (ticket.value === null) return ok(null)
  const { id } = ticket.value
  const permission = permit(engine, scope, 'ticket/read-notes', ticketResource(ticket.value))
  if (permission.isErr()) return err(permission.error)
  const { seen, shown } = ticketSeenBy(ticket.value, lookingAs(engine, scope, purpose.value))
  if ('hidden' in seen.personalFields) return ok(seen.personalFields)
  const loaded = await engine.store.load(scope.tenant, [{ kind: 'personal-fields', id }])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  const values = doc === null ? ok({}) : readDocument('personal-fields', doc).map((fields) => fields.values)
  if (values.isErr()) return err(values.error)
  const sight = { seen: values.value, shown: shown.filter((field) => field === 'personalFields') }
  return shownAndRecorded(engine, scope, sight, { resource: 'ticket', id, purpose: purpose.value })
}
