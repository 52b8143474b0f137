import { dayMs, type Instant, isInstant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { CalendarPolicies } from '../document/calendar-policies.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { heldInstant, type LocalClock } from '../zone/local-clock.ts'
import { noInstant } from '../zone/refused.ts'
import type { Calendar } from './calendar.ts'
import { type InvalidAmount, type InvalidArgument, invalidAmount, type NeverOpen, neverOpen } from './calendar-problem.ts'

type Answer = Result<Instant, NeverOpen | InvalidAmount | InvalidArgument>
type Arithmetic = Pick<Calendar, 'add' | 'subtract' | 'between'>

/** Sums on instants: an open stretch counts the time that elapses in it. */
export function elapsedArithmetic(timeline: Timeline, rolls: Rolls, policies: CalendarPolicies): Arithmetic {
  const { workAt } = timeline
  const forward = policies.addLandingOnClosing === 'closing' ? timeline.reaching : timeline.exceeding
  const backward = policies.subtractLandingOnOpening === 'opening' ? timeline.backExceeding : timeline.backReaching
  const negative = policies.reversedRange === 'negative'

  function later(at: Instant, amount: number): Answer {
    const point = forward(at, amount)
    return point === null ? err(neverOpen('later')) : ok(heldInstant(point))
  }
  function earlier(at: Instant, amount: number): Answer {
    const point = backward(at, amount)
    return point === null ? err(neverOpen('earlier')) : ok(heldInstant(point))
  }
  return {
    ...signed(later, earlier, rolls, policies),
    between: (from, to) => {
      if (from <= to) {
        const before = workAt(from)
        return workAt(to) - before
      }
      if (!negative) return 0
      const before = workAt(to)
      return before - workAt(from)
    },
  }
}

/** What counting by the wall clock stands on. */
interface WallClock {
  /** Hours on the local axis. */
  readonly local: Timeline
  /** The same hours as instants. */
  readonly instants: Timeline
  /** The clock that shows local time. */
  readonly clock: LocalClock
}

/** Sums on local time: an open stretch counts what its clock shows, so that a day of changing clocks is as long as any other. */
export function wallClockArithmetic(
  { local: timeline, instants, clock }: WallClock,
  rolls: Rolls,
  policies: CalendarPolicies,
): Arithmetic {
  const forward = policies.addLandingOnClosing === 'closing' ? timeline.reaching : timeline.exceeding
  const backward = policies.subtractLandingOnOpening === 'opening' ? timeline.backExceeding : timeline.backReaching
  const local = (at: number) => at + clock.offsetAt(at)
  const { skippedTime, repeatedTime } = policies
  const wholeOnly = policies.clockChange === 'wall-clock-whole'

  /** A repeated local time is the one on the side that was asked for. */
  function instantOf(point: number, isAsked: (candidate: Instant) => boolean): Instant {
    const chosen = clock.instantOf(point, skippedTime, repeatedTime)
    return isAsked(chosen) ? chosen : (clock.instantsOf(point).find(isAsked) ?? chosen)
  }
  function later(at: Instant, amount: number): Answer {
    const point = forward(local(at), amount)
    if (point === null) return err(neverOpen('later'))
    const answer = instantOf(point, (candidate) => candidate >= at)
    if (!wholeOnly) return ok(answer)
    const begin = stretchBegin(at, answer)
    return ok(begin === null ? answer : heldInstant(begin + point - local(begin)))
  }
  function earlier(at: Instant, amount: number): Answer {
    const point = backward(local(at), amount)
    if (point === null) return err(neverOpen('earlier'))
    const answer = instantOf(point, (candidate) => candidate <= at)
    if (!wholeOnly) return ok(answer)
    const end = stretchEnd(at, answer)
    return ok(end === null ? answer : heldInstant(end - (local(end) - point)))
  }

  const midnight = (at: number, days: number) =>
    clock.instantOf((Math.floor(local(at) / dayMs) + days) * dayMs, 'boundary', 'first')

  /** Where the stretch begins that an instant lies in or ends, cut at its midnight and at `from`; null if it lies in none. */
  function stretchBegin(from: number, at: number): number | null {
    const stretch = instants.stretchBefore(at)
    if (stretch === null || stretch.to < at) return null
    return Math.max(from, stretch.from, midnight(at, 0))
  }

  /** Where the stretch ends that an instant lies in or begins, cut at the next midnight and at `to`. */
  function stretchEnd(to: number, at: number): number | null {
    const stretch = instants.stretchAfter(at)
    if (stretch === null || stretch.from > at) return null
    return Math.min(to, stretch.to, midnight(at, 1))
  }

  /** By how much the clock is ahead of what elapsed in the stretch that an instant lies in. */
  function aheadIn(from: number, to: number): number {
    const stretch = instants.stretchAfter(to)
    if (stretch === null || stretch.from > to) return 0
    const begin = stretchBegin(from, to)
    return begin === null ? 0 : clock.offsetAt(to) - clock.offsetAt(begin)
  }
  return {
    ...signed(later, earlier, rolls, policies),
    between: (from, to) => {
      if (from > to && policies.reversedRange === 'zero') return 0
      const [low, high] = [Math.min(local(from), local(to)), Math.max(local(from), local(to))]
      const before = timeline.workAt(low)
      const [first, last] = from <= to ? [from, to] : [to, from]
      const counted = timeline.workAt(high) - before - (wholeOnly ? aheadIn(first, last) : 0)
      return low === local(from) || counted === 0 ? counted : -counted
    },
  }
}

/** Where nothing added or subtracted leads under `roll`. */
interface Rolls {
  readonly openAtOrAfter: Calendar['openAtOrAfter']
  readonly openAtOrBefore: Calendar['openAtOrBefore']
}

type Step = (at: Instant, amount: number) => Answer

function signed(later: Step, earlier: Step, rolls: Rolls, policies: CalendarPolicies): Pick<Calendar, 'add' | 'subtract'> {
  const unchanged = policies.zeroAmount === 'unchanged'

  function rolled(at: Instant, direction: NeverOpen['direction']): Answer {
    if (unchanged) return ok(at)
    const open = direction === 'later' ? rolls.openAtOrAfter(at) : rolls.openAtOrBefore(at)
    return open === null ? err(neverOpen(direction)) : ok(open)
  }
  // The looks at arguments stand here and not around it, where they would cost another call.
  return {
    add: (at, amount) => {
      if (!isInstant(at)) return noInstant('add')
      if (!Number.isSafeInteger(amount)) return err(invalidAmount('whole milliseconds'))
      if (amount > 0) return later(at, amount)
      return amount < 0 ? earlier(at, -amount) : rolled(at, 'later')
    },
    subtract: (at, amount) => {
      if (!isInstant(at)) return noInstant('subtract')
      if (!Number.isSafeInteger(amount)) return err(invalidAmount('whole milliseconds'))
      if (amount > 0) return earlier(at, amount)
      return amount < 0 ? later(at, -amount) : rolled(at, 'earlier')
    },
  }
}
