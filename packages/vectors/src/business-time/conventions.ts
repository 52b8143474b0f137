import type { CalendarPolicies } from '@caseload/calendar'
import { type Reading, readSaid } from '../conventions/read-said.ts'
import { sourceAnswers } from './source-answers.ts'

/** How a file's source answers what our policies ask, and what the runner itself must know of it. */
export interface Conventions extends CalendarPolicies {
  /** Rolling back from an opening leads to the closing before it. */
  readonly rollBackFromOpening: boolean
  /** Hours of a particular date hold on a holiday. */
  readonly overridesBeatHolidays: boolean
  /** How working time between two instants is rounded to whole units; null: not at all. */
  readonly roundSeconds: 'round' | 'truncate' | null
  /** Whether instants are cut to whole minutes before they are counted from. */
  readonly cutToMinutes: boolean
  /** Whether complete working days are counted by dates alone. */
  readonly completeDaysByDates: boolean
  /** Which of the two days count among the working days between them, where the vector does not say. */
  readonly daysCounted: 'after-first' | 'before-last' | 'both' | 'neither'
  /** Where on a working day a move to it ends. */
  readonly workingDayAt: 'same-time' | 'opening'
}

const days = /^(add)?(business|working)?days?\b|^(amounts?|targets?)InDays|^endOfWorkingDay/i
const closing = /^(add)?landing|addLandingOnClosing|^ties?|usedUp/i
const zero = /^addZero|^zero/i
const dst = /dst|clock|daylight/i
const between = /^(workingTimeBetween|reversed)/i

/** What the words of `conventions` mean; the first that fits each question wins. */
const readings: readonly Reading<Conventions>[] = [
  [closing, /\bnext (opening|open|business|working)|\broll/i, { addLandingOnClosing: 'next-opening' }],
  [closing, /closing|\bstay|end of the (interval|day)/i, { addLandingOnClosing: 'closing' }],
  [/subtractLandingOnOpening/i, /\bprevious closing\b|\broll/i, { subtractLandingOnOpening: 'previous-closing' }],
  [/subtractLandingOnOpening/i, /opening|\bstay/i, { subtractLandingOnOpening: 'opening' }],
  [zero, /unchanged|\bstay/i, { zeroAmount: 'unchanged' }],
  [zero, /roll|first open|next open/i, { zeroAmount: 'roll' }],
  [dst, /wall[- ]?clock/i, { clockChange: 'wall-clock-whole' }],
  [dst, /elapsed/i, { clockChange: 'elapsed' }],
  [/dst|gap/i, /later|forward/i, { skippedTime: 'forward' }],
  [/dst|gap/i, /earlier|backward/i, { skippedTime: 'backward' }],
  [/dst|ambiguous|repeated|overlap/i, /\bfirst\b|\bearlier (instant|occurrence)/i, { repeatedTime: 'first' }],
  [/dst|ambiguous|repeated|overlap/i, /\b(second|last|later instant)\b/i, { repeatedTime: 'last' }],
  [/^(intervalEnds|isOpen|closing)/i, /half-open|closing instant is (closed|not open)|exclusive/i, { closingInstant: 'closed' }],
  [
    /^(intervalEnds|isOpen|closing)/i,
    /inclusive at (the closing|both)|closing (is )?inclusive|closing instant (is|counts as) open/i,
    { closingInstant: 'open' },
  ],
  [between, /negative/i, { reversedRange: 'negative' }],
  [between, /\b(0|zero)\b/i, { reversedRange: 'zero' }],
  [/^workingTimeBetween/i, /rounded to whole/i, { roundSeconds: 'round' }],
  [
    days,
    /end of (the )?(working |business )?day|at closing time|closing of (the|that) day/i,
    { workingDayLanding: 'end-of-day' },
  ],
  [
    days,
    /(no|not) later than|capped|clipped|cut (back )?(at|to) (the )?(last|closing)|last working hour/i,
    { workingDayLanding: 'by-closing' },
  ],
  [days, /rolls? to an open instant/i, { workingDayLanding: 'open-time' }],
  [days, /first rolls?|rolls? (forward )?to (the )?(next|a) working day/i, { workingDayStart: 'nearest-opening' }],
  [days, /(\d+) (working |business )?hours/i, ([, hours]) => ({ workingDayLength: `PT${hours}H` })],
  [/^rollBackwardToOpen/i, /opening rolls back/i, { rollBackFromOpening: true }],
  [/^overnight|^intervalEnds/i, /belongs to the day it starts/i, { overnightHoliday: 'starting-day' }],
  [
    /^(dateOverrides|holidays|specialHours)/i,
    /holidays? (win|come first|beat|take precedence)/i,
    { overridesBeatHolidays: false },
  ],
  [/^calendar(Versions|Change)/i, /in force/i, { versionCounted: 'in-force' }],
  [/^calendar(Versions|Change)/i, /last schedule|latest/i, { versionCounted: 'latest' }],
  [/^(seconds|precision|granularity|minutes)/i, /\b(cut|truncat|dropp?ed|whole minutes|ignored)/i, { cutToMinutes: true }],
  [/^completeWorkingDaysBetween/i, /counted by dates|by dates|whole dates/i, { completeDaysByDates: true }],
  [/^(working|business)DaysBetween/i, /both (ends|days)|inclusive of both/i, { daysCounted: 'both' }],
  [/^(working|business)DaysBetween/i, /neither/i, { daysCounted: 'neither' }],
  [
    /^(working|business)DaysBetween/i,
    /(start|from|first)\W.*(counts|included|inclusive).*(end|to|last|second)\W.*(not|exclu)/i,
    { daysCounted: 'before-last' },
  ],
  [/^(next|previous|rollForwardTo|rollBackwardTo)WorkingDay/i, /opening/i, { workingDayAt: 'opening' }],
]

/** What holds where neither the file nor its source says: the schema's own words, then our defaults. */
const unsaid: Conventions = {
  addLandingOnClosing: 'closing',
  subtractLandingOnOpening: 'opening',
  zeroAmount: 'unchanged',
  clockChange: 'elapsed',
  closingInstant: 'closed',
  reversedRange: 'negative',
  workingDayStart: 'as-is',
  workingDayLanding: 'same-time',
  workingDayLength: null,
  overnightHoliday: 'starting-day',
  skippedTime: 'forward',
  repeatedTime: 'first',
  versionCounted: 'in-force',
  rollBackFromOpening: false,
  overridesBeatHolidays: true,
  roundSeconds: null,
  cutToMinutes: false,
  completeDaysByDates: false,
  daysCounted: 'after-first',
  workingDayAt: 'same-time',
}

/** Reads the conventions of a file. */
export function conventionsOf(name: string, said: unknown): Conventions {
  return { ...unsaid, ...sourceAnswers(name), ...readSaid(readings, said) }
}

/** The part of the conventions that is policy. */
export function policiesOf(conventions: Conventions): CalendarPolicies {
  const {
    rollBackFromOpening: _rollBack,
    overridesBeatHolidays: _overrides,
    roundSeconds: _round,
    cutToMinutes: _cut,
    completeDaysByDates: _dates,
    daysCounted: _counted,
    workingDayAt: _at,
    ...policies
  } = conventions
  return policies
}
