import { compileCalendar } from '@caseload/calendar'
import { type Instant, instant, orThrow } from '@caseload/core'
import dayjs from 'dayjs'
import businessTime from 'dayjs-business-time'
import moment from 'moment-business-time'
import OpeningHours from 'opening_hours'

// Peers count in the zone of the host alone, so everybody does.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Our calendar. */
export const office = orThrow(compileCalendar({ zone, week: { 'mon-fri': ['09:00-12:00', '12:30-17:00'] } }))

const segments = [
  { start: '09:00:00', end: '12:00:00' },
  { start: '12:30:00', end: '17:00:00' },
]
dayjs.extend(businessTime)
dayjs.setBusinessTime({
  sunday: null,
  monday: segments,
  tuesday: segments,
  wednesday: segments,
  thursday: segments,
  friday: segments,
  saturday: null,
})
const day = ['09:00:00', '12:00:00', '12:30:00', '17:00:00']
moment.locale('en')
moment.updateLocale('en', { workinghours: { 0: null, 1: day, 2: day, 3: day, 4: day, 5: day, 6: null } })
const openingHours = new OpeningHours('Mo-Fr 09:00-12:00,12:30-17:00', null)

const hour = 3_600_000

/** Adds working hours. */
export const adding: Readonly<Record<string, (at: Instant, hours: number) => number>> = {
  caseload: (at, hours) => {
    const due = office.add(at, hours * hour)
    return due.isOk() ? due.value : Number.NaN
  },
  'dayjs-business-time 1.0.4': (at, hours) => dayjs(at).addBusinessHours(hours).valueOf(),
  'moment-business-time 2.0.0': (at, hours) => moment(at).addWorkingTime(hours, 'hours').valueOf(),
  'opening_hours 3.15.0, by its iterator': (at, hours) => addByIterator(at, hours * hour),
}

/** Ways whose differences are not ours: this one loses a part of a first or last day that has a break. */
export const differing: ReadonlySet<string> = new Set(['moment-business-time 2.0.0'])

/** Working milliseconds between two instants. */
export const between: Readonly<Record<string, (from: Instant, to: Instant) => number>> = {
  caseload: (from, to) => office.between(from, to),
  'dayjs-business-time 1.0.4': (from, to) => Math.abs(dayjs(from).businessMinutesDiff(dayjs(to))) * 60_000,
  'moment-business-time 2.0.0': (from, to) => moment(to).workingDiff(moment(from), 'minutes') * 60_000,
  'opening_hours 3.15.0': (from, to) => openingHours.getOpenDuration(new Date(from), new Date(to))[0],
}

function addByIterator(at: number, amount: number): number {
  const iterator = openingHours.getIterator(new Date(at))
  let reached = at
  for (let left = amount; ; ) {
    const open = iterator.getState()
    if (!iterator.advance()) return Number.NaN
    const change = iterator.getDate().getTime()
    if (open) {
      if (change - reached >= left) return reached + left
      left -= change - reached
    }
    reached = change
  }
}

/** Instants at whole minutes within the hours of one year, so that every peer agrees on the answer. */
export const starts: readonly Instant[] = Array.from({ length: 1024 }, (_, index) => {
  const at = instant(Date.UTC(2026, 0, 5) + Math.floor((index * 350 * 24 * 60) / 1024) * 60_000)
  return office.openAtOrAfter(at) ?? at
})
