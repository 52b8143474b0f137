import type { InstantInput } from '@caseload/core'
import type { ContactInput } from '@caseload/customers'
import type { Attributes, Outcome, Priority } from '@caseload/lifecycle'
import type { PersonalValues } from '../own-fields/personal-values.ts'
import type { SolutionToldInput } from './solution-told.ts'

/** What every command may be told besides its own particulars. */
export interface CommandOptions {
  /**
   * Names the command (`cmd_…`), so that asking twice does it once; drawn anew where absent. What a command makes takes its token: the ticket `tkt_7` that a desk opened was opened by `cmd_7`. So a name whose token is
   * another ticket's was given to another command already, which is `storage/key-reused`; or, where a log named the ticket, no ticket can be opened by it, which is `ticket/already-opened`.
   * Names that begin with `cmd_con.` or `cmd_imp.` are the desk's own, for contacts and imported rows, and refused (`input/invalid` at `options.commandId`).
   */
  readonly commandId?: string
  /** The only version of the ticket it may be done to; else it is refused as `ticket/changed-since`. */
  readonly ifVersion?: number
  /** When it happened, for what is entered afterwards; never later than now, which it is where absent. */
  readonly at?: InstantInput
}

/** A new ticket. Codes are 1 to 64 characters without `@`; they stand in events, which are never erased, so no free text of people belongs there. */
export interface OpenTicketInput {
  /** Who asks, by what they can be recognised by: found, or made known. */
  readonly from?: ContactInput
  /** Who asks, by identity (`cus_…`); with `from`, its contact points are added to this customer. */
  readonly requesterId?: string
  /** How it came in, e.g. `email`; a code: 1 to 64 lower-case letters, digits and hyphens. */
  readonly channel: string
  /** Kind of request, e.g. `incident`; a code. */
  readonly kind: string
  /** What stands above it; at most 500 characters. */
  readonly subject?: string
  /** Text of the first message; at most 150,000 characters. */
  readonly body?: string
  /** Who wrote the first message; `requester` where somebody asks, else the sort of actor who opens it. */
  readonly author?: 'requester' | 'agent' | 'bot' | 'system'
  /** Whether the requester sees the first message; `public` where absent. */
  readonly visibility?: 'public' | 'internal'
  /** Whether a machine sent the first message unasked; false where absent. */
  readonly automatic?: boolean
  /** Workflow by name; the default of the policies where absent. */
  readonly workflow?: string
  /** First status; the workflow's where absent. */
  readonly toStatus?: string
  /** Priority; `normal` where absent. */
  readonly priority?: Priority
  /** How much is affected; 1 to 64 letters, digits or `. _ : / ~ -`, without blanks. */
  readonly impact?: string | null
  /** How soon it hurts. */
  readonly urgency?: string | null
  /** What it is about, e.g. `network/vpn`; without blanks. */
  readonly topic?: string | null
  /** Support line, 1 to 9; 1 where absent. */
  readonly level?: number
  /** Team that gets it (`team_…`). */
  readonly teamId?: string | null
  /** Agent who gets it (`agt_…`). */
  readonly assigneeId?: string | null
  /** Labels, at most 100; each without blanks. */
  readonly tags?: readonly string[]
  /** The desk's own fields; only names that the policies declare. */
  readonly attributes?: Attributes
  /** Values of the desk's personal fields, which may be free text; null for none. Content: only their names stand in events. */
  readonly personalFields?: PersonalValues
}

/** What a ticket is about. Absent properties stay. */
export interface ClassifyInput {
  /** Kind of request. */
  readonly kind?: string
  /** What it is about; null clears it. */
  readonly topic?: string | null
  /** All labels from now on. */
  readonly tags?: readonly string[]
  /** The desk's own fields to change; null clears one; only names that the policies declare. */
  readonly attributes?: Attributes
}

/** How urgent a ticket is. Absent properties stay. */
export interface PrioritiseInput {
  /** Priority from now on. */
  readonly priority?: Priority
  /** How much is affected; null clears it. */
  readonly impact?: string | null
  /** How soon it hurts; null clears it. */
  readonly urgency?: string | null
}

/** Who gets a ticket. */
export interface AssignInput {
  /** Agent (`agt_…`). */
  readonly assigneeId: string
  /** Team on whose behalf (`team_…`); the present one where absent. */
  readonly teamId?: string
}

/** Which support line gets a ticket. */
export interface EscalateInput {
  /** Line, 1 to 9; the next where absent. */
  readonly level?: number
  /** Team that gets it (`team_…`). */
  readonly teamId?: string
}

/** A message to the requester. */
export interface ReplyInput {
  /** Its text; 1 to 150,000 characters. */
  readonly body: string
  /** How it goes out; the ticket's channel where absent. */
  readonly channel?: string
  /** Whether a machine sends it unasked; false where absent. */
  readonly automatic?: boolean
}

/** A message among staff. */
export interface NoteInput {
  /** Its text; 1 to 150,000 characters. */
  readonly body: string
}

/** A message from the requester. */
export interface ReceiveReplyInput {
  /** Its text; at most 150,000 characters. */
  readonly body: string
  /** How it came in; the ticket's channel where absent. */
  readonly channel?: string
  /** Whether a machine sent it unasked (out of office); false where absent. */
  readonly automatic?: boolean
}

/** A question to the requester. */
export interface RequestInformationInput {
  /** Text of the public message that asks; absent where they were asked elsewhere. */
  readonly body?: string
  /** Status to move to; the default of `pending` where absent. */
  readonly toStatus?: string
}

/** A wait for a third party. */
export interface HoldInput {
  /** Why, for staff; at most 5,000 characters. Content, not history. */
  readonly reason?: string
  /** Status to move to; the default of `on-hold` where absent. */
  readonly toStatus?: string
}

/** Where a ticket moves to. */
export interface MoveInput {
  /** Status to move to; the command's default where absent. */
  readonly toStatus?: string
}

/** An answer that solves a ticket. */
export interface ResolveInput {
  /** The desk's code for the solution, e.g. `fixed`: 1 to 64 lower-case letters, digits and hyphens. */
  readonly code?: string
  /** How it ended; `solved` where absent. */
  readonly outcome?: Outcome
  /** How the requester was told, or why not; where absent, the last public message to them counts. */
  readonly told?: SolutionToldInput
  /** Of a problem: whether its incidents are resolved with the same code, by `runDueTimers`; `leave` where absent. */
  readonly incidents?: 'resolve' | 'leave'
  /** What was done, for staff; at most 5,000 characters. Content, not history. */
  readonly summary?: string
  /** Status to move to; the default of `resolved` where absent. */
  readonly toStatus?: string
}

/** The end of a ticket that is no longer wanted. */
export interface CancelInput {
  /** How it ended; `cancelled` where absent. */
  readonly outcome?: Exclude<Outcome, 'solved'>
  /** Why, for staff; at most 5,000 characters. Content, not history. */
  readonly reason?: string
  /** Status to move to; the default of `closed` where absent. */
  readonly toStatus?: string
}

/** A move to a status by name. */
export interface ChangeStatusInput {
  /** Status to move to. */
  readonly toStatus: string
  /** The desk's code for the solution, where the new status asks for one. */
  readonly code?: string
  /** How it ended, where the new status is resolved or closed. */
  readonly outcome?: Outcome
}
