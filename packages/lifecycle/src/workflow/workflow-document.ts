import type { ConditionDocument } from '@caseload/conditions'
import type { ActorKind } from '@caseload/core'
import type { StatusCategory } from './status-category.ts'

/** One status of a desk's own making. */
export interface StatusDocument {
  /** Its name in events and documents: 1 to 64 lower-case letters, digits and hyphens. For ever: rename the `title` instead. */
  readonly id: string
  /** The family it belongs to. */
  readonly category: StatusCategory
  /** What people read. */
  readonly title: string
}

/** A way from one status to another, and who may take it when. */
export interface TransitionDocument {
  /** Where it starts: one status or several. */
  readonly from: string | readonly string[]
  /** Where it ends; may be the same status. */
  readonly to: string
  /** Which sort of actor may take it; everybody where absent. */
  readonly by?: readonly ActorKind[]
  /** Roles of which the actor needs at least one; none needed where absent. */
  readonly roles?: readonly string[]
  /** A condition over the ticket's facts *as they stand after the command's own particulars are applied*. */
  readonly when?: ConditionDocument
  /** Ticket facts that must be present after the command's own particulars are applied, e.g. `resolutionCode`, `assigneeId`, or `attributes.product` of a field that is declared, and not as personal. */
  readonly requires?: readonly string[]
}

/** Records what arrived and leaves the status. */
export interface KeepReaction {
  /** Discriminant. */
  readonly do: 'keep'
}
/** Records what arrived, and takes the way to a status where its guards hold; else leaves the status. */
export interface MoveReaction {
  /** Discriminant. */
  readonly do: 'move'
  /** Status to move to; the default status of category `open` where absent. */
  readonly to?: string
}
/** Does not record what arrived at all, and says so. */
export interface RefuseReaction {
  /** Discriminant. */
  readonly do: 'refuse'
}

/** What the arrival of something does to the status. */
export type ReactionDocument = KeepReaction | MoveReaction | RefuseReaction

/** A reaction for each category; `keep` where a category is absent. */
export type ReactionsDocument = Readonly<Partial<Record<StatusCategory, ReactionDocument>>>

/** What a team that gets a ticket has to be told: what was done so far, what is wanted of it, what the requester was told, and when they were told to expect an answer. */
export type BriefingPart = 'done' | 'wanted' | 'told' | 'answerBy'

/** Tickets go from team to team with a receipt: `transfer` offers, and whoever has the ticket stays answerable until the other team takes it. */
export interface HandOverDocument {
  /** What the briefing of a hand-over must hold; an open promise does for `answerBy`. */
  readonly requires: readonly BriefingPart[]
  /** How long an offer waits before it counts as returned, as `PT…`; null: for ever. */
  readonly acceptWithin: string | null
  /** After how many returns it is decided above the teams, 1 to 100. */
  readonly escalateAfterReturns: number
  /** Team (`team_…`) that decides then, and has the ticket; null: whoever has it keeps it, a line higher. */
  readonly escalateTo: string | null
}

/** The requester of a solved ticket is asked whether the solution works. */
export interface ConfirmationDocument {
  /** What it means when the ticket closes by itself without an answer. */
  readonly silence: 'accepted' | 'unanswered'
  /** How long after they were asked the requester is reminded, as `PT…`; null: never. */
  readonly remindAfter: string | null
  /** Whether a confirmed ticket closes at once, or stays resolved. */
  readonly onConfirmed: 'close' | 'keep'
}

/** What is wanted of a solution besides a code. */
export interface ResolutionDocument {
  /**
   * `recorded`: how the requester was told is recorded where it is known. `required`: a solved ticket of a known requester is not closed before it is. In both, the last public message to the
   * requester counts where `resolve` names nothing else.
   */
  readonly told: 'recorded' | 'required'
  /** Whether the requester is asked; null: they are not. */
  readonly confirmation: ConfirmationDocument | null
}

/** How approvals are looked after. */
export interface ApprovalsDocument {
  /** Roles of which one is enough to withdraw an approval that somebody else asked for; whoever asked may always. */
  readonly overseers: readonly string[]
}

/**
 * A ticket's statuses and the ways between them: a policy document. Plain JSON; `compileWorkflow` checks and analyses it before anybody depends on it.
 */
export interface WorkflowDocument {
  /** Version of this document's shape. */
  readonly schema: 1
  /** Name of the workflow: 1 to 64 lower-case letters, digits and hyphens. */
  readonly id: string
  /** Version of the content, from 1; tickets and events carry it. */
  readonly version: number
  /** What people read. */
  readonly title: string
  /** Every status. */
  readonly statuses: readonly StatusDocument[]
  /** The status that stands for a category where a command names none; needed for each category in use. */
  readonly defaults: Readonly<Partial<Record<StatusCategory, string>>>
  /** Statuses in which a ticket may be opened; the first where `open` names none. */
  readonly initial: readonly string[]
  /** Every way from status to status. */
  readonly transitions: readonly TransitionDocument[]
  /** Where `resume` leads from `pending` and `on-hold`: the status before the pause, or a named one. */
  readonly resumesTo:
    | 'previous'
    | {
        /** The status, of category `new` or `open`. */
        readonly status: string
      }
  /** How long after resolution, or after the requester was told of it where that came later, a ticket may come back, as `PT…`; null: for ever. Exactly at the end is still in time. */
  readonly reopenWindow: string | null
  /** How long after resolution, or after the requester was told of it where that came later, a ticket closes by itself, as `PT…`; null: never. */
  readonly autoCloseAfter: string | null
  /** How long after a request for information the requester is reminded, as `PT…`; null: never. */
  readonly pendingReminderAfter: string | null
  /** How long a ticket waits for the requester before it is the desk's turn again, as `PT…`; null or absent: for ever. */
  readonly pendingExpiresAfter?: string | null
  /** How long before a promise or follow-up is due the desk is reminded, as `PT…`; null: never; an hour where absent. */
  readonly remindBefore?: string | null
  /** How tickets go from team to team; at once where absent. */
  readonly handOver?: HandOverDocument
  /** What is wanted of a solution; a code at most, as its transitions say, where absent. */
  readonly resolution?: ResolutionDocument
  /** How approvals are looked after; by whoever asked for them alone where absent. */
  readonly approvals?: ApprovalsDocument
  /** What a reply from the requester does. */
  readonly onRequesterReply: ReactionsDocument
  /** What a public reply of an agent or bot does. */
  readonly onAgentReply: ReactionsDocument
  /** What assigning to an agent does. */
  readonly onAssign: ReactionsDocument
}
