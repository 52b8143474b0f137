import type { TeamId } from '@caseload/core'
import type { StatusCategory } from '../../workflow/status-category.ts'
import type { MergedInto } from '../merge/merge-part.ts'
import type { TicketMoment } from '../moments.ts'

/** Why a ticket would be stranded by a change of its workflow. */
export type StrandedReason =
  | {
      /** Neither the old workflow nor the mapping knows the status it is in. */
      readonly reason: 'unknown-status'
      /** The status. */
      readonly status: string
    }
  | {
      /** It would be resolved or closed without anybody having done so. */
      readonly reason: 'would-end'
      /** Where it would go. */
      readonly toStatus: string
      /** Family of that status. */
      readonly toCategory: StatusCategory
    }
  | {
      /** It would come back from resolved without anybody having asked for it. */
      readonly reason: 'would-return'
      /** Where it would go. */
      readonly toStatus: string
      /** Family of that status. */
      readonly toCategory: StatusCategory
    }
  | {
      /** It would stand where no way leads without facts that it lacks. */
      readonly reason: 'facts-missing'
      /** Where it would go. */
      readonly toStatus: string
      /** The facts; the fewest that would do. */
      readonly facts: readonly string[]
    }
  | {
      /** It waits, and could not be taken up again. */
      readonly reason: 'cannot-resume'
      /** Where it would wait. */
      readonly toStatus: string
      /** The facts that stand in the way with the fewest, sorted; empty where no way leads back whatever is known. */
      readonly facts: readonly string[]
    }
  | {
      /** No way leads from there to a closed status, with the facts it has. */
      readonly reason: 'no-way-to-closed'
      /** Where it would stand. */
      readonly toStatus: string
      /** The facts that stand in the way with the fewest, missing or such that a condition does not hold, sorted; empty where no way leads to the end whatever is known. */
      readonly facts: readonly string[]
    }
  | {
      /** It is offered to another team, and the new workflow knows no offers. */
      readonly reason: 'hand-over-open'
      /** The team. */
      readonly toTeam: TeamId
    }
  | {
      /** Time would have taken it further, and would no more. */
      readonly reason: 'timer-lost'
      /** Which step of time. */
      readonly timer: TicketMoment
    }

/** It keeps its status. */
export interface TicketStays {
  /** Discriminant. */
  readonly outcome: 'stays'
  /** The status. */
  readonly toStatus: string
}

/** It goes to the status that the mapping names. */
export interface TicketMoves {
  /** Discriminant. */
  readonly outcome: 'moves'
  /** The status. */
  readonly toStatus: string
}

/** It is closed, and goes on under the names of the new workflow. */
export interface TicketIsRenamed {
  /** Discriminant. */
  readonly outcome: 'renamed'
  /** Its closed status under the new workflow; the same where only what a merge would be taken back to is renamed. */
  readonly toStatus: string
  /** How it would stand were its merge taken back, in the words of the new workflow; null where it is not merged. */
  readonly beforeMerge: Pick<MergedInto['before'], 'status' | 'category' | 'pausedFrom'> | null
}

/** It would get stuck. */
export interface TicketIsStranded {
  /** Discriminant. */
  readonly outcome: 'stranded'
  /** Every reason; never empty. */
  readonly reasons: readonly StrandedReason[]
  /** Where such tickets are looked after; null where the mapping names no such status, and the ticket stays as it is. */
  readonly fallback: string | null
}

/** It is none of the migration's business. */
export interface TicketIsUnaffected {
  /** Discriminant. */
  readonly outcome: 'unaffected'
  /** It is closed under names that mean the same, and keeps the rules it was closed by; it is there already; or another workflow decides about it. */
  readonly why: 'closed' | 'migrated' | 'other-workflow'
}

/** What a change of workflow means for one ticket. */
export type TicketMigration = TicketStays | TicketMoves | TicketIsRenamed | TicketIsStranded | TicketIsUnaffected
