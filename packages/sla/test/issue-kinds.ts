import type { SlaIssueKind } from '@caseload/sla'

/** Every kind there is; the compiler refuses a list that lacks one. */
const all: Readonly<Record<SlaIssueKind, true>> = {
  'sla/malformed': true,
  'sla/bad-options': true,
  'sla/condition': true,
  'sla/condition-reads-clock': true,
  'sla/ambiguous-duration': true,
  'sla/bad-duration': true,
  'sla/bad-goal': true,
  'sla/bad-instant': true,
  'sla/unknown-calendar': true,
  'sla/needs-calendar': true,
  'sla/unknown-clock': true,
  'sla/unknown-field': true,
  'sla/unknown-value': true,
  'sla/duplicate': true,
  'sla/step-before-start': true,
  'sla/step-after-deadline': true,
  'sla/clock-never-starts': true,
  'sla/clock-never-ends': true,
  'sla/clock-never-counts': true,
  'sla/clock-circle': true,
  'sla/clock-without-target': true,
  'sla/policy-never-matches': true,
  'sla/policy-shadowed': true,
  'sla/version-order': true,
}
export const issueKinds = Object.keys(all)
