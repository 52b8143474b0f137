import type { AgentId, CustomerId, DomainEvent, Instant, MessageId, TeamId, TicketId } from '@caseload/core'
import type { StatusCategory } from '../workflow/status-category.ts'
import type { ApprovalEvent } from './approvals/approval-events.ts'
import type { AttentionEvent } from './attention/attention-events.ts'
import type { CarryOverEvent } from './carry-over/carry-over-events.ts'
import type { CheckBackEvent } from './check-back/check-back-events.ts'
import type { ChecklistEvent } from './checklists/checklist-events.ts'
import type { HandOverEvent } from './hand-over/hand-over-events.ts'
import type { LabelEvent } from './label/label-events.ts'
import type { LinkEvent } from './links/link-events.ts'
import type { MergeEvent } from './merge/merge-events.ts'
import type { WorkflowChanged } from './migration/workflow-change-events.ts'
import type { PromiseEvent } from './promise/promise-events.ts'
import type { SplitEvent } from './split/split-events.ts'
import type { Attributes, Outcome, Priority } from './ticket.ts'
import type { TicketCommandType } from './ticket-commands.ts'
import type { ToldEvent } from './told/told-events.ts'
import type { WorkEvent } from './work/work-events.ts'

/** A ticket came into being. */
export interface TicketOpenedData {
  /** Identity; also the name of the stream. */
  readonly ticketId: TicketId
  /** Number people quote; null where the desk numbers nothing. */
  readonly number: number | null
  /** Name and version of the workflow in force. */
  readonly workflow: {
    /** Name of the workflow. */
    readonly id: string
    /** Version of the workflow. */
    readonly version: number
  }
  /** Name and version of the catalogue of requests in force; null where there was none. */
  readonly catalogue: {
    /** Name of the catalogue. */
    readonly id: string
    /** Version of the catalogue. */
    readonly version: number
  } | null
  /** First status. */
  readonly status: string
  /** Family of the first status, as it was then. */
  readonly category: StatusCategory
  /** Kind of request. */
  readonly kind: string
  /** How it came in. */
  readonly channel: string
  /** Who asks; null where nobody is known. */
  readonly requesterId: CustomerId | null
  /** First priority. */
  readonly priority: Priority
  /** How much is affected; null where nobody said. */
  readonly impact: string | null
  /** How soon it hurts; null where nobody said. */
  readonly urgency: string | null
  /** What it is about; null where nobody said. */
  readonly topic: string | null
  /** Support line it starts in, 1 being the first. */
  readonly level: number
  /** Team it starts with; null where none. */
  readonly teamId: TeamId | null
  /** Agent it starts with; null where nobody. */
  readonly assigneeId: AgentId | null
  /** First labels, sorted, each once. */
  readonly tags: readonly string[]
  /** The desk's own fields. */
  readonly attributes: Attributes
}

/** A ticket moved from one status to another, or was resolved or closed anew in the same one. */
export interface TicketStatusChangedData {
  /** Status before. */
  readonly from: string
  /** Status after. */
  readonly to: string
  /** Family of the status before, as it was then. */
  readonly fromCategory: StatusCategory
  /** Family of the status after, as it was then. */
  readonly toCategory: StatusCategory
  /**
   * What moved it: the command (`resolve`, `change-status` …; `receive-reply`, `reply`, `assign` where the workflow reacts to them), or `observed` where an imported log says
   * so and the workflow would have refused.
   */
  readonly cause: TicketCommandType | 'observed'
  /** How it ended; null unless it is now resolved or closed. */
  readonly outcome: Outcome | null
  /** The desk's code for the solution; null unless it is now resolved or closed and has one. */
  readonly resolutionCode: string | null
}

/** A message was added to the conversation. Its text is content, not history. */
export interface MessageAddedData {
  /** Identity; the content document has the same. */
  readonly messageId: MessageId
  /** `inbound`: from the requester; `outbound`: to the requester; `internal`: among staff. */
  readonly direction: 'inbound' | 'outbound' | 'internal'
  /** `public`: the requester sees it; `internal`: staff only. */
  readonly visibility: 'public' | 'internal'
  /** What sort of party wrote it. */
  readonly author: 'requester' | 'agent' | 'bot' | 'system'
  /** Whether a machine sent it unasked (out-of-office, receipt): such a message answers nobody. */
  readonly automatic: boolean
  /** Team that had the ticket then; null where none had. */
  readonly teamId: TeamId | null
  /** Team its author works in, where that is another than the one that had the ticket; the first by id of several. Null where they work in the ticket's own, and where nothing is known of it. */
  readonly authorTeamId: TeamId | null
  /** How it came or went, e.g. `email`. */
  readonly channel: string
}

/** A ticket was given to an agent. */
export interface TicketAssignedData {
  /** Who had it before; null where nobody had. */
  readonly from: AgentId | null
  /** Who has it now. */
  readonly to: AgentId
  /** Team that has it; null where none has. */
  readonly teamId: TeamId | null
}

