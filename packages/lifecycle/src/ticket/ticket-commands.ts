import type { AgentId, CustomerId, MessageId, TeamId, TicketId } from '@caseload/core'
import { type ApprovalCommand, approvalCommandTypes } from './approvals/approval-commands.ts'
import { type AttentionCommand, attentionCommandTypes } from './attention/attention-commands.ts'
import { type CheckBackCommand, checkBackCommandTypes } from './check-back/check-back-commands.ts'
import { type ChecklistCommand, checklistCommandTypes } from './checklists/checklist-commands.ts'
import { type HandOverBriefing, type HandOverCommand, handOverCommandTypes } from './hand-over/hand-over-commands.ts'
import { type LabelCommand, labelCommandTypes } from './label/label-commands.ts'
import { type LinkCommand, linkCommandTypes } from './links/link-commands.ts'
import { type MergeCommand, mergeCommandTypes } from './merge/merge-commands.ts'
import { type PromiseCommand, promiseCommandTypes } from './promise/promise-commands.ts'
import { type SplitOff, splitCommandTypes } from './split/split-commands.ts'
import type { Attributes, Outcome, Priority } from './ticket.ts'
import { type SolutionTold, type ToldCommand, toldCommandTypes } from './told/told-commands.ts'
import { type WorkCommand, workCommandTypes } from './work/work-commands.ts'

/** Where a moving command leads, if not to the default. */
export interface Move {
  /** Status to move to; the default status of the command's category where absent. */
  readonly toStatus?: string
}

/** Bring a ticket into being. */
export interface OpenTicket {
  /** Discriminant. */
  readonly type: 'open'
  /** Identity of the new ticket. */
  readonly ticketId: TicketId
  /** Number people quote; null where the desk numbers nothing. */
  readonly number: number | null
  /** Kind of request. */
  readonly kind: string
  /** How it came in. */
  readonly channel: string
  /** Who asks; null where nobody is known. */
  readonly requesterId: CustomerId | null
  /** The first message; null where the ticket starts without one. */
  readonly message: {
    /** Identity of the message. */
    readonly messageId: MessageId
    /** Who wrote it: `requester` where they asked, else who opened the ticket for them. */
    readonly author: 'requester' | 'agent' | 'bot' | 'system'
    /** Whether the requester sees it. */
    readonly visibility: 'public' | 'internal'
    /** Whether a machine sent it unasked. */
    readonly automatic: boolean
  } | null
  /** The catalogue of requests that was in force, and the team that serves the area of the ticket's kind; none where absent. */
  readonly catalogue?: {
    /** Name of the catalogue. */
    readonly id: string
    /** Version of the catalogue. */
    readonly version: number
    /** Team that gets the ticket where none is named; null where no area takes its kind. */
    readonly teamId: TeamId | null
  }
  /** One of the workflow's initial statuses; the first where absent. */
  readonly toStatus?: string
  /** Priority; `normal` where absent. */
  readonly priority?: Priority
  /** How much is affected. */
  readonly impact?: string | null
  /** How soon it hurts. */
  readonly urgency?: string | null
  /** What it is about. */
  readonly topic?: string | null
  /** Support line; 1 where absent. */
  readonly level?: number
  /** Team that gets it. */
  readonly teamId?: TeamId | null
  /** Agent who gets it. */
  readonly assigneeId?: AgentId | null
  /** Labels. */
  readonly tags?: readonly string[]
  /** The desk's own fields. */
  readonly attributes?: Attributes
  /** Names of the desk's personal fields that have a value from the beginning, each once; none where absent. The values are content. */
  readonly personalFields?: readonly string[]
}

/** Say what a ticket is about. Absent properties stay; nothing changes where all equal what is known. */
export interface Classify {
  /** Discriminant. */
  readonly type: 'classify'
  /** Kind of request. */
  readonly kind?: string
  /** What it is about; null clears it. */
  readonly topic?: string | null
  /** All labels from now on. */
  readonly tags?: readonly string[]
  /** The desk's own fields to change; null clears one. */
  readonly attributes?: Attributes
}

/** Say how urgent a ticket is. Absent properties stay. */
export interface Prioritise {
  /** Discriminant. */
  readonly type: 'prioritise'
  /** Priority from now on. */
  readonly priority?: Priority
  /** How much is affected; null clears it. */
  readonly impact?: string | null
  /** How soon it hurts; null clears it. */
  readonly urgency?: string | null
}

/** Give a ticket to an agent. */
export interface Assign {
  /** Discriminant. */
  readonly type: 'assign'
  /** Who gets it. */
  readonly assigneeId: AgentId
  /** Team on whose behalf; the present one where absent. */
  readonly teamId?: TeamId
}

/** Take a ticket from its agent; the team keeps it. */
export interface Unassign {
  /** Discriminant. */
  readonly type: 'unassign'
}

/**
 * Hand a ticket to another team: at once, and its agent lets go of it unless another is named; or, where the workflow wants a receipt, as an offer that the team has to take with
 * `accept-hand-over`.
 */
export interface Transfer {
  /** Discriminant. */
  readonly type: 'transfer'
  /** Team that gets it. */
  readonly teamId: TeamId
  /** Agent of that team who gets it; nobody yet where absent. */
  readonly assigneeId?: AgentId
  /** What the team has to know; the workflow says what of it is needed. */
  readonly briefing?: HandOverBriefing
}

