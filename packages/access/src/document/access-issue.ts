import type { Problem } from '@caseload/core'

/** What makes an access document unusable. */
export type AccessIssueKind =
  /** It does not have the documented shape; `witness`: what was expected. */
  | 'access/malformed'
  /** Two roles or two grants have one name; `witness`: the name. */
  | 'access/duplicate-name'
  /** A role that is not declared; `witness`: the name. */
  | 'access/unknown-role'
  /** Roles that include each other; `witness`: the circle. */
  | 'access/circular-role'
  /** A pattern that means no action there is; `witness`: the pattern. */
  | 'access/unknown-action'
  /** A sort of resource there is not; `witness`: the name. */
  | 'access/unknown-resource'
  /** A relation that nobody can have to the resource; `witness`: the name, the sort of resource. */
  | 'access/unknown-relation'
  /** A field that cannot be hidden, or is none; `witness`: the name, the sort of resource. */
  | 'access/unknown-field'
  /** A condition that cannot be used; `witness`: kind of the condition's issue, what was expected. */
  | 'access/condition'
  /** No sort of actor has the role or can be given it, nor any role that includes it; `witness`: the role. */
  | 'access/role-nobody-has'
  /** The role lets its holder do nothing; `witness`: the role. */
  | 'access/role-without-grants'
  /** Whatever the grant says is said already, or denied whatever it says; `witness`: the grants that decide instead, or nothing where a denial denies what nobody is allowed. */
  | 'access/grant-never-fires'
  /** One grant allows and one denies the same to the same role under the same conditions; `witness`: the other grant, the role, the action. */
  | 'access/contradictory'

/** Something that is wrong with an access document, and where. */
export interface AccessIssue extends Problem<AccessIssueKind> {
  /** Where in the document, e.g. `grants[3].roles[0]`; empty for the whole. */
  readonly path: string
  /** What proves it; what it is is said at each kind. */
  readonly witness: readonly string[]
}
