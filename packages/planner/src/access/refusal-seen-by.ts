import type { Hidden } from '@caseload/access'
import type { Actor } from '@caseload/core'
import type { FailedGuard, Obligation } from '@caseload/lifecycle'
import { dataMissing } from '../catalogue/data-missing.ts'
import { readDocument } from '../documents/stored-document.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import { type PolicyVersions, versionsFor } from '../policies/policy-versions.ts'
import type { Loaded } from '../requests/loaded.ts'
import { missingSeenBy } from './missing-seen-by.ts'
import { fieldsSeen } from './seen-by.ts'
import { explanationSeenBy, isHiddenField } from './seen-event.ts'
import type { HideableTicketField } from './ticket-sight.ts'

const owing: { readonly [Owed in Obligation['owed']]: HideableTicketField } = {
  step: 'checklists',
  approval: 'approvals',
  child: 'openChildren',
  promise: 'promises',
  'follow-up': 'followUps',
}

/** A refusal that names the versions of the policies it was decided by. */
export type Refusal<Rejection = PlanRejection> = Rejection extends unknown
  ? Rejection & {
      /** The versions. */
      readonly policies: PolicyVersions
    }
  : never

/**
 * A refusal as an actor may read it, with the versions it was decided by: what they could do instead is what they have a right to, and values of fields that are hidden from them are not told, neither as what a condition found nor as what is
 * still owed or missing: that something is, is told.
 *
 * @param rejection - As it was decided.
 * @param policies - By which rules it is told.
 * @param actor - To whom.
 * @param loaded - What was read to decide, the ticket first.
 */
export function refusalFor(rejection: PlanRejection, policies: Policies, actor: Actor, { docs }: Loaded): Refusal {
  const [first = null] = docs
  // Only a refusal of the lifecycle is of a ticket that they may know of.
  const known = 'allowedNow' in rejection && first?.ref.kind === 'ticket' ? readDocument('ticket', first) : null
  const decidedBy = known?.isOk() ? versionsFor(policies, known.value) : policies.versions
  return { ...seenBy(rejection, policies, actor), policies: decidedBy }
}

function seenBy(rejection: PlanRejection, policies: Policies, actor: Actor): PlanRejection {
  const { access } = policies
  const { hidden } = fieldsSeen('ticket', { access, actor, purpose: null })
  if (rejection.kind === 'access/denied') return { ...rejection, explanation: explanationSeenBy(rejection.explanation, hidden) }
  if (rejection.kind === 'ticket/data-missing') {
    const { missing, unseen } = missingSeenBy(rejection.missing, hidden, policies, actor)
    return dataMissing(rejection.ticketId, rejection.requestKind, missing, unseen)
  }
  if (!('allowedNow' in rejection)) return rejection
  const allowedNow = rejection.allowedNow.filter(({ command }) => access.reach(actor, `ticket/${command}`).of !== 'none')
  if (rejection.kind === 'ticket/obligations-open')
    return { ...rejection, allowedNow, obligations: rejection.obligations.filter(({ owed }) => !hidden.has(owing[owed])) }
  if (rejection.kind !== 'ticket/guard-failed') return { ...rejection, allowedNow }
  const told = (guards: readonly FailedGuard[]) => guards.map((guard) => guardSeenBy(guard, hidden))
  return { ...rejection, allowedNow, failed: told(rejection.failed), alternatives: rejection.alternatives.map(told) }
}

function guardSeenBy(guard: FailedGuard, hidden: ReadonlyMap<string, Hidden>): FailedGuard {
  if (guard.guard !== 'when') return guard
  const found = guard.found.map((value, index) => (isHiddenField(guard.expected[index] ?? '', hidden) ? 'hidden' : value))
  return { ...guard, found }
}
