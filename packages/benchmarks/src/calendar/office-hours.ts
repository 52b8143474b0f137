import { type Calendar, compileCalendar } from '@caseload/calendar'
import { addMs, type Instant, instant, orThrow } from '@caseload/core'
import dayjs from 'dayjs'
import businessTime from 'dayjs-business-time'
import moment from 'moment-business-time'
import OpeningHours from 'opening_hours'

// Peers count in the zone of the host alone, so everybody does.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const hour = 3_600_000

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
const workinghours = { 0: null, 1: day, 2: day, 3: day, 4: day, 5: day, 6: null }
moment.locale('en')

/** One way of counting in the hours of an office. */
export interface Way {
  /** Name as the table shows it. */
  readonly name: string
  /** What must be set before this way counts: two peers keep their calendar in a global. */
  readonly before: () => void
  /** The instant so many working hours later. */
  readonly add: (at: Instant, hours: number) => number
  /** Working milliseconds between two instants. */
  readonly between: (from: Instant, to: Instant) => number
  /** What it is known to lose of a difference that ends at an instant. */
  readonly loses: (to: Instant) => number
}

/** An office, and every way of counting in its hours. */
export interface Office {
  /** Ours. */
  readonly calendar: Calendar
  /** The peers. */
  readonly peers: readonly Way[]
  /** Instants at whole minutes within its hours of one year, so that every peer agrees on the answer. */
  readonly starts: readonly Instant[]
  /** The same 30 days later. */
  readonly ends: readonly Instant[]
}

/** An office open on weekdays from nine to five with a break, closed on some days (`MM-DD`) of every year. */
export function officeClosedOn(days: readonly string[]): Office {
  const calendar = orThrow(
    compileCalendar({
      zone,
      week: { 'mon-fri': ['09:00-12:00', '12:30-17:00'] },
      holidays: days.map((on) => ({ name: on, on })),
    }),
  )
  const starts = Array.from({ length: 1024 }, (_, index) => {
    const at = instant(Date.UTC(2026, 0, 5) + Math.floor((index * 350 * 24 * 60) / 1024) * 60_000)
    return calendar.openAtOrAfter(at) ?? at
  })
  const ends = starts.map((start) => calendar.openAtOrAfter(addMs(start, 30 * 24 * hour)) ?? start)
  return { calendar, starts, ends, peers: [byDayjs(days), byMoment(days, calendar), byOpeningHours(days)] }
}

function byDayjs(days: readonly string[]): Way {
  const dates = [2026, 2027].flatMap((year) => days.map((on) => `${year}-${on}`))
  return {
    name: 'dayjs-business-time 1.0.4',
    before: () => dayjs.setHolidays(dates),
    add: (at, hours) => dayjs(at).addBusinessHours(hours).valueOf(),
    between: (from, to) => Math.abs(dayjs(from).businessMinutesDiff(dayjs(to))) * 60_000,
    loses: () => 0,
  }
}

function byMoment(days: readonly string[], calendar: Calendar): Way {
  return {
    name: 'moment-business-time 2.0.0',
    before: () => {
      moment.updateLocale('en', { workinghours, holidays: days.map((on) => `*-${on}`) })
    },
    add: (at, hours) => moment(at).addWorkingTime(hours, 'hours').valueOf(),
    between: (from, to) => moment(to).workingDiff(moment(from), 'minutes') * 60_000,
    // It goes through every segment of the last day, also one that begins after the end, and counts that from its start back to the end: a
    // difference that ends in the morning comes out short by the wait until 12:30.
    loses: (to) => {
      const opening = calendar.startOfWorkingDay(to) ?? to
      const afternoon = addMs(opening, 3.5 * hour)
      return opening < to && to < afternoon ? afternoon - to : 0
    },
  }
}

function byOpeningHours(days: readonly string[]): Way {
  const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  const closed = days.map((on) => `${monthNames[Number(on.slice(0, 2)) - 1]} ${on.slice(3)}`).join(',')
  const text = `Mo-Fr 09:00-12:00,12:30-17:00${closed === '' ? '' : `; ${closed} off`}`
  const openingHours = new OpeningHours(text, null)
  return {
    name: 'opening_hours 3.15.0',
    before: () => {},
    // It has no addition: its iterator goes from change to change.
    add: (at, hours) => {
      const iterator = openingHours.getIterator(new Date(at))
      let reached: number = at
      for (let left = hours * hour; ; ) {
        const open = iterator.getState()
        if (!iterator.advance()) return Number.NaN
        const change = iterator.getDate().getTime()
        if (open) {
          if (change - reached >= left) return reached + left
          left -= change - reached
        }
        reached = change
      }
    },
    between: (from, to) => openingHours.getOpenDuration(new Date(from), new Date(to))[0],
    loses: () => 0,
  }
}
