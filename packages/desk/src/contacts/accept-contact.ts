import type { AccessDenied } from '@caseload/access'
import type { InvalidInput } from '@caseload/core'
import { err, type Result } from 'neverthrow'
import { permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import { type NoIntake, noIntake } from '../problems.ts'
import type { Scope } from '../scope.ts'
import type { AcceptedContact, ContactToAccept } from './contact-input.ts'
import type { AcceptProblem } from './contact-intake.ts'

/** Takes a contact in, by a tenant and an actor that were checked. */
export async function acceptContact(
  engine: Engine,
  scope: Result<Scope, InvalidInput>,
  contact: ContactToAccept,
): Promise<Result<AcceptedContact, AcceptProblem | NoIntake | AccessDenied>> {
  if (scope.isErr()) return err(scope.error)
  const permission = permit(engine, scope.value, 'ticket/open')
  if (permission.isErr()) return err(permission.error)
  const { contacts } = engine
  return contacts === null ? err(noIntake()) : contacts.accept(scope.value, contact)
}
