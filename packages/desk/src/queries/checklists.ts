import type { Hidden } from '@caseload/access'
import type { Checklist, ChecklistStep } from '@caseload/lifecycle'
import { readDocument, ticketResource, ticketSeenBy } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { lookingAs, permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { readableTicket } from './one-ticket.ts'

/** A step of a checklist with its wording. */
export interface WordedStep extends ChecklistStep {
  /** What people read; null where it is gone with the ticket's customer. */
  readonly title: string | null
}

/** A checklist of a ticket with its wording. */
export interface WordedChecklist extends Omit<Checklist, 'steps'> {
  /** Its steps, in order. */
  readonly steps: readonly WordedStep[]
}

/** Reads the checklists of a ticket with what people read. */
export async function readChecklists(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<readonly WordedChecklist[] | Hidden, QueryProblem>> {
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok([])
  const permission = permit(engine, scope, 'ticket/read-notes', ticketResource(ticket.value))
  if (permission.isErr()) return err(permission.error)
  const { checklists } = ticketSeenBy(ticket.value, lookingAs(engine, scope)).seen
  if ('hidden' in checklists) return ok(checklists)
  const loaded = await engine.store.load(scope.tenant, [{ kind: 'checklist-wording', id: ticket.value.id }])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  const wording = doc === null ? ok(null) : readDocument('checklist-wording', doc)
  if (wording.isErr()) return err(wording.error)
  const titles = wording.value?.checklists ?? {}
  return ok(
    checklists.map((checklist) => ({
      ...checklist,
      steps: checklist.steps.map((step) => ({ ...step, title: titles[checklist.id]?.[step.id] ?? null })),
    })),
  )
}
