import { err, type Result } from 'neverthrow'
import { accessGate } from '../access/access-gate.ts'
import { withKindNotes } from '../catalogue/catalogue-notes.ts'
import { unlessCatalogueRefuses } from '../catalogue/data-missing.ts'
import { withFieldIndex } from '../documents/field-index.ts'
import { planContact } from '../intake/plan-contact.ts'
import type { Policies } from '../policies/policies.ts'
import { decidedBy } from '../policies/policy-versions.ts'
import type { DeskRequest } from '../requests/desk-request.ts'
import type { Loaded } from '../requests/loaded.ts'
import { withClocks } from '../sla/with-clocks.ts'
import { malformed, readings, rules } from './malformed.ts'
import type { Plan, PlanContext } from './plan.ts'
import { planEraseCustomer, planRegisterCustomer } from './plan-customer.ts'
import { planHistory } from './plan-history.ts'
import { planOpenTicket } from './plan-open-ticket.ts'
import type { PlanRejection } from './plan-rejections.ts'
import { planTicketCommand } from './plan-ticket-command.ts'

/**
 * What a request means for everything: documents, events and timers of one commit, or why it is refused. Pure: the same reading, request,
 * policies and context give the same plan, live, replayed or simulated.
 *
 * The clocks of a ticket follow in the same plan where the policies promise something and its clocks were read (see `clockReads`).
 *
 * Everything that was read stands in the plan, as a write over the version read or as an expectation, so that a commit succeeds only if the decision still holds.
 *
 * @param loaded - What `reads(request)` asked for; not mutated.
 * @param request - What is asked.
 * @param policies - What the desk decides by.
 * @param context - Who asks, when it happens, and the number for a new ticket.
 * @returns The plan (without writes and events where the request is granted and changes nothing); a {@link PlanRejection} otherwise, first of all `access/denied` for whoever has no
 *   right to it.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compilePolicies, plan, standardPolicies } from '@caseload/planner'
 *
 * const policies = orThrow(compilePolicies(standardPolicies))
 * const opening = orThrow(plan(
 *   { docs: [null], found: [] },
 *   {
 *     type: 'open-ticket', commandId: orThrow(parseId('cmd', 'cmd_7')), workflow: null, from: null, requesterId: null,
 *     subject: 'Printer on fire', body: null, message: { author: 'requester', visibility: 'public', automatic: false },
 *     ticket: { kind: 'incident', channel: 'phone' },
 *   },
 *   policies,
 *   { actor: { kind: 'agent', id: 'agt_ada' }, at: instant(0), recordedAt: instant(0), number: 1 },
 * ))
 * opening.writes.map((write) => write.ref) // => [{ kind: 'ticket', id: 'tkt_7' }, { kind: 'ticket-content', id: 'tkt_7' }]
 * opening.events.map((event) => event.type) // => ['ticket-opened']
 * ```
 */
export function plan(
  loaded: Loaded,
  request: DeskRequest,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const wrong = malformed({
    loaded: [loaded, ...readings],
    request: [request, 'type', 'commandId'],
    policies: [policies, ...rules],
    context: [context, 'actor', 'at', 'recordedAt'],
  })
  if (wrong !== null) return err(wrong)
  return planOf(loaded, request, policies, context).andThen((planned) =>
    withClocks(withFieldIndex(planned, policies), loaded, request, policies, context).map((whole) => decidedBy(whole, policies)),
  )
}

function planOf(loaded: Loaded, request: DeskRequest, policies: Policies, context: PlanContext): Result<Plan, PlanRejection> {
  const gate = accessGate(loaded, request, policies, context.actor)
  if (gate.isErr()) return err(gate.error)
  switch (request.type) {
    case 'open-ticket':
      return planOpenTicket(loaded, request, policies, context)
    case 'receive-contact':
      return planContact(loaded, request, policies, context)
    case 'ticket-command':
      return planTicketCommand(loaded, request, policies, context)
        .andThen((planned) => unlessCatalogueRefuses(planned, policies))
        .map((planned) => withKindNotes(planned, loaded, policies))
    case 'record-history':
      return planHistory(loaded, request, policies, context)
    case 'register-customer':
      return planRegisterCustomer(loaded, request, context)
    case 'erase-customer':
      return planEraseCustomer(loaded, request, context)
  }
}
