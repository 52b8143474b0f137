import type { FactsOf, Fields } from '@caseload/conditions'
import type { InstantInput } from '@caseload/core'
import type { SlaAuthor, SlaCategory } from './status-category.ts'

/** Facts as conditions see them: the value of each declared field; absent, undefined and null mean missing. */
export type SlaFacts = FactsOf<Fields>

/** The ticket began. Everything before it only sets facts, category, team and owner. */
export interface StartedSignal {
  /** Says that the ticket began. */
  readonly type: 'started'
  /** When. */
  readonly at: InstantInput
  /** Who opened it: the requester where absent. A ticket an agent opened owes no first reply until the requester writes. */
  readonly from?: SlaAuthor
  /** Its first category: `new` where absent. */
  readonly category?: SlaCategory
  /** Its first status, by the desk's own name. */
  readonly status?: string
  /** The team it is with. */
  readonly teamId?: string
  /** Who has taken it already. */
  readonly owner?: 'agent' | 'bot'
  /** Where clocks begin to count, if earlier than `at`: for a message that waited in a mailbox, or a ticket split off another that keeps its beginning. Later than `at` counts as `at`. */
  readonly since?: InstantInput
}

/** The status changed. */
export interface CategoryChangedSignal {
  /** Says that the status changed. */
  readonly type: 'category-changed'
  /** When. */
  readonly at: InstantInput
  /** The category of the new status. */
  readonly category: SlaCategory
  /** The new status, by the desk's own name. */
  readonly status?: string
}

/** Somebody wrote. */
export interface MessageSignal {
  /** Says that somebody wrote. */
  readonly type: 'message'
  /** When. */
  readonly at: InstantInput
  /** Who wrote. */
  readonly from: SlaAuthor
  /** Whether the requester can read it: true where absent. */
  readonly public?: boolean
  /** Whether nobody wrote it in person: auto-replies, bounces, notices. False where absent. */
  readonly automatic?: boolean
  /** The team of the agent who wrote, for triggers `by: 'assigned-team'`; where only the team is known that had the ticket, that one. */
  readonly teamId?: string
}

/** Facts changed. */
export interface FactsChangedSignal {
  /** Says that facts changed. */
  readonly type: 'facts-changed'
  /** When. */
  readonly at: InstantInput
  /** The new values; facts not named keep theirs, null removes one. */
  readonly facts: SlaFacts
}

/** The ticket went to another team. */
export interface TeamChangedSignal {
  /** Says that the team changed. */
  readonly type: 'team-changed'
  /** When. */
  readonly at: InstantInput
  /** The team; null for none. */
  readonly teamId: string | null
}

/** Somebody took the ticket or let go of it. */
export interface OwnerChangedSignal {
  /** Says that the owner changed. */
  readonly type: 'owner-changed'
  /** When. */
  readonly at: InstantInput
  /** Who has it now. */
  readonly owner: 'agent' | 'bot' | null
}

/** The ticket was put aside. Clocks run on, but for those that name `snoozed` in `pausedWhile`: the requester still waits. */
export interface SnoozedSignal {
  /** Says that the ticket was put aside. */
  readonly type: 'snoozed'
  /** When. */
  readonly at: InstantInput
  /** Until when; until `woken` where absent. */
  readonly until?: InstantInput
}

/** The ticket came back from being put aside. */
export interface WokenSignal {
  /** Says that it came back. */
  readonly type: 'woken'
  /** When. */
  readonly at: InstantInput
}

/** Something of the application's own, for triggers that ask for it by name. */
export interface NamedSignal {
  /** Says that the application tells of something. */
  readonly type: 'event'
  /** When. */
  readonly at: InstantInput
  /** Its name. */
  readonly name: string
}

/** The ticket was merged into another: what still runs is cancelled as `merged`; the other ticket keeps its own clocks. Taken apart again, it lives on with its next move into a category other than resolved and closed, and what was cancelled goes on in a new cycle, with the time it had used. */
export interface MergedSignal {
  /** Says that it was merged into another. */
  readonly type: 'merged'
  /** When. */
  readonly at: InstantInput
}

/** The ticket is over without a result, as spam or by mistake: what still runs is cancelled as `ended`. Moved into a category other than resolved and closed after all, it lives on, and what was cancelled goes on in a new cycle, with the time it had used; but for what ended in between, such as a first reply that was given. */
export interface EndedSignal {
  /** Says that it is over. */
  readonly type: 'ended'
  /** When. */
  readonly at: InstantInput
}

/** The requester was told a time, or with the id of an earlier promise another time. */
export interface PromiseMadeSignal {
  /** Says that a time was told. */
  readonly type: 'promise-made'
  /** When it was told. */
  readonly at: InstantInput
  /** Which promise. */
  readonly id: string
  /** The time told. */
  readonly dueAt: InstantInput
}

/** What was promised happened. */
export interface PromiseKeptSignal {
  /** Says that it happened. */
  readonly type: 'promise-kept'
  /** When. */
  readonly at: InstantInput
  /** Which promise; one never made is no promise, and is passed over. */
  readonly id: string
}

/** The promise was taken back with the requester's consent. */
export interface PromiseWithdrawnSignal {
  /** Says that it was taken back. */
  readonly type: 'promise-withdrawn'
  /** When. */
  readonly at: InstantInput
  /** Which promise. */
  readonly id: string
}

/** What was promised goes on with another ticket, whose signals tell what becomes of it: it is no promise of this ticket any more. */
export interface PromisePassedOnSignal {
  /** Says that it goes on elsewhere. */
  readonly type: 'promise-passed-on'
  /** When. */
  readonly at: InstantInput
  /** Which promise; one never made is no promise, and is passed over. */
  readonly id: string
}

/** What another ticket promised goes on here, as it stands: the time told stays the time told. */
export interface PromiseTakenOverSignal {
  /** Says that it goes on here. */
  readonly type: 'promise-taken-over'
  /** When. */
  readonly at: InstantInput
  /** Which promise; one that is open here is passed over. */
  readonly id: string
  /** When a time was told first. */
  readonly toldAt: InstantInput
  /** The time told first. */
  readonly firstDueAt: InstantInput
  /** The time told last. */
  readonly dueAt: InstantInput
  /** How often another time was told. */
  readonly moves: number
  /** The first time told that passed, where one passed and another was told afterwards. */
  readonly brokenAt?: InstantInput
}

/** One thing that happened to a ticket, as far as clocks care. Your own tables map to these in a few lines. */
export type SlaSignal =
  | StartedSignal
  | CategoryChangedSignal
  | MessageSignal
  | FactsChangedSignal
  | TeamChangedSignal
  | OwnerChangedSignal
  | SnoozedSignal
  | WokenSignal
  | NamedSignal
  | MergedSignal
  | EndedSignal
  | PromiseMadeSignal
  | PromiseKeptSignal
  | PromiseWithdrawnSignal
  | PromisePassedOnSignal
  | PromiseTakenOverSignal
