import type { DomainEvent, Instant } from '@caseload/core'
import type { TicketCommandType } from '../ticket-commands.ts'
import type { WatcherId } from './attention-part.ts'

/** Somebody hears of the ticket from now on. */
export interface WatcherAddedData {
  /** Who. */
  readonly watcherId: WatcherId
}

/** Somebody hears of the ticket no longer. */
export interface WatcherRemovedData {
  /** Who. */
  readonly watcherId: WatcherId
}

/** The ticket was put aside. */
export interface TicketSnoozedData {
  /** Until when. */
  readonly until: Instant
  /** Until when it was put aside before; null where it was not. */
  readonly previousUntil: Instant | null
}

/** The ticket came back from being put aside. */
export interface TicketWokenData {
  /** What brought it back: a command, or `time` where the instant came. */
  readonly cause: TicketCommandType | 'time'
}

/** {@inheritDoc WatcherAddedData} */
export type WatcherAdded = DomainEvent<'watcher-added', WatcherAddedData>
/** {@inheritDoc WatcherRemovedData} */
export type WatcherRemoved = DomainEvent<'watcher-removed', WatcherRemovedData>
/** {@inheritDoc TicketSnoozedData} */
export type TicketSnoozed = DomainEvent<'ticket-snoozed', TicketSnoozedData>
/** {@inheritDoc TicketWokenData} */
export type TicketWoken = DomainEvent<'ticket-woken', TicketWokenData>

/** Facts about who looks at a ticket, and when. */
export type AttentionEvent = WatcherAdded | WatcherRemoved | TicketSnoozed | TicketWoken
