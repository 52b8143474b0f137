import { compileCalendar } from '@caseload/calendar'
import { addMs, type Instant, instant, orThrow } from '@caseload/core'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { type Office, officeClosedOn, type Way } from './office-hours.ts'

const day = 86_400_000
const at = (list: readonly Instant[], index: number): Instant => list[index & 1023] ?? instant(0)

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

/** Every way must give our answer at every start, or its figure means nothing. */
function agreeing({ calendar, starts, ends }: Office, { name, before, add, between, loses }: Way): void {
  before()
  starts.forEach((start, index) => {
    const end = at(ends, index)
    const answers = [add(start, 8), between(start, end) + loses(end)]
    const ours = [calendar.add(start, 28_800_000).unwrapOr(0), calendar.between(start, end)]
    if (String(answers) !== String(ours)) throw new Error(`${name} answers ${answers} where we answer ${ours}`)
  })
}

/** Ours in loops of their own: what a shared loop costs is as much as the work itself. */
function ours({ calendar, starts, ends }: Office): Readonly<Record<'add' | 'between', Contender>> {
  const sumOf = (round: () => number) => (count: number) => {
    let sum = 0
    for (let done = 0; done < count; done += starts.length) sum += round()
    if (!(sum > 0)) throw new Error('nothing was counted')
  }
  const addAll = () => {
    let sum = 0
    for (let index = 0; index < starts.length; index += 1) {
      const due = calendar.add(at(starts, index), 28_800_000)
      if (due.isOk()) sum += due.value
    }
    return sum
  }
  const countAll = () => {
    let sum = 0
    for (let index = 0; index < starts.length; index += 1) sum += calendar.between(at(starts, index), at(ends, index))
    return sum
  }
  return {
    add: { name: 'caseload', batch: 8_192_000, run: sumOf(addAll) },
    between: { name: 'caseload', batch: 16_384_000, run: sumOf(countAll) },
  }
}

/** Units of work that take a peer a tenth of a second or more, so that what the collection before a round costs it disappears. */
const batches: Readonly<Record<string, Readonly<Record<'add' | 'between', number>>>> = {
  'dayjs-business-time 1.0.4': { add: 1024, between: 512 },
  'moment-business-time 2.0.0': { add: 2048, between: 1024 },
  'opening_hours 3.15.0': { add: 40_960, between: 4096 },
}

function race(office: Office, operation: 'add' | 'between', promise: number) {
  const { peers, starts, ends } = office
  for (const peer of peers) agreeing(office, peer)
  const contenders = peers.map((peer): Contender => {
    const work =
      operation === 'add'
        ? (index: number) => peer.add(at(starts, index), 8)
        : (index: number) => peer.between(at(starts, index), at(ends, index))
    return { ...contender(peer.name, batches[peer.name]?.[operation] ?? 1024, work), before: peer.before }
  })
  return {
    contenders: [ours(office)[operation], ...contenders],
    promises: Object.fromEntries(peers.map(({ name }) => [name, promise])),
    least: 15_000_000,
    clock: 'cpu',
    batch: 1,
    rounds: 7,
    callsPerRound: 1,
  } as const
}

const holidays = ['01-01', '01-06', '05-01', '06-19', '12-06', '12-24', '12-25', '12-26']

/** Due in eight working hours. */
export const calendarAdd = (): Benchmark => ({
  name: 'calendar-add',
  work: 'the instant 8 working hours later, from 1,024 starts in a year with 8 holidays',
  ...race(officeClosedOn(holidays), 'add', 300),
})

/** Working time over a month. */
export const calendarBetween = (): Benchmark => ({
  name: 'calendar-between',
  work: 'the working time in 30 days, from 1,024 starts in a year with 8 holidays',
  ...race(officeClosedOn(holidays), 'between', 3000),
})

/** The same where peers have the least to do. */
export const calendarAddPlain = (): Benchmark => ({
  name: 'calendar-add-plain',
  work: 'the same in a week without holidays, which spares opening_hours three quarters of its work',
  ...race(officeClosedOn([]), 'add', 300),
})

/** The same where peers have the least to do. */
export const calendarBetweenPlain = (): Benchmark => ({
  name: 'calendar-between-plain',
  work: 'the same in a week without holidays',
  ...race(officeClosedOn([]), 'between', 3000),
})

const spans = { 'in 10 years': 3652 * day, 'in a year': 365 * day, 'in 30 days': 30 * day, 'in a day': day }

/** The same over longer and longer spans. */
export function calendarSpan(): Benchmark {
  const { calendar, starts } = officeClosedOn(holidays)
  return {
    name: 'calendar-span',
    work: 'the working time between two instants, whatever lies between them (a promise of 0.5: no more than twice as dear)',
    contenders: Object.entries(spans).map(([name, span]) => {
      const ends = starts.map((start) => addMs(start, span))
      return contender(name, 4_000_000, (index) => calendar.between(at(starts, index), at(ends, index)))
    }),
    promises: { 'in a year': 0.5, 'in 30 days': 0.5, 'in a day': 0.5 },
    clock: 'cpu',
    batch: 1,
    rounds: 7,
    callsPerRound: 1,
  }
}

const zones = Intl.supportedValuesOf('timeZone')
const week = { 'mon-fri': ['09:00-12:00', '12:30-17:00'] }
const fifteenHolidays = Array.from({ length: 15 }, (_, index) => ({
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
  return orThrow(compileCalendar({ zone: 'Europe/Helsinki', week, holidays: fifteenHolidays })).between(from, to)
}

/** Zones that went over the date line, and the year in which they lost a day. */
const shortYears = [
  { zone: 'Pacific/Apia', year: 2011 },
  { zone: 'Pacific/Kwajalein', year: 1993 },
]

function shortYear(index: number): number {
  const { zone, year } = shortYears[index % shortYears.length] ?? { zone: 'UTC', year: 2011 }
  const [from, to] = wholeYear(year)
  return orThrow(compileCalendar({ zone, week })).between(from, to)
}

/** Compiling. */
export const calendarCompile: Benchmark = {
  name: 'calendar-compile',
  work: 'compiling a calendar and one year of it (to reach: 0.5 ms)',
  contenders: [
    contender('a zone and year met for the first time', 300, coldYear),
    contender('a document of 15 holidays, analysed, in a known zone', 300, wholeDocument),
    contender('a year that lacks a day, in a known zone', 300, shortYear),
  ],
  least: 2000,
  clock: 'cpu',
  batch: 1,
  rounds: 7,
  callsPerRound: 1,
}
