import type { Calendar } from '@caseload/calendar'
import type { Instant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { AppliedCalendar } from '../fold/sla-state.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { businessTime } from '../time/calendar-time.ts'
import { elapsedTime } from '../time/elapsed-time.ts'
import type { Engine } from './compiled-sla.ts'
import { type SlaIssue, slaIssue } from './sla-issue.ts'

/** What policies stand on. */
export interface SlaOptions {
  /** Calendars by the names that documents use: compiled ones, or your own. */
  readonly calendars?: Readonly<Record<string, Calendar | BusinessTime>>
}

const ofBoth = ['versionAt', 'add', 'between', 'addWorkingDays', 'endOfWorkingDay']
const ofCalendars = [...ofBoth, 'explain', 'nextWorkingDay']
const ofBusinessTime = [...ofBoth, 'spans']
const aCalendar = 'a compiled calendar, or a BusinessTime with all of its methods'

/** The calendars by name, time around the clock first; every one that is none otherwise. */
export function readCalendars(options: unknown): Result<Engine['calendars'], readonly SlaIssue[]> {
  const issues: SlaIssue[] = []
  const named = entriesOf(options)
  if (named === null) return err([slaIssue('sla/bad-options', ['options'], 'nothing, or an object with `calendars` by name')])
  const calendars = named.flatMap(([name, given]) => {
    const time = timeOf(given)
    if (time === null) issues.push(slaIssue('sla/bad-options', ['options', 'calendars', name], aCalendar))
    return time === null ? [] : [{ name, time, appliedAt: appliedCalendar(name, time) }]
  })
  if (issues.length > 0) return err(issues)
  return ok([{ name: null, time: elapsedTime, appliedAt: () => null }, ...calendars.sort((a, b) => (a.name < b.name ? -1 : 1))])
}

/** What is given under each name; null where it cannot be read. */
function entriesOf(options: unknown): readonly (readonly [string, unknown])[] | null {
  try {
    if (typeof options !== 'object' || options === null || Array.isArray(options)) return null
    if (Object.keys(options).some((name) => name !== 'calendars')) return null
    const { calendars = {} } = options as { readonly calendars?: unknown }
    if (typeof calendars !== 'object' || calendars === null || Array.isArray(calendars)) return null
    return Object.entries(calendars)
  } catch {
    return null
  }
}

function timeOf(given: unknown): BusinessTime | null {
  try {
    if (has<Calendar>(given, ofCalendars)) return businessTime(given)
    return has<BusinessTime>(given, ofBusinessTime) ? given : null
  } catch {
    return null
  }
}

function appliedCalendar(name: string, time: BusinessTime): (at: Instant) => AppliedCalendar {
  let known: AppliedCalendar = { name, version: null }
  return (at) => {
    const version = time.versionAt(at)
    if (version !== known.version) known = { name, version }
    return known
  }
}

/** Says whether a value has every method of a kind of calendar; what they answer is its maker's word. */
function has<Kind>(given: unknown, methods: readonly string[]): given is Kind {
  if (typeof given !== 'object' || given === null) return false
  return methods.every((name) => typeof Reflect.get(given, name) === 'function')
}
