import type { Instant } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import {
  fireSlaTimers,
  nextBreach,
  nextChange,
  oldestDeadline,
  type Sla,
  type SlaTimer,
  slaFold,
  slaProgress,
  slaTimers,
} from '@caseload/sla'
import type { WorkChange, Write } from '@caseload/storage'
import { nextTimer, slaQueue } from './change-clocks.ts'
import { type TicketClocks, writeTicketClocks } from './ticket-clocks-kind.ts'
import { clockFields } from './with-clocks.ts'

/** The clocks of a ticket once other promises are in force. */
export interface RearmClocksInput {
  /** What is promised now. */
  readonly sla: Sla
  /** Every other promise that may have set its deadlines until now, null for none at all; null where that is not known. */
  readonly before: readonly (Sla | null)[] | null
  /** The ticket. */
  readonly ticket: Ticket
  /** Its clocks. */
  readonly clocks: TicketClocks
  /** Version of their document. */
  readonly docVersion: number
  /** The present. */
  readonly now: Instant
}

/** Sets the deadlines and the timer of clocks as the promises in force say, as of when they were last told of: what turns since then is told when their timer runs, or something happens to the ticket. */
export function rearmClocks(input: RearmClocksInput): {
  readonly writes: readonly Write[]
  readonly work: readonly WorkChange[]
} {
  const { sla, before, ticket, clocks, docVersion, now } = input
  const { ticketId, timerAt: was } = clocks
  // Under policies without promises timers are settled as they fall due.
  const mayBeGone = before === null || before.includes(null)
  const again = (dueAt: Instant): WorkChange => ({ op: 'schedule', queue: slaQueue, id: ticketId, dueAt, payload: {} })
  // What is due already works everything out by itself.
  if (was !== null && was <= now) return { writes: [], work: mayBeGone ? [again(was)] : [] }
  const is = standing(sla, clocks)
  const past = fireSlaTimers(is.timers, new Set(clocks.fired), now).filter(({ step }) => step !== 'breach')
  const fired = [...clocks.fired, ...past.map(({ key }) => key)]
  const timerAt = nextTimer(is.timers, new Set(fired), is.change)
  const stands = before?.every((other) => other !== null && sameDeadlines(standing(other, clocks).due, is.due)) ?? false
  const after = { ...clocks, fired, timerAt }
  return {
    writes:
      stands && timerAt === was && past.length === 0
        ? []
        : [writeTicketClocks(docVersion, after, { ...clockFields(ticket), ...is.due })],
    work:
      timerAt === was && !mayBeGone
        ? []
        : timerAt === null
          ? [{ op: 'cancel', queue: slaQueue, id: ticketId }]
          : [again(timerAt)],
  }
}

interface Standing {
  readonly timers: readonly SlaTimer[]
  readonly change: Instant
  readonly due: { readonly nextBreachAt: Instant; readonly overdueSince: Instant }
}

function standing(sla: Sla, { signals, toldAt }: TicketClocks): Standing {
  const progress = slaFold(sla).until(slaProgress(sla, { signals }), toldAt)
  return {
    timers: slaTimers(sla, progress),
    change: nextChange(progress),
    due: { nextBreachAt: nextBreach(progress), overdueSince: oldestDeadline(progress) },
  }
}

function sameDeadlines(one: Standing['due'], other: Standing['due']): boolean {
  return one.nextBreachAt === other.nextBreachAt && one.overdueSince === other.overdueSince
}
