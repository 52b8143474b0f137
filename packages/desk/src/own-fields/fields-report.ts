import type { Problem, TicketId } from '@caseload/core'
import type { FieldsMigrationDocument, FieldsMigrationIssue, TicketFieldChange, UnfitValue } from '@caseload/lifecycle'
import type { UnknownPolicyVersion } from '@caseload/planner'
import type { CommandProblem, Listless, NoRegistry } from '../problems.ts'

/** Against which declaration values are held, what becomes of those that do not fit, and whether it is only asked what would happen. */
export interface MigrateFieldsInput {
  /** Version of the policies whose declaration it is; the one in force where absent. Another can only be asked about (`dryRun`). */
  readonly version?: number
  /** What becomes of values that do not fit; they stay where absent. */
  readonly mapping?: FieldsMigrationDocument
  /** Whether nothing is changed and only told what would happen; false where absent. */
  readonly dryRun?: boolean
  /** Of a dry run, the page to go on with: `next` of the one before; from the beginning where absent. */
  readonly after?: string
  /** How many tickets are listed, 1 to 500; 100 where absent. A page of a dry run may hold more, by those of its last look. */
  readonly limit?: number
}

/** A ticket with values that do not fit. */
export interface ListedUnfitTicket {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** The number people quote; null where it has none. */
  readonly number: number | null
  /** Which fields, why, and what becomes of each value. The values themselves are not told. */
  readonly values: readonly UnfitValue[]
}

/** How many tickets have a value of one field that does not fit, by what becomes of it. */
export interface UnfitCount extends Readonly<Record<UnfitValue['outcome'], number>> {
  /** Which field. */
  readonly field: string
}

/** Which values do not fit a declaration of fields, and what becomes of them. */
export interface FieldsReport {
  /** Version of the policies whose declaration it is; 0 for what the tenant's first desk was created with. */
  readonly version: number
  /** In what the declaration differs from the one in force, in words; nothing where it is the one in force. */
  readonly changes: readonly TicketFieldChange[]
  /** Tickets that were looked at, closed ones among them. */
  readonly tickets: number
  /** How many of them have values that do not fit. */
  readonly unfit: number
  /** The same by field, by name. */
  readonly byField: readonly UnfitCount[]
  /** The first of them, by identity. */
  readonly listed: readonly ListedUnfitTicket[]
  /** Tickets whose index is written by another declaration than this, so that lists that ask about its fields have to look through them; none of an applied migration, which makes it anew. */
  readonly unindexed: number
  /** Of a dry run, where the next page goes on; null where this was the last one, and of an applied migration. */
  readonly next: string | null
  /** In how many steps values were changed, each of them whole or not at all; 0 where there was nothing to do, and of a dry run. */
  readonly commits: number
}

/** The mapping cannot be used. */
export interface InvalidFieldsMigration extends Problem<'desk/invalid-fields-migration'> {
  /** Everything that is wrong with it; never empty. */
  readonly issues: readonly FieldsMigrationIssue[]
}

/** Values can only be fitted to the declaration in force: by any other, they would be changed while others are still set. */
export interface VersionNotInForce extends Problem<'desk/version-not-in-force'> {
  /** The version asked for. */
  readonly version: number
  /** The one in force. */
  readonly inForce: number
}

/** Why values were not migrated. */
export type FieldsMigrationProblem =
  | CommandProblem
  | Listless<InvalidFieldsMigration | VersionNotInForce | UnknownPolicyVersion | NoRegistry>

/** The mapping cannot be used. */
export function invalidFieldsMigration(issues: readonly FieldsMigrationIssue[]): InvalidFieldsMigration {
  const message = `the mapping cannot be used: ${issues[0]?.message ?? ''}`
  return { kind: 'desk/invalid-fields-migration', issues, message }
}