/** A ticket was taken from an agent and given to nobody. */
export interface TicketUnassignedData {
  /** Who had it. */
  readonly from: AgentId
  /** Team that has it; null where none has. */
  readonly teamId: TeamId | null
}

/** A ticket went to another team. */
export interface TicketTransferredData {
  /** Team that had it; null where none had. */
  readonly from: TeamId | null
  /** Team that has it now. */
  readonly to: TeamId
}

/** A ticket went to another support line. */
export interface TicketEscalatedData {
  /** Line before, 1 being the first. */
  readonly from: number
  /** Line now; lower than `from` where it was handed back. */
  readonly to: number
}

/** A ticket's urgency was judged anew. */
export interface TicketPrioritisedData {
  /** Priority before. */
  readonly from: Priority
  /** Priority now. */
  readonly to: Priority
  /** How much is affected, now; null where nobody said. */
  readonly impact: string | null
  /** How soon it hurts, now; null where nobody said. */
  readonly urgency: string | null
}

/** What a ticket is about was judged anew. Holds the whole classification as it now is. */
export interface TicketClassifiedData {
  /** Kind of request. */
  readonly kind: string
  /** What it is about; null where nobody said. */
  readonly topic: string | null
  /** Labels, sorted, each once. */
  readonly tags: readonly string[]
  /** Those of the desk's own fields that changed, with their new values; null clears one. */
  readonly attributes: Attributes
}

/** A row of an imported log, kept so that variants and counts can be told from the journal. Changes nothing. */
export interface ActivityRecordedData {
  /** The log's own name for what happened, e.g. `Accepted/In Progress`; a code, not free text. */
  readonly code: string
  /** Further codes of the row, e.g. the group; never personal data. */
  readonly attributes: Attributes
}

/** An imported log says that something happened which the workflow would have refused. State follows the log. */
export interface DeviationRecordedData {
  /** Why it would have been refused, e.g. `no-transition`: the reason of the refusal without `ticket/`. */
  readonly reason: string
  /** The command that would have been refused. */
  readonly command: TicketCommandType
  /** Status before. */
  readonly from: string
  /** Status that the log says came after; the same as `from` where none was meant. */
  readonly to: string
}

/** The requester was reminded of what they were asked for. Changes nothing but when the ticket was last touched. */
export interface TicketRemindedData {
  /** When the reminder fell due. */
  readonly dueAt: Instant
}

/** {@inheritDoc TicketOpenedData} */
export type TicketOpened = DomainEvent<'ticket-opened', TicketOpenedData>
/** {@inheritDoc TicketStatusChangedData} */
export type TicketStatusChanged = DomainEvent<'ticket-status-changed', TicketStatusChangedData>
/** {@inheritDoc MessageAddedData} */
export type MessageAdded = DomainEvent<'message-added', MessageAddedData>
/** {@inheritDoc TicketAssignedData} */
export type TicketAssigned = DomainEvent<'ticket-assigned', TicketAssignedData>
/** {@inheritDoc TicketUnassignedData} */
export type TicketUnassigned = DomainEvent<'ticket-unassigned', TicketUnassignedData>
/** {@inheritDoc TicketTransferredData} */
export type TicketTransferred = DomainEvent<'ticket-transferred', TicketTransferredData>
/** {@inheritDoc TicketEscalatedData} */
export type TicketEscalated = DomainEvent<'ticket-escalated', TicketEscalatedData>
/** {@inheritDoc TicketPrioritisedData} */
export type TicketPrioritised = DomainEvent<'ticket-prioritised', TicketPrioritisedData>
/** {@inheritDoc TicketClassifiedData} */
export type TicketClassified = DomainEvent<'ticket-classified', TicketClassifiedData>
/** {@inheritDoc ActivityRecordedData} */
export type ActivityRecorded = DomainEvent<'activity-recorded', ActivityRecordedData>
/** {@inheritDoc DeviationRecordedData} */
export type DeviationRecorded = DomainEvent<'deviation-recorded', DeviationRecordedData>
/** {@inheritDoc TicketRemindedData} */
export type TicketReminded = DomainEvent<'ticket-reminded', TicketRemindedData>

/** A fact of a ticket's own course. */
export type BasicEvent =
  | TicketOpened
  | TicketStatusChanged
  | MessageAdded
  | TicketAssigned
  | TicketUnassigned
  | TicketTransferred
  | TicketEscalated
  | TicketPrioritised
  | TicketClassified
  | ActivityRecorded
  | DeviationRecorded
  | TicketReminded

/** Every fact in a ticket's history. */
export type TicketEvent =
  | BasicEvent
  | ApprovalEvent
  | ChecklistEvent
  | LinkEvent
  | MergeEvent
  | CarryOverEvent
  | SplitEvent
  | WorkEvent
  | PromiseEvent
  | HandOverEvent
  | ToldEvent
  | AttentionEvent
  | LabelEvent
  | CheckBackEvent
  | WorkflowChanged
