import type { SlaAuthor, SlaCategory } from '../signals/status-category.ts'

/** The ticket began. */
export interface StartedTrigger {
  /** Says that the beginning of the ticket is meant. */
  readonly on: 'started'
  /** Only tickets opened by one of these; anybody where absent. */
  readonly from?: readonly SlaAuthor[]
}

/** Somebody wrote. Automatic messages (auto-replies, bounces, notices) never count unless asked for. */
export interface MessageTrigger {
  /** Says that a message is meant. */
  readonly on: 'message'
  /** Who wrote it. */
  readonly from: readonly SlaAuthor[]
  /** Who can read it: `public` where absent. */
  readonly visibility?: 'public' | 'internal' | 'any'
  /** Whether automatic messages count, too. False where absent. */
  readonly automatic?: boolean
  /** True: only after an agent has answered in public. False: only before. Either where absent. */
  readonly answered?: boolean
  /** `assigned-team`: only when written by the team the ticket is with; a message or a ticket without a team does not count then. `any-team` where absent. */
  readonly by?: 'any-team' | 'assigned-team'
}

/** The category of the status changed. A move within the named categories is neither entering nor leaving. */
export interface CategoryTrigger {
  /** Says that a change of category is meant. */
  readonly on: 'category'
  /** It changed from another category into one of these; the first category of a ticket is entered. */
  readonly enters?: readonly SlaCategory[]
  /** It changed from one of these into another category. */
  readonly leaves?: readonly SlaCategory[]
}

/** The desk's own status changed, where categories are too coarse. */
export interface StatusTrigger {
  /** Says that a change of status is meant. */
  readonly on: 'status'
  /** It changed from another status into one of these. */
  readonly enters?: readonly string[]
  /** It changed from one of these into another status. */
  readonly leaves?: readonly string[]
}

/** The team changed. */
export interface TeamTrigger {
  /** Says that a change of team is meant. */
  readonly on: 'team'
  /** `assigned`: some team has it now; `unassigned`: none has; `changed`: either. The team a ticket starts with is assigned. */
  readonly is: 'assigned' | 'unassigned' | 'changed'
}

/** Somebody took the ticket, or let go of it. */
export interface OwnerTrigger {
  /** Says that a change of owner is meant. */
  readonly on: 'owner'
  /** Who has it now: an agent, a bot, or nobody. */
  readonly is: 'agent' | 'bot' | 'nobody'
}

/** Something the application tells of by name: an approval, a delivery, a visit. */
export interface NamedTrigger {
  /** Says that an event of your own is meant. */
  readonly on: 'event'
  /** Its name. */
  readonly name: string
}

/** Another clock of this ticket was fulfilled, so that clocks can follow one another. */
export interface ClockTrigger {
  /** Says that the end of another clock is meant. */
  readonly on: 'clock'
  /** Name of the clock; it may not depend on this one in turn. */
  readonly clock: string
}

/** What can start, stop, cancel or restart a clock. */
export type TriggerDocument =
  | StartedTrigger
  | MessageTrigger
  | CategoryTrigger
  | StatusTrigger
  | TeamTrigger
  | OwnerTrigger
  | NamedTrigger
  | ClockTrigger
