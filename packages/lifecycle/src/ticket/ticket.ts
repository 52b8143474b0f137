import type { AgentId, CustomerId, Instant, TeamId, TicketId } from '@caseload/core'
import type { StatusCategory } from '../workflow/status-category.ts'
import type { ApprovalPart } from './approvals/approval-part.ts'
import type { AttentionPart } from './attention/attention-part.ts'
import type { CarryOverPart } from './carry-over/carry-over-part.ts'
import type { CheckBackPart } from './check-back/check-back-part.ts'
import type { ChecklistPart } from './checklists/checklist-part.ts'
import type { HandOverPart } from './hand-over/hand-over-part.ts'
import type { LabelPart } from './label/label-part.ts'
import type { LinkPart } from './links/link-part.ts'
import type { MergePart } from './merge/merge-part.ts'
import type { PromisePart } from './promise/promise-part.ts'
import type { ConversationPart } from './split/split-part.ts'
import type { ToldPart } from './told/told-part.ts'
import type { WorkPart } from './work/work-part.ts'

/** How urgently a ticket should be worked on, lowest first: `low`, `normal`, `high`, `urgent`. */
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** Every {@link Priority}, lowest first. */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[]

/**
 * How a ticket ended: `solved`: answered or repaired; `cancelled`: no longer wanted; `merged`: continued in another ticket; `duplicate`: already known;
 * `spam`: no request at all.
 */
export type Outcome = 'solved' | 'cancelled' | 'merged' | 'duplicate' | 'spam'

/** Every {@link Outcome}. */
export const outcomes = ['solved', 'cancelled', 'merged', 'duplicate', 'spam'] as const satisfies readonly Outcome[]

/** The value of a desk's own, non-personal field: short codes and numbers, several codes for a set, never free text of people. */
export type AttributeValue = string | number | boolean | readonly string[] | null

/** A desk's own, non-personal fields. Names are 1 to 64 letters, digits, `_`, `.` or `-`; texts at most 200 characters; sets at most 12 members, kept sorted and each once. */
export type Attributes = Readonly<Record<string, AttributeValue>>

/**
 * A ticket as its history leaves it: everything but content. Subject, messages and other free text live in content documents beside it.
 *
 * What goes along with a ticket on its course comes in parts, each with its own commands and events.
 */
export interface Ticket
  extends ApprovalPart,
    ChecklistPart,
    ConversationPart,
    LinkPart,
    MergePart,
    CarryOverPart,
    WorkPart,
    PromisePart,
    HandOverPart,
    ToldPart,
    AttentionPart,
    LabelPart,
    CheckBackPart {
  /** Identity. */
  readonly id: TicketId
  /** Number people quote, unique within the tenant; null where the desk numbers nothing. */
  readonly number: number | null
  /** The workflow that decides about it. */
  readonly workflow: {
    /** Name of the workflow. */
    readonly id: string
    /** Version of the workflow. */
    readonly version: number
  }
  /** The catalogue of requests that was in force when it was opened; null where there was none. */
  readonly catalogue: {
    /** Name of the catalogue. */
    readonly id: string
    /** Version of the catalogue. */
    readonly version: number
  } | null
  /** Status, one of the workflow's. */
  readonly status: string
  /** Family of the status. */
  readonly category: StatusCategory
  /** Since when it has been in this status. */
  readonly statusSince: Instant
  /** The status it had before it paused (`pending`, `on-hold`); null while it is not paused. */
  readonly pausedFrom: string | null
  /** Kind of request, e.g. `incident`, `question`. */
  readonly kind: string
  /** How it first came in, e.g. `email`, `phone`. */
  readonly channel: string
  /** Who asks; null where nobody is known. */
  readonly requesterId: CustomerId | null
  /** Priority. */
  readonly priority: Priority
  /** How much is affected, the desk's own code; null where nobody said. */
  readonly impact: string | null
  /** How soon it hurts, the desk's own code; null where nobody said. */
  readonly urgency: string | null
  /** What it is about, the desk's own code, e.g. `network/vpn`; null where nobody said. */
  readonly topic: string | null
  /** Support line, 1 being the first. */
  readonly level: number
  /** Team that has it; null where none has. */
  readonly teamId: TeamId | null
  /** Agent who has it; null where nobody has. */
  readonly assigneeId: AgentId | null
  /** Labels, sorted, each once. */
  readonly tags: readonly string[]
  /** The desk's own fields that are not personal. */
  readonly attributes: Attributes
  /** How it ended; null while it is neither resolved nor closed, and where it was opened so. */
  readonly outcome: Outcome | null
  /** The desk's code for the solution, e.g. `fixed`; null while there is none. */
  readonly resolutionCode: string | null
  /** When it was opened. */
  readonly openedAt: Instant
  /**
   * When the requester got the first public reply of an agent; null before. Bots, the system, automatic messages and the message an agent opened the ticket with do
   * not count.
   */
  readonly firstReplyAt: Instant | null
  /** When it was last resolved; null while it never was, or after it came back. Moving from one resolved or closed status to another keeps it. */
  readonly resolvedAt: Instant | null
  /** When it was closed; null while it is not. */
  readonly closedAt: Instant | null
  /** When the requester last wrote, automatic messages aside; null where they never did. */
  readonly lastRequesterMessageAt: Instant | null
  /** How often it came back from resolved or closed to a category that is neither. */
  readonly reopenCount: number
  /** When the last event happened: no later event goes back behind it. */
  readonly updatedAt: Instant
  /** Number of events in its stream so far. */
  readonly version: number
}
