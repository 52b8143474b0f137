import type { ConditionDocument } from '@caseload/conditions'
import type { ActorKind } from '@caseload/core'

/** A role: what somebody is here, and so what they may do and see. */
export interface RoleDocument {
  /** Name: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** What people read. */
  readonly title: string
  /** Sorts of actor who have it as long as they are given no other role of the document; nobody where absent. */
  readonly heldBy?: readonly ActorKind[]
  /** Sorts of actor to whom the application may give it by naming it among the actor's roles; nobody where absent. To any other sort the name gives nothing. */
  readonly givenTo?: readonly ActorKind[]
  /** Roles whose holder one is as well; none where absent. */
  readonly includes?: readonly string[]
}

/**
 * What holders of some roles may do, or may not. What no grant allows is denied, and a grant that denies outweighs every one that allows.
 */
export interface GrantDocument {
  /** Name: 1 to 64 of `a–z 0–9 -`; explanations name it. */
  readonly id: string
  /** `allow` where absent. */
  readonly effect?: 'allow' | 'deny'
  /** Whom it concerns: holders of any of these roles. */
  readonly roles: readonly string[]
  /** What it concerns: actions such as `ticket/reply`, or all of a sort of resource, as `ticket/*`; `*` for everything. */
  readonly actions: readonly string[]
  /** What the actor must be to the resource: any of these relations, e.g. `requester`; anything where absent. The actor is it by identity, or through one of their teams. */
  readonly as?: readonly string[]
  /** What must hold of the actor (`actor.kind`, `actor.id`, `actor.roles`, `actor.teams`) and of the resource's facts; anything where absent. All `actions` must then be of one sort of resource. */
  readonly when?: ConditionDocument
}

/** Fields that are not for everybody who may read the resource. */
export interface FieldRuleDocument {
  /** Sort of resource, e.g. `ticket`. */
  readonly resource: string
  /** Names of fields; `*` for every field that can be hidden. */
  readonly fields: readonly string[]
  /** Holders of any of these roles see them; where several rules speak of a field, one must satisfy each. */
  readonly visibleTo: readonly string[]
  /** Code that stands in a field's place for all others, e.g. `staff-only`: 1 to 64 of `a–z 0–9 -`. */
  readonly reason: string
  /** Whether the field is shown only to those who state a purpose, and each time is recorded; false where absent. */
  readonly protected?: boolean
  /**
   * Holders of any of these roles may set the field without seeing it; nobody where absent. They write over what they do not know, and can find out whether it is what they guess: setting what is there already changes nothing.
   */
  readonly settableBy?: readonly string[]
}

/** Who may do and see what: a policy document. */
export interface AccessDocument {
  /** Version of the shape. */
  readonly schema: 1
  /** Name: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** Version of the content, from 1. */
  readonly version: number
  /** What people read. */
  readonly title: string
  /** Every role. */
  readonly roles: readonly RoleDocument[]
  /** What they may do. */
  readonly grants: readonly GrantDocument[]
  /** Fields that are not for everybody who may read the resource. */
  readonly fields: readonly FieldRuleDocument[]
}
