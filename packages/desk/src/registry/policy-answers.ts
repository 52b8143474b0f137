import type { AccessDenied } from '@caseload/access'
import type { Instant, InstantInput } from '@caseload/core'
import type { LockedOut, PolicyRegistry, RegistryRejection, VersionTaken } from '@caseload/planner'
import type { FieldsReport } from '../own-fields/fields-report.ts'
import type { CommandProblem, InvalidPolicies, NoRegistry } from '../problems.ts'
import type { PolicyTickets } from './foresee-tickets.ts'

/** Why something is done to the policies. */
export interface PolicyReason {
  /** Why, for staff; at most 5,000 characters. Content, not history. */
  readonly reason: string
}

/** When a version comes into force, and why. */
export interface ActivateInput extends PolicyReason {
  /** From when; a second from now at the earliest, and where absent. */
  readonly at?: InstantInput
}

/** Which activation is withdrawn, and why. */
export interface WithdrawActivationInput extends PolicyReason {
  /** From when the version was to be in force: `from` of the activation. */
  readonly at: InstantInput
}

/**
 * Version 0 of a tenant: what the desk was created with that recorded something for the tenant first. It is kept from then on, and every desk decides by it until another version is activated, whatever it was created with itself.
 */
export interface FirstPolicies {
  /** Its digest, as events name it. */
  readonly digest: string
  /** Whether it stands in the store; until then it is what this desk was created with. */
  readonly stored: boolean
  /** Whether it is what this desk was created with. Where not, what this desk was created with decides nothing unless it is published and activated. */
  readonly sameAsCreated: boolean
}

/** What stands in the registry. */
export interface PolicyHistory {
  /** The newest published version; 0 where none was. */
  readonly latest: number
  /** The version in force now; 0 for the policies that the tenant's first desk was created with. */
  readonly inForce: number
  /** What was and will be in force, the earliest first. */
  readonly activations: PolicyRegistry['activations']
  /** Version 0, and whether this desk was created with the same. */
  readonly first: FirstPolicies
}

/** What became of a command to the registry. */
export interface PolicyAnswer extends PolicyHistory {
  /** The version that was published, is or will be in force, or is no longer to come. */
  readonly version: number
  /** From when it is, or was to be, in force; null where it was only published. */
  readonly from: Instant | null
  /** Whether anything happened: false where it was so already, e.g. the same activation again, or policies that were published before. */
  readonly changed: boolean
}

/** What became of publishing a version, of putting one in force or of rolling back. */
export interface PolicySwitchAnswer extends PolicyAnswer {
  /** Open tickets that would be stranded by the version, since what it decides about them by lacks their status or a way to their end: a warning. `foreseePolicies(version, { after: tickets.next })` goes on where not all were looked at. */
  readonly tickets: PolicyTickets
}

/** What became of publishing a version. */
export interface PublishAnswer extends PolicySwitchAnswer {
  /**
   * What its declaration of the desk's own fields means for tickets there are, held against the one in force: which values would not fit, in which tickets. Where a store is so large that it was not looked through to its end, or more
   * tickets were found than are listed, `next` is not null, and `migrateFields({ version, dryRun: true, after: fields.next })` goes on.
   */
  readonly fields: FieldsReport
}

/** Why a command to the registry came to nothing. */
export type PolicyProblem =
  | RegistryRejection
  | VersionTaken
  | LockedOut
  | NoRegistry
  | InvalidPolicies
  | AccessDenied
  | CommandProblem
