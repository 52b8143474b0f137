import type { CalendarPolicies } from '@caseload/calendar'
import { sourceAnswers } from './source-answers.ts'

/** How a file's source answers what our policies ask, and what the runner itself must know of it. */
export interface Conventions extends CalendarPolicies {
  /** Rolling back from an opening leads to the closing before it. */
  readonly rollBackFromOpening: boolean
  /** Hours of a particular date hold on a holiday. */
  readonly overridesBeatHolidays: boolean
  /** How working time between two instants is rounded to whole seconds; null: not at all. */
  readonly roundSeconds: 'round' | 'truncate' | null
}

type Reading = readonly [key: RegExp, text: RegExp, answer: Partial<Conventions>]

/** What the words of `conventions` mean; the first that fits each question wins. */
const readings: readonly Reading[] = [
  [/^addLandingOnClosing|tie/i, /\bnext opening\b/i, { addLandingOnClosing: 'next-opening' }],
  [/^addLandingOnClosing|tie/i, /closing instant|stays|\bclosing time\b/i, { addLandingOnClosing: 'closing' }],
  [/^subtractLandingOnOpening/i, /\bprevious closing\b/i, { subtractLandingOnOpening: 'previous-closing' }],
  [/^subtractLandingOnOpening/i, /opening/i, { subtractLandingOnOpening: 'opening' }],
  [/^addZero|^zero/i, /unchanged|no roll/i, { zeroAmount: 'unchanged' }],
  [/^addZero|^zero/i, /roll/i, { zeroAmount: 'roll' }],
  [/^dst|clock/i, /wall[- ]clock/i, { clockChange: 'wall-clock' }],
  [/^dst|clock/i, /elapsed/i, { clockChange: 'elapsed' }],
  [/^dstGap/i, /later|forward/i, { skippedTime: 'forward' }],
  [/^dst/i, /first/i, { repeatedTime: 'first' }],
  [/^dst/i, /\b(second|last)\b/i, { repeatedTime: 'last' }],
  [/^(intervalEnds|isOpen)/i, /half-open|closing instant is closed/i, { closingInstant: 'closed' }],
  [/^(intervalEnds|isOpen)/i, /inclusive at (the closing|both)|closing inclusive/i, { closingInstant: 'open' }],
  [/^(workingTimeBetween|reversed)/i, /negative/i, { reversedRange: 'negative' }],
  [/^(workingTimeBetween|reversed)/i, /\b(0|zero)\b/i, { reversedRange: 'zero' }],
  [/^workingTimeBetween/i, /rounded to whole seconds/i, { roundSeconds: 'round' }],
  [/^(businessDays|workingDays|days)/i, /end of (the )?(working )?day|closing time/i, { workingDayLanding: 'end-of-day' }],
  [/^(businessDays|workingDays|days)/i, /rolls to an open instant/i, { workingDayLanding: 'open-time' }],
  [/^(businessDays|workingDays|days)/i, /first rolls/i, { workingDayStart: 'nearest-opening' }],
  [/^rollBackwardToOpen/i, /opening rolls back/i, { rollBackFromOpening: true }],
  [/^overnight|^intervalEnds/i, /belongs to the day it starts/i, { overnightHoliday: 'starting-day' }],
  [/^(dateOverrides|holidays)/i, /holidays? (win|come first|beat)/i, { overridesBeatHolidays: false }],
  [/^calendar(Versions|Change)/i, /in force/i, { versionCounted: 'in-force' }],
  [/^calendar(Versions|Change)/i, /last schedule|latest/i, { versionCounted: 'latest' }],
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
}

/** Reads the conventions of a file. */
export function conventionsOf(name: string, said: Readonly<Record<string, unknown>> = {}): Conventions {
  const read: Partial<Conventions>[] = Object.entries(said).flatMap(([key, value]) => {
    const fitting = readings.filter(([keys, text]) => keys.test(key) && text.test(String(value)))
    return fitting.map(([, , answer]) => answer).toReversed()
  })
  return Object.assign({}, unsaid, sourceAnswers(name), ...read)
}

/** The part of the conventions that is policy. */
export function policiesOf(conventions: Conventions): CalendarPolicies {
  const { rollBackFromOpening: _, overridesBeatHolidays: __, roundSeconds: ___, ...policies } = conventions
  return policies
}
