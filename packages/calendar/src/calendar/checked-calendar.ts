import { type Instant, isInstant } from '@caseload/core'
import { err } from 'neverthrow'
import { aLocalDay, anInstant, isLocalDay, noInstant, refused } from '../zone/refused.ts'
import type { AtInstant, Calendar, CalendarDay } from './calendar.ts'
import { invalidAmount } from './calendar-problem.ts'

const aCount = 'a whole number, 0 or more'
const aChoice = 'nothing, or an object whose `inclusive` is true or false'
const noDays = () => err(invalidAmount('a whole number of days'))

/** A calendar whose methods name the argument that is not what they take, so that none answers `NaN` or fails somewhere inside. */
export function checkedCalendar(calendar: Calendar): Calendar {
  function ofInstant<Answer>(method: string, argument: string, ask: (at: Instant) => Answer): typeof ask {
    return (at) => (isInstant(at) ? ask(at) : refused(method, argument, anInstant))
  }
  function ofChoice<Answer>(method: string, argument: string, ask: (at: Instant, choice?: AtInstant) => Answer): typeof ask {
    return (at, choice) => {
      if (!isInstant(at)) return refused(method, argument, anInstant)
      if (choice === undefined) return ask(at)
      return ask(at, choiceOf(choice) ?? refused(method, 'options', aChoice))
    }
  }
  function ofDay<Answer>(method: string, argument: string, ask: (day: CalendarDay) => Answer): typeof ask {
    return (day) => (isLocalDay(day) ? ask(day) : refused(method, argument, aLocalDay))
  }
  function ofRange<Answer>(method: string, ask: (from: Instant, to: Instant) => Answer): typeof ask {
    return (from, to) => {
      if (!isInstant(from)) return refused(method, 'from', anInstant)
      return isInstant(to) ? ask(from, to) : refused(method, 'to', anInstant)
    }
  }
  function ofCount<Answer>(method: string, argument: string, ask: (at: Instant, count: number) => Answer): typeof ask {
    return (at, count) => {
      if (!isInstant(at)) return refused(method, argument, anInstant)
      return Number.isSafeInteger(count) && count >= 0 ? ask(at, count) : refused(method, 'count', aCount)
    }
  }
  const { between } = calendar
  return {
    ...calendar,
    // Written out, so that what is asked most costs one look at each argument and nothing more; sums look for themselves.
    between: (from, to) => {
      if (!isInstant(from)) return refused('between', 'from', anInstant)
      return isInstant(to) ? between(from, to) : refused('between', 'to', anInstant)
    },
    addWorkingDays: (at, days) => {
      if (!isInstant(at)) return noInstant('addWorkingDays')
      return Number.isSafeInteger(days) ? calendar.addWorkingDays(at, days) : noDays()
    },
    subtractWorkingDays: (at, days) => {
      if (!isInstant(at)) return noInstant('subtractWorkingDays')
      return Number.isSafeInteger(days) ? calendar.subtractWorkingDays(at, days) : noDays()
    },

    isOpen: ofInstant('isOpen', 'at', calendar.isOpen),
    nextOpening: ofChoice('nextOpening', 'after', calendar.nextOpening),
    nextClosing: ofChoice('nextClosing', 'after', calendar.nextClosing),
    previousOpening: ofChoice('previousOpening', 'before', calendar.previousOpening),
    previousClosing: ofChoice('previousClosing', 'before', calendar.previousClosing),
    nextChange: ofInstant('nextChange', 'after', calendar.nextChange),
    previousChange: ofInstant('previousChange', 'before', calendar.previousChange),
    openAtOrAfter: ofInstant('openAtOrAfter', 'at', calendar.openAtOrAfter),
    openAtOrBefore: ofInstant('openAtOrBefore', 'at', calendar.openAtOrBefore),
    segments: ofRange('segments', calendar.segments),
    segmentsAfter: ofCount('segmentsAfter', 'at', calendar.segmentsAfter),
    segmentsBefore: ofCount('segmentsBefore', 'at', calendar.segmentsBefore),

    isWorkingDay: ofDay('isWorkingDay', 'day', calendar.isWorkingDay),
    hoursOfDay: ofDay('hoursOfDay', 'day', calendar.hoursOfDay),
    startOfWorkingDay: ofDay('startOfWorkingDay', 'day', calendar.startOfWorkingDay),
    endOfWorkingDay: ofDay('endOfWorkingDay', 'day', calendar.endOfWorkingDay),
    nextWorkingDay: ofDay('nextWorkingDay', 'after', calendar.nextWorkingDay),
    previousWorkingDay: ofDay('previousWorkingDay', 'before', calendar.previousWorkingDay),
    workingDaysBetween: (from, to, choice) => {
      if (!isLocalDay(from)) return refused('workingDaysBetween', 'from', aLocalDay)
      if (!isLocalDay(to)) return refused('workingDaysBetween', 'to', aLocalDay)
      if (choice === undefined) return calendar.workingDaysBetween(from, to)
      return calendar.workingDaysBetween(from, to, choiceOf(choice) ?? refused('workingDaysBetween', 'options', aChoice))
    },
    completeWorkingDaysBetween: ofRange('completeWorkingDaysBetween', calendar.completeWorkingDaysBetween),
    holidaysOn: ofDay('holidaysOn', 'day', calendar.holidaysOn),
    breaksAt: ofInstant('breaksAt', 'at', calendar.breaksAt),
    shiftsAt: ofInstant('shiftsAt', 'at', calendar.shiftsAt),

    explain: ofRange('explain', calendar.explain),
    versionAt: ofInstant('versionAt', 'at', calendar.versionAt),
  }
}

/** What was chosen, read once; null for anything but a choice. */
function choiceOf(given: AtInstant): AtInstant | null {
  try {
    const { inclusive = false } = given
    return typeof given === 'object' && typeof inclusive === 'boolean' ? { inclusive } : null
  } catch {
    return null
  }
}
