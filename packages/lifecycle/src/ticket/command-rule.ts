import type { ActorKind } from '@caseload/core'
import { type StatusCategory, statusCategories } from '../workflow/status-category.ts'

/** Who may give a command at all, where it applies, and where it leads. */
export interface TicketCommandRule {
  /** Sorts of actor that may give it. A workflow can narrow this for a transition, never widen it. */
  readonly actors: readonly ActorKind[]
  /** Categories it applies to; null for `open`, which applies where there is no ticket yet. */
  readonly from: readonly StatusCategory[] | null
  /** Categories it may move to, that of the default status first; null where it does not move by itself. */
  readonly to: readonly StatusCategory[] | null
}

/** Sorts of actor that come up in rules. */
export const everybody = ['requester', 'agent', 'bot', 'system'] as const
/** Everybody who works for the desk. */
export const staff = ['agent', 'bot', 'system'] as const
/** Staff who decide for themselves, and the application. */
export const people = ['agent', 'system'] as const
/** Categories of a ticket that is not over. */
export const notClosed = ['new', 'open', 'pending', 'on-hold', 'resolved'] as const
/** Categories of a ticket that is still to be answered. */
export const unresolved = ['new', 'open', 'pending', 'on-hold'] as const
/** Every category: also of a ticket that is over. */
export const anyCategory: readonly StatusCategory[] = statusCategories