/** Move a ticket to another support line, and to another team where one is named. */
export interface Escalate {
  /** Discriminant. */
  readonly type: 'escalate'
  /** Line it goes to; the next where absent. A lower one hands it back. */
  readonly level?: number
  /** Team that gets it. */
  readonly teamId?: TeamId
}

/** Answer the requester. */
export interface Reply {
  /** Discriminant. */
  readonly type: 'reply'
  /** Identity of the message. */
  readonly messageId: MessageId
  /** How it goes out; the ticket's channel where absent. */
  readonly channel?: string
  /** Whether a machine sends it unasked; false where absent. */
  readonly automatic?: boolean
}

/** Leave a note among staff. */
export interface AddNote {
  /** Discriminant. */
  readonly type: 'note'
  /** Identity of the message. */
  readonly messageId: MessageId
}

/** Take in what the requester wrote. */
export interface ReceiveReply {
  /** Discriminant. */
  readonly type: 'receive-reply'
  /** Identity of the message. */
  readonly messageId: MessageId
  /** How it came in; the ticket's channel where absent. */
  readonly channel?: string
  /** Whether a machine sent it unasked (out of office): recorded, but the status stays; false where absent. */
  readonly automatic?: boolean
}

/** Ask the requester for something and wait for it: moves to `pending`. */
export interface RequestInformation extends Move {
  /** Discriminant. */
  readonly type: 'request-information'
  /** Identity of the public message that asks; null where they were asked elsewhere. */
  readonly messageId: MessageId | null
}

/** Wait for a third party: moves to `on-hold`. */
export interface Hold extends Move {
  /** Discriminant. */
  readonly type: 'hold'
}

/** Go on after `pending` or `on-hold`. */
export interface Resume extends Move {
  /** Discriminant. */
  readonly type: 'resume'
}

/** Declare a ticket answered: moves to `resolved`. */
export interface Resolve extends Move {
  /** Discriminant. */
  readonly type: 'resolve'
  /** The desk's code for the solution, e.g. `fixed`. */
  readonly code?: string
  /** How it ended; `solved` where absent. `merged` is refused (`ticket/not-merged`) unless a log says so: `merge-into` ends a ticket like that. */
  readonly outcome?: Outcome
  /** Of a problem: whether its incidents are resolved with the same code; `leave` where absent. */
  readonly incidents?: 'resolve' | 'leave'
  /** How the requester was told, or why not; where absent, the last public message to them counts. */
  readonly told?: SolutionTold
}

/** Take up a resolved or closed ticket again. */
export interface Reopen extends Move {
  /** Discriminant. */
  readonly type: 'reopen'
}

/** End a ticket: moves to `closed`. */
export interface Close extends Move {
  /** Discriminant. */
  readonly type: 'close'
}

/** End a ticket that is no longer wanted: moves to `closed`. */
export interface Cancel extends Move {
  /** Discriminant. */
  readonly type: 'cancel'
  /** How it ended; `cancelled` where absent; of `merged` see `Resolve`. */
  readonly outcome?: Exclude<Outcome, 'solved'>
}

/** Say that a ticket is no request at all: moves to `closed` with the outcome `spam`. */
export interface MarkSpam extends Move {
  /** Discriminant. */
  readonly type: 'mark-spam'
}

/** Move a ticket to a status by name, under the same guards as every other way there. */
export interface ChangeStatus {
  /** Discriminant. */
  readonly type: 'change-status'
  /** Status to move to. */
  readonly toStatus: string
  /** The desk's code for the solution, where the new status asks for one. */
  readonly code?: string
  /** How it ended, where the new status is resolved or closed; else ignored; of `merged` see `Resolve`. */
  readonly outcome?: Outcome
}

/** What a ticket is asked to do on its own course, from its opening to its end. */
export type BasicCommand =
  | OpenTicket
  | Classify
  | Prioritise
  | Assign
  | Unassign
  | Transfer
  | Escalate
  | Reply
  | AddNote
  | ReceiveReply
  | RequestInformation
  | Hold
  | Resume
  | Resolve
  | Reopen
  | Close
  | Cancel
  | MarkSpam
  | ChangeStatus

/** Everything a ticket can be asked to do. */
export type TicketCommand =
  | BasicCommand
  | ApprovalCommand
  | ChecklistCommand
  | LinkCommand
  | MergeCommand
  | SplitOff
  | WorkCommand
  | PromiseCommand
  | HandOverCommand
  | ToldCommand
  | AttentionCommand
  | LabelCommand
  | CheckBackCommand

/** The name of a command. */
export type TicketCommandType = TicketCommand['type']

const basicCommandTypes = [
  'open',
  'classify',
  'prioritise',
  'assign',
  'unassign',
  'transfer',
  'escalate',
  'reply',
  'note',
  'receive-reply',
  'request-information',
  'hold',
  'resume',
  'resolve',
  'reopen',
  'close',
  'cancel',
  'mark-spam',
  'change-status',
] as const satisfies readonly BasicCommand['type'][]

/** Every {@link TicketCommandType}. */
export const ticketCommandTypes = [
  ...basicCommandTypes,
  ...approvalCommandTypes,
  ...checklistCommandTypes,
  ...linkCommandTypes,
  ...mergeCommandTypes,
  ...splitCommandTypes,
  ...workCommandTypes,
  ...promiseCommandTypes,
  ...handOverCommandTypes,
  ...toldCommandTypes,
  ...attentionCommandTypes,
  ...labelCommandTypes,
  ...checkBackCommandTypes,
] as const satisfies readonly TicketCommandType[]
