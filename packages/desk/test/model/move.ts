import { type TicketCommandType, ticketCommandTypes } from '@caseload/lifecycle'
import fc from 'fast-check'

/** What a model does beside giving commands to tickets: takes contacts in and histories over, erases people, and lets time pass. */
export const otherMoves = [
  ...(['contact', 'accept-contact', 'drain-contacts', 'timers', 'wait'] as const),
  ...(['import-tickets', 'record-history', 'erase-customer'] as const),
] as const

/** Name of everything a model does: every command there is, so that a new one is never left out. */
export type MoveName = TicketCommandType | (typeof otherMoves)[number]

/** Every {@link MoveName}. */
export const moveNames: readonly MoveName[] = [...ticketCommandTypes, ...otherMoves]

/** Something to do with one of the tickets there are, as small numbers, so that it can be drawn, printed and shrunk. */
export interface Move {
  /** What to do. */
  readonly what: MoveName
  /** Which ticket, among those there are. */
  readonly one: number
  /** Which other. */
  readonly other: number
  /** Whatever else there is to choose. */
  readonly pick: number
  /** Whether another process of the desk does it at the same time as the next one is done. */
  readonly meanwhile: boolean
}

const linking = ['link', 'merge-into', 'unmerge', 'split', 'close', 'resolve', 'reopen', 'receive-reply', 'cancel'] as const
const timed = ['contact', 'contact', 'accept-contact', 'resolve', 'record-check-back', 'reply', 'timers', 'wait', 'wait'] as const
/** What only means something after something else, and comes too seldom by itself. */
const following = [
  ...(['accept-hand-over', 'return-hand-over', 'withdraw-hand-over', 'transfer', 'confirm-problem'] as const),
  ...(['start-checklist', 'complete-step', 'skip-step', 'request-approval', 'approve', 'decline', 'withdraw-approval'] as const),
  ...([
    'promise-update',
    'keep-promise',
    'withdraw-promise',
    'unlink',
    'import-tickets',
    'record-history',
    'erase-customer',
  ] as const),
  // Offered again and again, since few tickets are handed over with a receipt, and whoever was handed one answers.
  ...(['transfer', 'accept-hand-over', 'accept-hand-over', 'return-hand-over', 'return-hand-over'] as const),
]

/** One move: what links, ends and returns, what comes in and what time does come up more often than the rest. */
export const move: fc.Arbitrary<Move> = fc.record({
  what: fc.oneof(
    { arbitrary: fc.constantFrom(...moveNames), weight: 3 },
    { arbitrary: fc.constantFrom(...linking), weight: 2 },
    { arbitrary: fc.constantFrom(...timed), weight: 2 },
    { arbitrary: fc.constantFrom(...following), weight: 1 },
  ),
  one: fc.nat(7),
  other: fc.nat(7),
  pick: fc.nat(30),
  meanwhile: fc.nat(7).map((drawn) => drawn === 7),
})

/** A move in which nothing is chosen. */
export const plainMove: Move = { what: 'open', one: 0, other: 0, pick: 0, meanwhile: false }

/** Most tickets of a model; a few more come of splits and follow-ups. */
export const mostTickets = 13

const hour = 3_600_000

/** How long a wait is: up to twelve days, and once in a while a month. */
export function waitMs(pick: number): number {
  return pick === 30 ? 700 * hour : pick * 10 * hour
}

/** When something a move tells of is to happen. */
export function laterBy(pick: number): number {
  return (1 + pick) * 5 * hour
}

/** What a ticket is looked at for, where a move means something only to some of them. */
export interface Occasion {
  /** Whether it is offered to another team. */
  readonly offered: boolean
  /** Whether handing it over asks for a receipt. */
  readonly receipted: boolean
}

const ofOffered: ReadonlySet<MoveName> = new Set(['accept-hand-over', 'return-hand-over', 'withdraw-hand-over'])

/** Which of several tickets a move is about: one that it can mean something to, where there is any; else whichever. */
export function placeOf({ what, one, other }: Move, occasions: readonly Occasion[]): number {
  const wanted: (occasion: Occasion) => boolean = ofOffered.has(what)
    ? ({ offered }) => offered
    : ({ receipted }) => what === 'transfer' && other % 2 === 0 && receipted
  const places = occasions.flatMap((occasion, place) => (wanted(occasion) ? [place] : []))
  return places[one % Math.max(1, places.length)] ?? one % Math.max(1, occasions.length)
}

/** Whether which ticket a move is about depends on how tickets stand. */
export function looksAround({ what, other }: Move): boolean {
  return ofOffered.has(what) || (what === 'transfer' && other % 2 === 0)
}
