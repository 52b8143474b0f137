import { ok, type Result } from 'neverthrow'
import type { TicketAnswer } from '../answers.ts'
import type { Engine } from '../engine/engine.ts'
import { openTicket } from '../open-ticket.ts'
import type { CommandProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import type { SpooledContact } from './contact-input.ts'

/** Decides what an accepted contact means; the contact's name makes a repetition harmless. */
export function decideContact(
  engine: Engine,
  scope: Scope,
  { contactId, receivedAt, input }: SpooledContact,
): Promise<Result<TicketAnswer, CommandProblem>> {
  return openTicket(engine, ok(scope), input, { commandId: `cmd_${contactId}`, at: receivedAt })
}
