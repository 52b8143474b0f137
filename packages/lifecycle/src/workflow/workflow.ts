import type { Predicate } from '@caseload/conditions'
import type { ActorKind, TeamId } from '@caseload/core'
import type { Ticket } from '../ticket/ticket.ts'
import type { StatusCategory } from './status-category.ts'
import type {
  BriefingPart,
  ConfirmationDocument,
  KeepReaction,
  RefuseReaction,
  ResolutionDocument,
  StatusDocument,
  WorkflowDocument,
} from './workflow-document.ts'
import type { WorkflowIssue } from './workflow-issue.ts'

/** A fact that a transition wants to be present. */
export interface RequiredFact {
  /** Name of the fact, e.g. `resolutionCode` or `attributes.product`. */
  readonly name: string
  /** Whether a ticket has it: not null, and of a list at least one item. */
  isPresent(ticket: Ticket): boolean
}

/** One way from one status to another, made ready. */
export interface WorkflowTransition {
  /** Which transition of the document it comes from. */
  readonly index: number
  /** Where it starts. */
  readonly from: string
  /** Where it ends. */
  readonly to: string
  /** Sorts of actor that may take it; null for everybody. */
  readonly by: readonly ActorKind[] | null
  /** Roles of which the actor needs one; empty where none is needed. */
  readonly roles: readonly string[]
  /** The condition; null where there is none. */
  readonly when: Predicate | null
  /** Facts that must be present. */
  readonly requires: readonly RequiredFact[]
}

/** A status with the ways that leave it. */
export interface WorkflowStatus extends StatusDocument {
  /** Ways by where they end, in the order of the document. Where several lead to one status, any of them that is open suffices. */
  readonly ways: ReadonlyMap<string, readonly WorkflowTransition[]>
}

/** A move made ready: where it leads is known. */
export interface ReadyMove {
  /** Discriminant. */
  readonly do: 'move'
  /** Where it leads. */
  readonly to: WorkflowStatus
}

/** A reaction made ready. */
export type WorkflowReaction = KeepReaction | ReadyMove | RefuseReaction

/** A reaction for every category. */
export type WorkflowReactions = Readonly<Record<StatusCategory, WorkflowReaction>>

/** How tickets go from team to team with a receipt, made ready. */
export interface HandOverRules {
  /** What a briefing must hold, each once. */
  readonly requires: readonly BriefingPart[]
  /** How long an offer waits, in ms; null: for ever. */
  readonly acceptWithinMs: number | null
  /** After how many returns it is decided above the teams. */
  readonly escalateAfterReturns: number
  /** Team that decides then; null: whoever has the ticket keeps it. */
  readonly escalateTo: TeamId | null
}

/** What is wanted of a solution, made ready. */
export interface ResolutionRules {
  /** Whether how the requester was told is recorded where known, or required before closing. */
  readonly told: ResolutionDocument['told']
  /** Whether the requester is asked to confirm; null: they are not. */
  readonly confirmation: {
    /** What silence means. */
    readonly silence: ConfirmationDocument['silence']
    /** How long after they were asked the requester is reminded, in ms; null: never. */
    readonly remindAfterMs: number | null
    /** Whether a confirmed ticket closes at once. */
    readonly onConfirmed: ConfirmationDocument['onConfirmed']
  } | null
}

/** A workflow made ready by `compileWorkflow`: checked, analysed, immutable, and quick to ask. */
export interface Workflow {
  /** What it was made from: a copy, frozen. */
  readonly document: WorkflowDocument
  /** Name. */
  readonly id: string
  /** Version of the content. */
  readonly version: number
  /** What people read. */
  readonly title: string
  /** Statuses by name, in the order of the document. */
  readonly statuses: ReadonlyMap<string, WorkflowStatus>
  /** The default status of each category in use. */
  readonly defaults: ReadonlyMap<StatusCategory, WorkflowStatus>
  /** Statuses in which a ticket may be opened, the default first. */
  readonly initial: readonly WorkflowStatus[]
  /** Every way, in the order of the document; one entry for each `from`. */
  readonly transitions: readonly WorkflowTransition[]
  /** Where `resume` leads; null for the status before the pause. */
  readonly resumesTo: WorkflowStatus | null
  /** How long after resolution a ticket may come back, in ms; null: for ever. */
  readonly reopenWindowMs: number | null
  /** How long after resolution a ticket closes by itself, in ms; null: never. */
  readonly autoCloseAfterMs: number | null
  /** How long after entering `pending` the requester is reminded, in ms; null: never. */
  readonly pendingReminderAfterMs: number | null
  /** How long a ticket waits for the requester before it is the desk's turn again, in ms; null: for ever. */
  readonly pendingExpiresAfterMs: number | null
  /** How long before a promise or follow-up is due the desk is reminded, in ms; null: never. */
  readonly remindBeforeMs: number | null
  /** How tickets go from team to team; null: at once. */
  readonly handOver: HandOverRules | null
  /** What is wanted of a solution; null: nothing but what its transitions ask for. */
  readonly resolution: ResolutionRules | null
  /** Roles that may withdraw approvals which others asked for; none where empty. */
  readonly approvalOverseers: readonly string[]
  /** What a reply from the requester does. */
  readonly onRequesterReply: WorkflowReactions
  /** What a public reply of an agent or bot does. */
  readonly onAgentReply: WorkflowReactions
  /** What assigning to an agent does. */
  readonly onAssign: WorkflowReactions
  /** What looks like a mistake, sorted by path; every one has severity `warning`. */
  readonly warnings: readonly WorkflowIssue[]
}
