import { inputIssue, type Problem } from '@caseload/core'

/**
 * One thing that is wrong with policy documents, and where.
 *
 * - `sla/malformed`: not the documented shape.
 * - `sla/bad-options`: options that are none, or a calendar among them that is none.
 * - `sla/condition`: a condition that cannot be used; the message is that of `@caseload/conditions`.
 * - `sla/condition-reads-clock`: a condition on the present instant, whose answer would change unseen.
 * - `sla/ambiguous-duration`: days, weeks, months or years (`P7D`): write `PT168H`, or `{ workingDays: 5 }`.
 * - `sla/bad-duration`: no length of time.
 * - `sla/bad-goal`: neither or both of `workingDays` and `duration`, or a goal of no time at all.
 * - `sla/bad-instant`: an `effectiveFrom` that is no instant.
 * - `sla/unknown-calendar`: a calendar that was not given.
 * - `sla/needs-calendar`: working days around the clock.
 * - `sla/unknown-clock`: a target on, or a trigger of, a clock that is neither standard nor declared.
 * - `sla/unknown-field`: a goal table by a field that is not declared, or by one that is neither text nor enum.
 * - `sla/unknown-value`: a goal for a value the enum does not have.
 * - `sla/duplicate`: a name that stands twice.
 * - `sla/step-before-start`: a warning further before the deadline than the goal is long.
 * - `sla/step-after-deadline`: a share above 100 %; use `after`.
 * - `sla/clock-never-starts`, `sla/clock-never-ends`: a clock without a trigger to start it, or to stop or cancel it.
 * - `sla/clock-never-counts`: a clock that stands still in every category it could run in.
 * - `sla/clock-circle`: clocks that wait for one another.
 * - `sla/clock-without-target`: a declared clock no policy has a target on.
 * - `sla/policy-never-matches`: a policy no facts can match.
 * - `sla/policy-shadowed`: a policy whose every ticket an earlier one takes.
 * - `sla/version-order`: versions of one document with different ids, a number twice, or beginnings that do not follow the numbers.
 */
export type SlaIssueKind =
  | 'sla/malformed'
  | 'sla/bad-options'
  | 'sla/condition'
  | 'sla/condition-reads-clock'
  | 'sla/ambiguous-duration'
  | 'sla/bad-duration'
  | 'sla/bad-goal'
  | 'sla/bad-instant'
  | 'sla/unknown-calendar'
  | 'sla/needs-calendar'
  | 'sla/unknown-clock'
  | 'sla/unknown-field'
  | 'sla/unknown-value'
  | 'sla/duplicate'
  | 'sla/step-before-start'
  | 'sla/step-after-deadline'
  | 'sla/clock-never-starts'
  | 'sla/clock-never-ends'
  | 'sla/clock-never-counts'
  | 'sla/clock-circle'
  | 'sla/clock-without-target'
  | 'sla/policy-never-matches'
  | 'sla/policy-shadowed'
  | 'sla/version-order'

/** See {@link SlaIssueKind} for every kind and its condition. */
export interface SlaIssue extends Problem<SlaIssueKind> {
  /** Where in the document, e.g. `policies[1].targets.firstReply`; with a leading `[n].` where several versions were given. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
  /** What proves it: names of the document that are in each other's way; empty where the path says all. */
  readonly witness: readonly string[]
}

/** Names and indexes from the top. */
export type IssuePath = readonly (string | number)[]

/** One issue. */
export function slaIssue(kind: SlaIssueKind, path: IssuePath, expected: string, witness: readonly string[] = []): SlaIssue {
  return { kind, ...inputIssue(path, expected), witness }
}

/** One issue that another check found in a part of a document, where it says its place below that part as text. */
export function slaIssueBelow(
  kind: SlaIssueKind,
  part: IssuePath,
  below: string,
  expected: string,
  witness: readonly string[] = [],
): SlaIssue {
  const above = inputIssue(part, expected).path
  const path = above === '' || below === '' || below.startsWith('[') ? `${above}${below}` : `${above}.${below}`
  return { kind, path, expected, message: `${path === '' ? 'the value' : path}: expected ${expected}`, witness }
}
