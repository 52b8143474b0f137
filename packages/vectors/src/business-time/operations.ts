import type { Calendar } from '@caseload/calendar'
import { formatInstant, type Instant, type LocalDate } from '@caseload/core'
import type { Run } from '../outcome.ts'
import { comparable } from '../read-instant.ts'
import { instantAnswer, spansAnswer } from './answers.ts'
import type { BusinessTimeVector } from './business-time-file.ts'
import type { Conventions } from './conventions.ts'

/** A question about one instant, and what the file expects for an answer. */
export interface Asked {
  /** The vector. */
  readonly vector: BusinessTimeVector
  /** Its calendar. */
  readonly calendar: Calendar
  /** The instant. */
  readonly at: Instant
  /** How its source answers. */
  readonly conventions: Conventions
  /** The expected value. */
  readonly expected: unknown
}

type Operation = (asked: Asked) => Run

const truth =
  (of: (asked: Asked) => boolean): Operation =>
  (asked) => ({ expected: asked.expected, actual: of(asked) })
const moment =
  (of: (asked: Asked) => Instant | null): Operation =>
  (asked) =>
    instantAnswer(asked.expected, of(asked), asked.calendar, asked.vector.toleranceSeconds)

/** Questions about one instant. */
export const operations: Readonly<Record<string, Operation>> = {
  isOpen: truth(({ calendar, at }) => calendar.isOpen(at)),
  isHoliday: truth(({ calendar, at }) => calendar.holidaysOn(at).length > 0),
  isBreak: truth(({ calendar, at }) => calendar.breaksAt(at).length > 0),
  isWorkingDay: truth(({ calendar, at }) => calendar.isWorkingDay(at)),
  rollForwardToOpen: moment(({ calendar, at }) => calendar.openAtOrAfter(at)),
  rollBackwardToOpen: moment(({ calendar, at, conventions }) => {
    const opens = conventions.rollBackFromOpening && calendar.previousOpening(at, { inclusive: true }) === at
    return opens ? calendar.previousClosing(at, { inclusive: true }) : calendar.openAtOrBefore(at)
  }),
  nextOpeningAfter: moment(({ calendar, at }) => calendar.nextOpening(at)),
  nextClosingAfter: moment(({ calendar, at }) => calendar.nextClosing(at)),
  openingOfDay: moment(({ calendar, at }) => calendar.startOfWorkingDay(at)),
  closingOfDay: moment(({ calendar, at }) => calendar.endOfWorkingDay(at)),
  openingAtOrAfter: moment(({ calendar, at }) => calendar.nextOpening(at, { inclusive: true })),
  openingAtOrBefore: moment(({ calendar, at }) => calendar.previousOpening(at, { inclusive: true })),
  nextTransition: (asked) => transition(asked, asked.calendar.nextChange(asked.at)),
  previousTransition: (asked) => transition(asked, asked.calendar.previousChange(asked.at)),
  rollForwardToWorkingDay: moment((asked) =>
    asked.calendar.isWorkingDay(asked.at) ? asked.at : onDay(asked, asked.calendar.nextWorkingDay(asked.at)),
  ),
  rollBackwardToWorkingDay: moment((asked) =>
    asked.calendar.isWorkingDay(asked.at) ? asked.at : onDay(asked, asked.calendar.previousWorkingDay(asked.at)),
  ),
  nextWorkingDayAfter: moment((asked) => onDay(asked, asked.calendar.nextWorkingDay(asked.at))),
  previousWorkingDayBefore: moment((asked) => onDay(asked, asked.calendar.previousWorkingDay(asked.at))),
  openPeriods: openPeriods,
  intersectionOpenPeriods: openPeriods,
  openPeriodsOnDate: ({ calendar, at, expected }) => spansAnswer(expected, calendar.hoursOfDay(at), calendar),
}

function openPeriods({ vector: { direction, count = 1 }, calendar, at, expected }: Asked): Run {
  const spans = direction === 'backward' ? calendar.segmentsBefore(at, count) : calendar.segmentsAfter(at, count)
  return spansAnswer(expected, spans, calendar)
}

function transition({ vector, calendar, expected }: Asked, change: ReturnType<Calendar['nextChange']>): Run {
  const kind = change === null ? null : change.kind === 'opening' ? 'open' : 'close'
  return {
    expected: [comparable(expected, calendar.zone), vector['expectedTransition'] ?? kind],
    actual: [change === null ? null : formatInstant(change.at), kind],
  }
}

/** The same time on another day, or its opening. */
function onDay({ calendar, at, conventions }: Asked, day: LocalDate | null): Instant | null {
  if (day === null) return null
  if (conventions.workingDayAt === 'opening') return calendar.startOfWorkingDay(day)
  const { zone } = calendar
  const { year, month, day: dayOfMonth } = zone.localAt(zone.startOfDay(day))
  return zone.instantOf({ ...zone.localAt(at), year, month, day: dayOfMonth })
}
