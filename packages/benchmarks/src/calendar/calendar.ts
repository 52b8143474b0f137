import { compileCalendar } from '@caseload/calendar'
import { addMs, type Instant, instant, orThrow } from '@caseload/core'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { adding, between, differing, office, starts } from './office-hours.ts'

const day = 86_400_000
const month = starts.map((start) => office.openAtOrAfter(addMs(start, 30 * day)) ?? start)
const at = (list: readonly Instant[], index: number): Instant => list[index & 1023] ?? instant(0)

/** Every way must give our answer, or its figure means nothing. */
function agreeing(name: string, answers: (index: number) => readonly [number, number]): void {
  for (let index = 0; index < 64; index += 1) {
    const [theirs, ours] = answers(index)
    if (Math.abs(theirs - ours) > 60_000) throw new Error(`${name} answers ${theirs} where we answer ${ours}`)
  }
}

function contender(name: string, batch: number, work: (index: number) => number): Contender {
  return {
    name,
    batch,
    run: (count) => {
      let sum = 0
      for (let index = 0; index < count; index += 1) sum += work(index)
      if (!Number.isFinite(sum)) throw new Error(`${name} gave no number`)
      return sum
    },
  }
}

const pairs = starts.map((start, index) => [start, at(month, index)] as const)

/** Ours in loops of their own: what all share costs as much as the work itself. */
function addOurs(count: number): void {
  let sum = 0
  for (let done = 0; done < count; done += starts.length) {
    for (const start of starts) {
      const due = office.add(start, 28_800_000)
      if (due.isOk()) sum += due.value
    }
  }
  if (!(sum > 0)) throw new Error('nothing was added')
}

function countOurs(count: number): void {
  let sum = 0
  for (let done = 0; done < count; done += pairs.length) {
    for (const [from, to] of pairs) sum += office.between(from, to)
  }
  if (!(sum > 0)) throw new Error('nothing was counted')
}

const additions = Object.entries(adding).map(([name, add], place) => {
  agreeing(name, (index) => [add(at(starts, index), 8), office.add(at(starts, index), 8 * 3_600_000).unwrapOr(0)])
  return place === 0 ? { name, batch: 4_096_000, run: addOurs } : contender(name, 2000, (index) => add(at(starts, index), 8))
})
const differences = Object.entries(between).map(([name, count], place) => {
  const ours = (index: number) => office.between(at(starts, index), at(month, index))
  if (!differing.has(name)) agreeing(name, (index) => [count(at(starts, index), at(month, index)), ours(index)])
  if (place === 0) return { name, batch: 4_096_000, run: countOurs }
  return contender(name, 500, (index) => count(at(starts, index), at(month, index)))
})
// The iterator has no sums: it is the floor that a loop over ready intervals would reach, and promised less against.
const peers = (contenders: readonly Contender[], ratio: number) =>
  Object.fromEntries(contenders.slice(1).map(({ name }) => [name, name.startsWith('opening_hours') ? ratio / 3 : ratio]))

/** Due in eight working hours. */
export const calendarAdd: Benchmark = {
  name: 'calendar-add',
  work: 'the instant 8 working hours later, from 1,024 starts in a year',
  contenders: additions,
  promises: peers(additions, 300),
  least: 15_000_000,
  clock: 'cpu',
  batch: 1,
  rounds: 7,
  callsPerRound: 1,
}

/** Working time over a month. */
export const calendarBetween: Benchmark = {
  name: 'calendar-between',
  work: 'the working time in 30 days, from 1,024 starts in a year',
  contenders: differences,
  promises: peers(differences, 3000),
  least: 15_000_000,
  clock: 'cpu',
  batch: 1,
  rounds: 7,
  callsPerRound: 1,
}

const spans = { 'in 10 years': 3652 * day, 'in a year': 365 * day, 'in 30 days': 30 * day, 'in a day': day }

/** The same over longer and longer spans. */
export const calendarSpan: Benchmark = {
  name: 'calendar-span',
  work: 'the working time between two instants, whatever lies between them (a promise of 0.5: no more than twice as dear)',
  contenders: Object.entries(spans).map(([name, span]) => {
    const ends = starts.map((start) => addMs(start, span))
    return contender(name, 4_000_000, (index) => office.between(at(starts, index), at(ends, index)))
  }),
  promises: { 'in a year': 0.5, 'in 30 days': 0.5, 'in a day': 0.5 },
  clock: 'cpu',
  batch: 1,
  rounds: 7,
  callsPerRound: 1,
}

const zones = Intl.supportedValuesOf('timeZone')
const week = { 'mon-fri': ['09:00-12:00', '12:30-17:00'] }
const holidays = Array.from({ length: 15 }, (_, index) => ({
  name: `Holiday ${index}`,
  on: `${String((index % 12) + 1).padStart(2, '0')}-15`,
}))
const wholeYear = (year: number) => [instant(Date.UTC(year, 0, 2)), instant(Date.UTC(year, 11, 30))] as const
let touched = 0

/** Nothing of the zone and the year is known: its clock changes are looked for, too. */
function coldYear(): number {
  touched += 1
  const zone = zones[touched % zones.length] ?? 'UTC'
  const [from, to] = wholeYear(1990 + 3 * Math.floor(touched / zones.length))
  return orThrow(compileCalendar({ zone, week })).between(from, to)
}

function wholeDocument(index: number): number {
  const [from, to] = wholeYear(2026 + (index % 2))
  return orThrow(compileCalendar({ zone: 'Europe/Helsinki', week, holidays })).between(from, to)
}

/** Compiling. */
export const calendarCompile: Benchmark = {
  name: 'calendar-compile',
  work: 'compiling a calendar and one year of it (to reach: 0.5 ms)',
  contenders: [
    contender('a zone and year met for the first time', 300, coldYear),
    contender('a document of 15 holidays, analysed, in a known zone', 300, wholeDocument),
  ],
  least: 2000,
  clock: 'cpu',
  batch: 1,
  rounds: 7,
  callsPerRound: 1,
}
