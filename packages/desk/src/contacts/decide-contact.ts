import { ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { CommandProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import type { SpooledContact } from './contact-input.ts'
import { type ContactAnswer, receiveContact } from './receive-contact.ts'

/** Decides what an accepted contact means; the contact's name makes a repetition harmless. */
export function decideContact(
  engine: Engine,
  scope: Scope,
  { contactId, receivedAt, claimedAt, input }: SpooledContact,
): Promise<Result<ContactAnswer, CommandProblem>> {
  return receiveContact(engine, ok(scope), { ...input, contactId, receivedAt }, claimedAt)
}
