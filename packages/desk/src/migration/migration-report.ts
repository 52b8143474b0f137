import type { Problem, TicketId } from '@caseload/core'
import type { MigrationIssue, StrandedReason } from '@caseload/lifecycle'
import type { InvalidMigration, MigrationInput, UnknownWorkflowVersion, UnreadableDocument } from '@caseload/planner'
import type { ResultAsync } from 'neverthrow'
import type { FieldsMigrationProblem, FieldsReport, MigrateFieldsInput } from '../own-fields/fields-report.ts'
import type { CommandProblem, Listless } from '../problems.ts'

/** From which workflow to which, and whether it is only asked what would happen. */
export interface MigrateWorkflowInput extends MigrationInput {
  /** Whether nothing is changed and only told what would happen; false where absent. */
  readonly dryRun?: boolean
  /** Of a dry run, the page to go on with: `next` of the one before; from the beginning where absent. */
  readonly after?: string
  /** How many stranded tickets are listed, 1 to 500; 100 where absent. A page of a dry run may hold more, by those of its last look. */
  readonly limit?: number
}

/** A ticket that the change would strand. */
export interface StrandedTicket {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** The number people quote; null where it has none. */
  readonly number: number | null
  /** The status it is in. */
  readonly status: string
  /** Why; never empty. `explainMigration` of `@caseload/lifecycle` words them. */
  readonly reasons: readonly StrandedReason[]
  /** Where such tickets are looked after; null where the mapping names no such status. */
  readonly fallback: string | null
}

/** What a change of workflow would come to, or came to. */
export interface MigrationReport {
  /** Tickets that keep their status. */
  readonly stays: number
  /** Tickets that go to the status the mapping names. */
  readonly moves: number
  /** Closed tickets, merged ones among them, whose status, or the one that the end of their merge would bring back, gets another name or sort. Those whose names all mean the same are not touched, and not counted. */
  readonly closed: number
  /** Tickets that would be stranded, and go to the fallback where there is one; of an applied change also those that came to be stranded while it was applied, and were left as they are. */
  readonly stranded: readonly StrandedTicket[]
  /** Of a dry run, tickets that another version stored, or somebody damaged, so that nobody can say what would become of them, each with what it lacks. While there is one, the change is refused, as `planner/unreadable-document`. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Of a dry run, where the next page goes on; null where this was the last one, and of an applied change. */
  readonly next: string | null
  /** In how many steps it was applied, each of them whole or not at all; 0 where there was nothing to do, and of a dry run. */
  readonly commits: number
  /** What has to be known of the mapping: every change of category among it. */
  readonly warnings: readonly MigrationIssue[]
}

/** Tickets would be stranded and the mapping names no status for them: nothing was changed. */
export interface TicketsStranded extends Problem<'desk/tickets-stranded'> {
  /** The tickets, by how long ago they last changed. */
  readonly stranded: readonly StrandedTicket[]
  /** Whether these are all. */
  readonly complete: boolean
}

/** Why a workflow was not changed. */
export type MigrationProblem = CommandProblem | Listless<InvalidMigration | UnknownWorkflowVersion | TicketsStranded>

/** What can be done about open tickets when their workflow changes, and about values when the declaration of fields does. */
export interface MigrationMethods {
  /**
   * Puts every open ticket of one workflow under another, with the closed ones whose names it changes, or tells what would happen (`dryRun`). New tickets are opened under the newest version as soon as the policies hold it; those that are open keep theirs until this is done.
   *
   * Refused while any ticket would be stranded, unless the mapping has a fallback. Applied in steps, each of them whole or not at all, with timers and clocks of its tickets; what others do to them meanwhile is decided first or
   * after, never lost. Done again it goes on where it was interrupted, and does nothing where it is done. Closed tickets keep the rules they were closed by, unless a name they hold is given another meaning: they go along then, closed
   * as they are, so that reopening, a follow-up or the end of a merge goes on. By the standard roles for administrators.
   */
  migrateWorkflow(input: MigrateWorkflowInput): ResultAsync<MigrationReport, MigrationProblem>

  /**
   * Tells which tickets have values of the desk's own fields that do not fit a declaration (`dryRun`), or makes of them what the mapping says and then their index anew, by the declaration in force. Which fields, how many tickets,
   * and the first of them; never a value.
   *
   * Applied in steps, each of them whole or not at all, with an event for each ticket that is changed and the clocks that follow; what others do meanwhile is decided first or after, never lost. Done again it goes on where it was
   * interrupted, and does nothing where it is done. Closed tickets are among them, since lists find them, too. By the standard roles for administrators.
   */
  migrateFields(input?: MigrateFieldsInput): ResultAsync<FieldsReport, FieldsMigrationProblem>
}
