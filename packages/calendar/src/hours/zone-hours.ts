import { dayMs } from '@caseload/core'
import type { HoursDocument } from '../document/calendar-document.ts'
import type { CalendarPolicies } from '../document/calendar-policies.ts'
import type { TimeRange } from '../document/time-range.ts'
import { weekdayOf } from '../document/weekday.ts'
import type { LocalClock } from '../zone/local-clock.ts'
import { skippedDays } from '../zone/skipped-days.ts'
import { type CompiledRules, compileRules, type DatedOpening, ordinaryDay } from './compiled-rules.ts'
import type { Axis, CalendarVersion, Hours } from './hours.ts'
import type { Reason } from './reason.ts'
import {
  clippedSpans,
  mergedSpans,
  type Pair,
  pairsOf,
  pushSpan,
  type Spans,
  sharedSpans,
  unitedSpans,
  withoutSpans,
} from './spans.ts'

/** Which of the policies shape hours. */
export type HoursPolicies = Pick<CalendarPolicies, 'overnightHoliday' | 'skippedTime' | 'repeatedTime'>

/** The hours of a document in one zone. Everything is decided on the local axis, where hours are written; only the result becomes instants. */
export function zoneHours(document: HoursDocument, clock: LocalClock, policies: HoursPolicies): Hours {
  const rules = compileRules(document)
  const version: CalendarVersion = { id: document.id ?? 'calendar', version: document.version ?? 1 }
  const { overnightHoliday, skippedTime, repeatedTime } = policies

  function toInstants(local: Spans): Spans {
    const edges: number[] = []
    const instants: number[] = []
    let ascending = true
    for (let index = 0; index < local.length; index += 2) {
      const from = clock.instantOf(local[index] ?? 0, skippedTime, repeatedTime)
      const to = clock.instantOf(local[index + 1] ?? 0, skippedTime, repeatedTime)
      ascending &&= from >= (edges.at(-2) ?? from)
      edges.push(from, to)
      pushSpan(instants, from, to)
    }
    // What is moved out of a gap may come to lie before, after or within what stands beside it.
    return ascending ? instants : mergedSpans(pairsOf(edges))
  }
  const dayOf = (at: number) => Math.floor((at + clock.offsetAt(at)) / dayMs)

  /** Hours that belong to the days from `first` to `last`, before breaks. */
  function hoursOfDays(first: number, last: number): Spans {
    const ordinary: number[] = []
    const onHolidays: Pair[] = []
    const closed: Pair[] = []
    const skipped = skippedDays(clock, first, last)
    for (let day = first; day <= last; day += 1) {
      if (skipped.includes(day)) continue
      const special = rules.onDay(day)
      let own = rules.week[weekdayOf(day)] ?? []
      if (special !== ordinaryDay) {
        own = ordinarySpans(rules, special.openings, day)
        const starting = overnightHoliday === 'starting-day'
        for (const { ranges, wholeDay } of special.holidays) {
          if (!starting) closed.push(...pairsFrom(day, ranges))
          else own = wholeDay ? [] : withoutSpans(own, mergedSpans(pairsFrom(0, ranges)))
        }
        for (const opening of special.openings) if (opening.evenOnHolidays) onHolidays.push(...pairsFrom(day, opening.ranges))
      }
      const midnight = day * dayMs
      for (let index = 0; index < own.length; index += 2) {
        pushSpan(ordinary, midnight + (own[index] ?? 0), midnight + (own[index + 1] ?? 0))
      }
    }
    const working = withoutSpans(ordinary, mergedSpans(closed))
    return onHolidays.length === 0 ? working : unitedSpans([working, mergedSpans(onHolidays)])
  }

  const breaksOn = (day: number) => {
    const weekly = rules.weeklyBreaks[weekdayOf(day)] ?? []
    const { breaks } = rules.onDay(day)
    return breaks.length === 0 ? weekly : [...weekly, ...breaks]
  }

  function breaksOfDays(first: number, last: number): Spans {
    if (!rules.hasBreaks) return []
    const pairs: Pair[] = []
    for (let day = first; day <= last; day += 1) {
      for (const { ranges } of breaksOn(day)) {
        for (const { fromMs, toMs } of ranges) pairs.push([day * dayMs + fromMs, day * dayMs + toMs])
      }
    }
    return pairs.length === 0 ? [] : mergedSpans(pairs)
  }

  /** Hours end and breaks reach at most a day after the day they belong to. */
  function localSpans(first: number, last: number): Spans {
    const open = withoutSpans(hoursOfDays(first - 2, last), breaksOfDays(first - 2, last))
    const skipped = skippedDays(clock, first - 2, last + 1)
    // What began the day before ends where that day does.
    return skipped.length === 0 ? open : withoutSpans(open, mergedSpans(skipped.map((day) => [day * dayMs, (day + 1) * dayMs])))
  }

  function spans(axis: Axis, from: number, to: number): Spans {
    if (!(from < to)) return []
    if (axis === 'local') return clippedSpans(localSpans(Math.floor(from / dayMs), Math.floor(to / dayMs)), from, to)
    return clippedSpans(toInstants(localSpans(dayOf(from) - 1, dayOf(to) + 1)), from, to)
  }

  function dayHours(day: number): Spans {
    if (skippedDays(clock, day, day).length > 0) return []
    const { holidays, openings } = rules.onDay(day)
    const closed = mergedSpans(holidays.flatMap(({ ranges }) => pairsFrom(0, ranges)))
    // A whole-day holiday takes the day's own hours to their end, else half a night would make it a working day.
    const dayOff = holidays.some(({ wholeDay }) => wholeDay)
    const own = dayOff ? [] : withoutSpans(ordinarySpans(rules, openings, day), closed)
    const special = mergedSpans(openings.flatMap((opening) => (opening.evenOnHolidays ? pairsFrom(0, opening.ranges) : [])))
    const kept = unitedSpans([own, special]).map((ms) => day * dayMs + ms)
    return toInstants(sharedSpans(kept, localSpans(day, day + 1)))
  }

  function reasonAt(at: number): Reason {
    const local = at + clock.offsetAt(at)
    const day = Math.floor(local / dayMs)
    const isOpen = spans('instant', at, at + 1).length > 0
    const covers = (first: number, ranges: readonly TimeRange[]) =>
      pairsFrom(first, ranges).some(([from, to]) => from <= local && local < to)
    const names = (pick: (day: number) => readonly { readonly name: string; readonly ranges: readonly TimeRange[] }[]) =>
      [day, day - 1].flatMap((first) =>
        pick(first)
          .filter(({ ranges }) => covers(first, ranges))
          .map(({ name }) => name),
      )
    if (isOpen) {
      const [opening] = names((first) => rules.onDay(first).openings)
      if (opening !== undefined) return { kind: 'opening', name: opening }
      const shifts = shiftsAt(at)
      return { kind: 'open', name: shifts.length === 0 ? null : shifts.join(', ') }
    }
    const [holiday] = names((first) => rules.onDay(first).holidays)
    if (holiday !== undefined) return { kind: 'holiday', name: holiday }
    // A break that no hours surround takes nothing away, so it is no reason.
    const surrounded = clippedSpans(hoursOfDays(day - 2, day), local, local + 1).length > 0
    const [pause] = surrounded ? names(breaksOn) : []
    if (pause !== undefined) return { kind: 'break', name: pause }
    const closing = rules.onDay(day).openings.find(({ replaces }) => replaces)
    if (closing !== undefined) return { kind: 'outside-hours', name: closing.name }
    return { kind: ordinarySpans(rules, [], day).length === 0 ? 'day-off' : 'outside-hours', name: null }
  }

  function shiftsAt(at: number): readonly string[] {
    if (spans('instant', at, at + 1).length === 0) return []
    const local = at + clock.offsetAt(at)
    const day = Math.floor(local / dayMs)
    return rules.shifts
      .filter(({ week }) =>
        [day, day - 1].some((first) =>
          pairsFrom(first, week[weekdayOf(first)] ?? []).some(([from, to]) => from <= local && local < to),
        ),
      )
      .map(({ name }) => name)
  }

  return {
    clock,
    zoneName: document.zone,
    spans,
    dayHours,
    holidaysOn: (day) => rules.onDay(day).holidays.map(({ name, wholeDay }) => ({ name, wholeDay })),
    breaksAt: (at) => {
      const local = at + clock.offsetAt(at)
      const day = Math.floor(local / dayMs)
      return [day - 1, day].flatMap((first) =>
        breaksOn(first)
          .filter(({ ranges }) => pairsFrom(first, ranges).some(([from, to]) => from <= local && local < to))
          .map(({ name }) => name),
      )
    },
    shiftsAt,
    edges: (from, to) => {
      const found: number[] = []
      const instants = (local: number) =>
        found.push(...clock.instantsOf(local), clock.instantOf(local, skippedTime, repeatedTime))
      for (let day = dayOf(from) - 1; day <= dayOf(to) + 1; day += 1) {
        const { holidays, openings } = rules.onDay(day)
        instants(day * dayMs)
        const shifts = rules.shifts.map(({ week }) => ({ ranges: week[weekdayOf(day)] ?? [] }))
        for (const { ranges } of [...holidays, ...openings, ...breaksOn(day), ...shifts]) {
          for (const [start, end] of pairsFrom(day, ranges)) {
            instants(start)
            instants(end)
          }
        }
      }
      return found
    },
    reasonAt,
    versionAt: () => version,
  }
}

/** Hours of a day from its midnight, by its week and shifts or by openings that do not hold on holidays. */
function ordinarySpans(rules: CompiledRules, openings: readonly DatedOpening[], day: number): Spans {
  const week = openings.some(({ replaces }) => replaces) ? [] : (rules.week[weekdayOf(day)] ?? [])
  const dated = openings.flatMap(({ ranges, evenOnHolidays }) => (evenOnHolidays ? [] : pairsFrom(0, ranges)))
  return unitedSpans([week, mergedSpans(dated)])
}

function pairsFrom(day: number, ranges: readonly TimeRange[]): readonly Pair[] {
  return ranges.map(({ fromMs, toMs }) => [day * dayMs + fromMs, day * dayMs + toMs] as const)
}
