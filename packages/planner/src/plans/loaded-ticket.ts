import type { Actor, TicketId } from '@caseload/core'
import type { Ticket, Workflow } from '@caseload/lifecycle'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { type TicketNotFound, ticketNotFound, type UnknownWorkflow, unknownWorkflow } from './plan-rejections.ts'

/** A ticket as it was read, with the workflow that decides about it. */
export interface LoadedTicket {
  /** As stored. */
  readonly doc: Doc
  /** The ticket. */
  readonly ticket: Ticket
  /** Its workflow. */
  readonly workflow: Workflow
}

/** The ticket a request is about; a requester sees only their own, and is not told that others exist. */
export function loadedTicket(
  loaded: Loaded,
  ticketId: TicketId,
  policies: Policies,
  actor: Actor,
): Result<LoadedTicket, TicketNotFound | UnknownWorkflow | UnreadableDocument> {
  const doc = loadedDocument(loaded, { kind: 'ticket', id: ticketId })
  if (doc === null) return err(ticketNotFound(ticketId))
  const read = readDocument('ticket', doc)
  if (read.isErr()) return err(read.error)
  const ticket = read.value
  if (actor.kind === 'requester' && ticket.requesterId !== actor.id) return err(ticketNotFound(ticketId))
  const workflow = workflowOf(policies, ticket.workflow)
  return workflow === null ? err(unknownWorkflow(ticket.workflow.id)) : ok({ doc, ticket, workflow })
}
