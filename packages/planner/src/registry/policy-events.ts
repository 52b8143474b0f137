import type { DomainEvent, Instant } from '@caseload/core'
import type { DocumentChange } from './policy-diff.ts'

/** A version of the policies was published: it can be activated. */
export type PoliciesPublished = DomainEvent<'policies-published', PoliciesPublishedData>

/** What was published. */
export interface PoliciesPublishedData {
  /** Its version. */
  readonly version: number
  /** The version it is compared with: the newest before it; 0 for the policies that the first desk was created with. */
  readonly comparedWith: number
  /** In what they differ, by place; at most 200. */
  readonly changes: readonly DocumentChange[]
  /** In how many places they differ. */
  readonly total: number
}

/** A version is or will be in force. */
export type PoliciesActivated = DomainEvent<'policies-activated', PoliciesActivatedData>

/** What was activated. */
export interface PoliciesActivatedData {
  /** The version. */
  readonly version: number
  /** From when it is in force. */
  readonly from: Instant
  /** The version it takes over from. */
  readonly replaces: number
}

/** The version that was in force before the present one is in force again. */
export type PoliciesRolledBack = DomainEvent<'policies-rolled-back', PoliciesRolledBackData>

/** What was rolled back. */
export interface PoliciesRolledBackData extends PoliciesActivatedData {
  /** Versions whose activation was still to come and will not. */
  readonly withdrawn: readonly number[]
}

/** An activation that was still to come was withdrawn. */
export type ActivationWithdrawn = DomainEvent<'policies-activation-withdrawn', ActivationWithdrawnData>

/** What was withdrawn. */
export interface ActivationWithdrawnData {
  /** The version that was to come into force. */
  readonly version: number
  /** From when it was to be in force. */
  readonly from: Instant
}

/** Every event about policies. */
export type PolicyEvent = PoliciesPublished | PoliciesActivated | PoliciesRolledBack | ActivationWithdrawn
