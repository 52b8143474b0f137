import type { Instant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { wrongOptions } from '../wrong-arguments.ts'
import { orderedEvents } from './ordered-events.ts'
import { brokenStream, notOpened, type StreamProblem } from './stream-problems.ts'
import type { TicketFacts } from './ticket-facts.ts'
import { TicketHistory } from './ticket-history.ts'
import type { TicketJournalEvent } from './ticket-journal-event.ts'
import { TraceTrie } from './trace-trie.ts'
import { wrongEvents } from './wrong-events.ts'

/** Of which instant the facts are. */
export interface TicketFactsOptions {
  /**
   * Events after this instant are left out, and what still runs is counted up to it (an event *at* it is in). Where absent: the latest event of any ticket.
   */
  readonly asOf?: Instant
}

/** Takes in a journal event by event and gives the rows at any time; memory grows with tickets, not with events. */
export interface TicketFactsFold {
  /**
   * Takes in the next event.
   *
   * @param event - Streams may interleave in any way; within a stream versions come as 1, 2, 3 ….
   * @returns Nothing; `analytics/broken-stream` for an event out of its place, `analytics/not-opened` for a stream that does not begin with `ticket-opened`. A refused
   * event leaves everything as it was.
   */
  add(event: TicketJournalEvent): Result<void, StreamProblem>
  /** The rows so far, by opening and then identity; the fold goes on afterwards. */
  finish(): readonly TicketFacts[]
}

/**
 * Makes ticket facts from a stream of journal entries without holding the entries, for logs that do not fit into memory and for live followers.
 *
 * Use one fold per tenant, and give it the events of tickets only (`isTicketEvent`).
 *
 * @param options - `asOf`; the latest event where absent.
 *
 * @example
 * ```ts
 * import { ticketFactsFold } from '@caseload/analytics'
 *
 * const fold = ticketFactsFold()
 * fold.finish() // => []
 * ```
 */
export function ticketFactsFold(options: TicketFactsOptions = {}): TicketFactsFold {
  const histories = new Map<string, TicketHistory | number>()
  const trie = new TraceTrie()
  const until = options.asOf ?? Infinity
  let latest: Instant | null = options.asOf ?? null
  return {
    add(event) {
      const { stream, version } = event
      const history = histories.get(stream)
      const expected = (typeof history === 'object' ? history.version : (history ?? 0)) + 1
      if (version !== expected) return err(brokenStream(stream, version, expected))
      if (history === undefined && event.type !== 'ticket-opened') return err(notOpened(stream, event.type))
      if (latest === null || (options.asOf === undefined && event.at > latest)) latest = event.at
      if (typeof history === 'object') {
        if (event.at > until) history.skip()
        else history.add(event)
      } else if (event.type === 'ticket-opened' && event.at <= until) {
        histories.set(stream, new TicketHistory(event.data, event.at, event.actor, trie))
        // A ticket opened after the instant asked about has no row, but its events are still checked.
      } else histories.set(stream, version)
      return ok(undefined)
    },
    finish() {
      const rows: TicketFacts[] = []
      for (const history of histories.values()) {
        if (typeof history === 'object' && latest !== null) rows.push(history.facts(latest))
      }
      return rows.sort(byOpeningAndId)
    },
  }
}

/**
 * One flat row per ticket from its history: times, counts and flags.
 *
 * Events may come in any order: they are grouped by `stream` and ordered by `version`. Give the events of one tenant, and only those of tickets (`isTicketEvent`).
 * Definitions stand at {@link TicketFacts}.
 *
 * @param events - Journal entries; not mutated.
 * @param options - `asOf`; the latest event of any ticket where absent.
 * @returns Rows by opening and then identity; empty for no events. `input/invalid` where these are no events, `analytics/broken-stream` where a version is missing or stands twice,
 * `analytics/not-opened` for a stream that does not begin with `ticket-opened`.
 *
 * @example
 * ```ts
 * import { type TicketJournalEvent, ticketFacts } from '@caseload/analytics'
 * import { instant, orThrow } from '@caseload/core'
 * import type { TicketId } from '@caseload/core'
 *
 * const ticketId = 'tkt_1' as TicketId
 * const place = (version: number, at: string) =>
 *   ({ stream: ticketId, version, schema: 1, at: instant(at), recordedAt: instant(at), cause: null }) as const
 * const events: TicketJournalEvent[] = [
 *   {
 *     ...place(1, '2026-03-02T09:00Z'), type: 'ticket-opened', actor: 'requester:cus_eve',
 *     data: {
 *       ticketId, number: 7, workflow: { id: 'standard', version: 1 }, catalogue: null, status: 'new', category: 'new', kind: 'incident', channel: 'email', requesterId: null,
 *       priority: 'normal', impact: null, urgency: null, topic: null, level: 1, teamId: null, assigneeId: null, tags: [], attributes: { product: 'router' },
 *     },
 *   },
 *   {
 *     ...place(2, '2026-03-02T10:30Z'), type: 'ticket-status-changed', actor: 'agent:agt_ada',
 *     data: { from: 'new', to: 'solved', fromCategory: 'new', toCategory: 'resolved', cause: 'resolve', outcome: 'solved', resolutionCode: 'fixed' },
 *   },
 * ]
 * const [row] = orThrow(ticketFacts(events))
 * row?.firstResolutionMs // => 5_400_000
 * row?.firstReplyMs // => null
 * row?.attributes // => { product: 'router' }
 *
 * ticketFacts(events.slice(1)).mapErr((problem) => problem.kind)._unsafeUnwrapErr() // => 'analytics/broken-stream'
 * ```
 */
export function ticketFacts(
  events: readonly TicketJournalEvent[],
  options: TicketFactsOptions = {},
): Result<readonly TicketFacts[], StreamProblem> {
  const wrong = wrongEvents(events) ?? wrongOptions('options', options, { asOf: 'instant' })
  if (wrong !== null) return err(wrong)
  const fold = ticketFactsFold(options)
  for (const event of orderedEvents(events)) {
    const added = fold.add(event)
    if (added.isErr()) return err(added.error)
  }
  return ok(fold.finish())
}

function byOpeningAndId(a: TicketFacts, b: TicketFacts): number {
  return a.openedAt - b.openedAt || (a.ticketId < b.ticketId ? -1 : a.ticketId > b.ticketId ? 1 : 0)
}
