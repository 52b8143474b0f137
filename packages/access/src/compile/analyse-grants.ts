import { canonicalJson } from '@caseload/core'
import type { AccessDocument } from '../document/access-document.ts'
import type { Grant } from './compile-grants.ts'
import type { Roles } from './compile-roles.ts'
import type { Issues } from './issues.ts'

/** Finds grants that contradict each other, grants that never decide anything, and roles that let nobody do anything. */
export function analyseGrants(
  { roles: documents }: AccessDocument,
  grants: readonly Grant[],
  roles: Roles,
  issues: Issues,
): void {
  const contradicting = new Set<Grant>()
  for (const denial of grants.filter(({ denies }) => denies)) {
    for (const grant of grants.filter(({ denies }) => !denies)) {
      const clash = clashOf(grant, denial)
      if (clash === null) continue
      contradicting.add(grant).add(denial)
      const path = `grants[${Math.max(grant.index, denial.index)}]`
      const other = grant.index > denial.index ? denial : grant
      issues.add('access/contradictory', path, [other.id, ...clash], `expected no grant that says the opposite of ${other.id}`)
    }
  }
  for (const grant of grants) {
    if (contradicting.has(grant)) continue
    const instead = grant.denies ? denialInVain(grant, grants) : decidedBy(grant, grants, roles)
    if (instead !== null)
      issues.add('access/grant-never-fires', `grants[${grant.index}]`, instead, 'expected a grant that can decide something')
  }
  for (const [index, { id }] of documents.entries()) {
    const whole = roles.whole.get(id) ?? new Set()
    if (!grants.some(({ denies, roles: named }) => !denies && named.some((name) => whole.has(name))))
      issues.add('access/role-without-grants', `roles[${index}]`, [id], 'expected a grant for the role')
  }
}

/** The role and the action that both speak of in the same words under the same conditions. */
function clashOf(grant: Grant, denial: Grant): readonly [string, string] | null {
  const role = grant.roles.find((name) => denial.roles.includes(name))
  const action = grant.document.actions.find((pattern) => denial.document.actions.includes(pattern))
  return role !== undefined && action !== undefined && circumstances(grant) === circumstances(denial) ? [role, action] : null
}

function circumstances({ as, document }: Grant): string {
  return canonicalJson({ as: [...as].sort(), when: document.when ?? null }).unwrapOr('')
}

/** A denial of what no grant allows anybody: nothing to say; null where it takes something away. */
function denialInVain(denial: Grant, grants: readonly Grant[]): readonly string[] | null {
  const takesAway = grants.some(({ denies, actions }) => !denies && [...actions].some((action) => denial.actions.has(action)))
  return takesAway ? null : []
}

/** The grants without conditions that decide everything a grant allows before it could; null where it has its say. */
function decidedBy(grant: Grant, grants: readonly Grant[], roles: Roles): readonly string[] | null {
  const deciding = new Set<string>()
  for (const role of grant.roles) {
    for (const action of grant.actions) {
      const decider = grants.find(
        (other) =>
          other !== grant && decides(other, role, action, roles) && !(isSame(grant, other, roles) && other.index > grant.index),
      )
      if (decider === undefined) return null
      deciding.add(decider.id)
    }
  }
  return [...deciding]
}

function decides(grant: Grant, role: string, action: string, roles: Roles): boolean {
  const whole = roles.whole.get(role)
  return isUnconditional(grant) && grant.actions.has(action) && grant.roles.some((name) => whole?.has(name))
}

/** Whether each of two grants says all the other does: then the first one counts. */
function isSame(grant: Grant, other: Grant, roles: Roles): boolean {
  return (
    isUnconditional(grant) &&
    !other.denies &&
    other.roles.every((role) => [...other.actions].every((action) => decides(grant, role, action, roles)))
  )
}

function isUnconditional({ as, when }: Grant): boolean {
  return as.length === 0 && when === null
}
