import type { Fields, Predicate } from '@caseload/conditions'
import { instant } from '@caseload/core'
import { representativeFacts } from './representative-facts.ts'
import { type IssuePath, type SlaIssue, slaIssue } from './sla-issue.ts'

/** What the analysis looks at: one policy, in the order they are tried. */
export interface AnalysedPolicy {
  readonly id: string
  readonly when: Predicate | null
}

const anyTime = instant(0)

/** Finds policies that can never match, and policies whose every ticket an earlier one takes; `complete` is false where there were too many combinations to say. */
export function analysePolicies(
  policies: readonly AnalysedPolicy[],
  fields: Fields,
  path: IssuePath,
): { readonly issues: readonly SlaIssue[]; readonly complete: boolean } {
  const conditions = policies.flatMap(({ when }) => (when === null ? [] : [when.document]))
  const facts = representativeFacts(conditions, fields)
  if (facts === null) return { issues: shadowedByCatchAll(policies, path), complete: false }
  const matched = policies.map(() => false)
  const chosen = policies.map(() => false)
  const takers = policies.map(() => new Set<string>())
  for (const sample of facts) {
    let taker: string | null = null
    for (const [index, { id, when }] of policies.entries()) {
      if (when !== null && !when.matches(sample, anyTime)) continue
      matched[index] = true
      if (taker === null) {
        chosen[index] = true
        taker = id
      } else takers[index]?.add(taker)
    }
  }
  const issues = policies.flatMap(({ id }, index) => {
    const at = [...path, 'policies', index]
    if (matched[index] !== true)
      return [slaIssue('sla/policy-never-matches', [...at, 'when'], 'a condition some ticket can meet', [id])]
    if (chosen[index] === true) return []
    return [slaIssue('sla/policy-shadowed', at, 'a ticket that no earlier policy takes', [...(takers[index] ?? [])].sort())]
  })
  return { issues, complete: true }
}

function shadowedByCatchAll(policies: readonly AnalysedPolicy[], path: IssuePath): readonly SlaIssue[] {
  const first = policies.findIndex(({ when }) => when === null)
  const catchAll = policies[first]
  if (catchAll === undefined) return []
  return policies
    .slice(first + 1)
    .map((_, index) =>
      slaIssue('sla/policy-shadowed', [...path, 'policies', first + 1 + index], 'a ticket that no earlier policy takes', [
        catchAll.id,
      ]),
    )
}
