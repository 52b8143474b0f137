import type { ExplanationValue, Problem } from '@caseload/core'
import type { ApprovalRejection } from './approvals/approval-rejections.ts'
import type { AttentionRejection } from './attention/attention-rejections.ts'
import type { CheckBackRejection } from './check-back/check-back-rejections.ts'
import type { ChecklistRejection } from './checklists/checklist-rejections.ts'
import type { HandOverRejection } from './hand-over/hand-over-rejections.ts'
import type { LinkRejection } from './links/link-rejections.ts'
import type { MergeRejection } from './merge/merge-rejections.ts'
import type { Obligation } from './obligations.ts'
import type { PromiseRejection } from './promise/promise-rejections.ts'
import type { SplitRejection } from './split/split-rejections.ts'
import type { TicketCommandType } from './ticket-commands.ts'
import type { ToldRejection } from './told/told-rejections.ts'

/** A command that would be granted now, and where it could lead. Where it needs different things for different statuses, it stands once for each set of needs. */
export interface AllowedCommand {
  /** The command. */
  readonly command: TicketCommandType
  /** Statuses it may move to, the default first; empty for a command that does not move. `change-status` names the present status, too: going there changes nothing. */
  readonly to: readonly string[]
  /** Ticket facts the command must bring along for any of `to`, e.g. `resolutionCode`; empty where nothing is missing. */
  readonly needs: readonly string[]
}

/** A guard that did not hold. */
export interface FailedGuard {
  /** `by`: the sort of actor; `roles`: the actor's roles; `when`: the condition; `requires`: a fact that is missing. */
  readonly guard: 'by' | 'roles' | 'when' | 'requires'
  /** What was wanted: sorts of actor, roles, names of missing facts, or for `when` the fields the condition reads. */
  readonly expected: readonly string[]
  /** What was found: the actor's sort, roles, or for `when` the values of those fields, in the same order. */
  readonly found: readonly ExplanationValue[]
}

/** What every refusal says. */
export interface Refusal<Kind extends string> extends Problem<Kind> {
  /** The command that was refused. */
  readonly command: TicketCommandType
  /** Status the ticket is in; null where there is no ticket. */
  readonly status: string | null
  /** What the same actor could do now instead. */
  readonly allowedNow: readonly AllowedCommand[]
}

/** There is no ticket yet. */
export interface TicketNotOpened extends Refusal<'ticket/not-opened'> {}
/** There is a ticket of this identity already. */
export interface TicketAlreadyOpened extends Refusal<'ticket/already-opened'> {}
/** This sort of actor may never give this command, whatever the workflow says. */
export interface ActorNotAllowed extends Refusal<'ticket/actor-not-allowed'> {
  /** Sorts of actor that may. */
  readonly allowedActors: readonly string[]
}
/** The command does not apply to the category the ticket is in, e.g. `resume` where nothing is paused, `assign` on a closed ticket or where the workflow's reaction to it is `refuse`. */
export interface NotInThisCategory extends Refusal<'ticket/not-in-this-category'> {
  /** Category the ticket is in. */
  readonly category: string
}
/** The workflow has no such status. */
export interface UnknownStatus extends Refusal<'ticket/unknown-status'> {
  /** Status that was named. */
  readonly toStatus: string
}
/** The status named is not in the category the command leads to. */
export interface WrongCategory extends Refusal<'ticket/wrong-category'> {
  /** Status that was named. */
  readonly toStatus: string
  /** Categories the command may lead to. */
  readonly expected: readonly string[]
}
/** The workflow has no status of the category the command leads to. */
export interface NoSuchCategory extends Refusal<'ticket/no-such-category'> {
  /** Categories the command may lead to. */
  readonly expected: readonly string[]
}
/** The workflow has no way from the present status to the one wanted; or, for `open`, the status wanted is not an initial one. */
export interface NoTransition extends Refusal<'ticket/no-transition'> {
  /** Status that was wanted. */
  readonly toStatus: string
}
/** There is a way, but not for this actor, or not now. */
export interface GuardFailed extends Refusal<'ticket/guard-failed'> {
  /** Status that was wanted. */
  readonly toStatus: string
  /** Each guard that did not hold, with what was found; where several ways lead there, of the one with the fewest (the first of equals). */
  readonly failed: readonly FailedGuard[]
  /** The same of every other way that leads there, in the order of the document. */
  readonly alternatives: readonly (readonly FailedGuard[])[]
}
/** The ticket was resolved too long ago to come back. */
export interface ReopenWindowPassed extends Refusal<'ticket/reopen-window-passed'> {
  /** Last instant at which it could have come back (inclusive), epoch ms. */
  readonly allowedUntil: number
}
/** The workflow takes no replies in this category: from the requester, or of agents and bots, as the command says. */
export interface ReplyRefused extends Refusal<'ticket/reply-refused'> {
  /** Category the ticket is in. */
  readonly category: string
}
/** A property of the command is outside its documented range. */
export interface InvalidCommand extends Refusal<'ticket/invalid-command'> {
  /** Which property. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
}

/** The ticket may not be closed while something is still owed. */
export interface ObligationsOpen extends Refusal<'ticket/obligations-open'> {
  /** Status that was wanted. */
  readonly toStatus: string
  /** What is owed, in the order of the ticket; never empty. */
  readonly obligations: readonly Obligation[]
}

/** Every way a ticket can say no. */
export type TicketRejection =
  | TicketNotOpened
  | TicketAlreadyOpened
  | ActorNotAllowed
  | NotInThisCategory
  | UnknownStatus
  | WrongCategory
  | NoSuchCategory
  | NoTransition
  | GuardFailed
  | ReopenWindowPassed
  | ReplyRefused
  | InvalidCommand
  | ObligationsOpen
  | ApprovalRejection
  | ChecklistRejection
  | LinkRejection
  | MergeRejection
  | SplitRejection
  | PromiseRejection
  | HandOverRejection
  | ToldRejection
  | CheckBackRejection
  | AttentionRejection
