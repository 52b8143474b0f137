import { deepStrictEqual } from 'node:assert'
import type { Instant } from '@caseload/core'
import type { Policies } from '@caseload/planner'
import { brokenCatalogue } from './catalogue-invariants.ts'
import { brokenCheckBacks } from './check-back-invariants.ts'
import { brokenClocks } from './clock-invariants.ts'
import { brokenContacts } from './contact-invariants.ts'
import { brokenErasures, takenByErasure } from './erasure-invariants.ts'
import { foldedTickets, type Kept, messagesOf, placedMessages, ticketsOf } from './kept.ts'
import { brokenTickets, notShown } from './ticket-invariants.ts'
import { brokenIndex, brokenTimers } from './timer-invariants.ts'

/** What is known of a run beside what the desk kept of it. */
export interface Circumstances {
  /** Policies of the desk. */
  readonly policies: Policies
  /** The present. */
  readonly now: Instant
  /** Names of the contacts that were handed over. */
  readonly handed: readonly string[]
  /** Whether every timer that is due has been run. */
  readonly settled: boolean
}

/** Throws where anything that must always hold does not, in words. */
export function holdAll(kept: Kept, about: Circumstances, shownBy?: (ticketId: string) => readonly string[]): void {
  const tickets = ticketsOf(kept)
  const messages = messagesOf(kept)
  deepStrictEqual(tickets, foldedTickets(kept), 'the journal does not fold to what is stored')
  const placed = placedMessages(kept)
  const gathered = (id: string): readonly string[] => {
    const below = tickets.get(id)?.mergedFrom ?? []
    return [...(messages.get(id) ?? []), ...below.flatMap(gathered)]
  }
  const shown = [...tickets.values()].flatMap(({ id, mergedInto }) => (mergedInto === null ? (shownBy ?? gathered)(id) : []))
  const broken = [
    ...brokenTickets(tickets, placed),
    ...notShown(shown, messages, placed, takenByErasure(kept)),
    ...brokenCommits(kept),
    ...brokenIndex(kept, about),
    ...brokenTimers(kept, about),
    ...brokenClocks(kept, about),
    ...brokenCheckBacks(kept, about),
    ...brokenContacts(kept, about),
    ...brokenCatalogue(kept, about),
    ...brokenErasures(kept, about),
  ]
  if (broken.length > 0) throw new Error(broken.join('\n'))
}

/** Commands that happened more than once: what is repeated, since its answer was lost, must not be done again. */
function brokenCommits({ commits }: Kept): readonly string[] {
  return [...commits].flatMap(([cause, keys]) => (keys.size === 1 ? [] : [`${cause} was carried out ${keys.size} times`]))
}
