import { contactPoints } from '@caseload/customers'
import type { Policies } from '@caseload/planner'
import type { SpooledContact } from './contact-input.ts'

/** What a contact's customer is known by; the contact itself where nobody is. */
export function customerKeys({ tenant, actor, contactId, input }: SpooledContact, policies: Policies): readonly string[] {
  const { from, requesterId } = input
  const points = from === undefined ? null : contactPoints(from, { defaultCountry: policies.phoneCountry }).unwrapOr(null)
  const named = [
    requesterId ?? (actor.kind === 'requester' ? actor.id : null),
    points?.email ?? null,
    points?.phone ?? null,
    points?.account === null || points?.account === undefined ? null : `account ${points.account}`,
  ].filter((key) => key !== null)
  const keys = named.length === 0 ? [`contact ${contactId}`] : named
  return keys.map((key) => `${tenant}/${key}`)
}
