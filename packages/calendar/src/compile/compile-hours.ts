import { dayMs, dayNumberOf, instant, parseInstant, parseLocalDate } from '@caseload/core'
import type { CalendarPolicies } from '../document/calendar-policies.ts'
import { combinedHours } from '../hours/combined-hours.ts'
import type { Hours } from '../hours/hours.ts'
import { type HoursVersion, versionedHours } from '../hours/versioned-hours.ts'
import { zoneHours } from '../hours/zone-hours.ts'
import { clockOf } from '../zone/zone.ts'
import { type CalendarIssue, calendarIssue } from './calendar-issue.ts'
import { checkHours } from './check-hours.ts'
import { type DocumentLevel, joinPath, readLevel } from './read-document.ts'

/** Hours as far as they could be compiled, and everything found on the way. */
export interface CompiledHours {
  /** Null if something was found that cannot be tolerated. */
  readonly hours: Hours | null
  /** The versions of a versioned document, in order; empty for others. */
  readonly versions: readonly HoursVersion[]
  /** The outermost level; null if it has not the documented shape. */
  readonly level: DocumentLevel | null
  /** In document order. */
  readonly issues: readonly CalendarIssue[]
}

const deepest = 10
/** A document that contains itself fifty times on each level would otherwise be read for ever. */
const mostCalendars = 1000

/** Where in a document a level stands, and how many calendars were met so far. */
interface Place {
  readonly path: string
  readonly depth: number
  readonly met: { count: number }
}

/** Compiles one level and those within. `policies` are those of the outermost document; null while reading it. */
export function compileHours(
  input: unknown,
  policiesOf: (level: DocumentLevel) => CalendarPolicies,
  { path, depth, met }: Place = { path: '', depth: 0, met: { count: 0 } },
): CompiledHours {
  const nothing = { hours: null, versions: [], level: null }
  met.count += 1
  if (met.count > mostCalendars) {
    const expected = `at most ${mostCalendars} calendars`
    const first = met.count === mostCalendars + 1
    const issues = first ? [calendarIssue('calendar/too-many', path, `expected ${expected}`, { expected })] : []
    return { ...nothing, issues }
  }
  if (depth > deepest) {
    const expected = `at most ${deepest} levels`
    return { ...nothing, issues: [calendarIssue('calendar/too-deep', path, `expected ${expected}`, { expected })] }
  }
  const read = readLevel(input, path)
  if (read.isErr()) return { ...nothing, issues: read.error }
  const level = read.value
  const policies = policiesOf(level)
  const within = depth > 0 && level.document.policies !== undefined
  const own = within
    ? [calendarIssue('calendar/policies-within', joinPath(path, 'policies'), 'only the policies of the outermost document count')]
    : []
  const compileWithin = (part: unknown, rest: string) =>
    compileHours(part, () => policies, { path: joinPath(path, rest), depth: depth + 1, met })
  if (level.sort === 'hours') {
    const clock = clockOf(level.document.zone)
    if (clock.isErr()) {
      const { zone, message } = clock.error
      const issue = calendarIssue('calendar/unknown-zone', joinPath(path, 'zone'), message, {
        witness: zone,
        expected: 'an IANA time zone such as Europe/Helsinki',
      })
      return { ...nothing, level, issues: [...own, issue] }
    }
    const hours = zoneHours(level.document, clock.value, policies)
    return { hours, versions: [], level, issues: [...own, ...checkHours(level.document, hours, path)] }
  }
  const version = { id: level.document.id ?? 'calendar', version: level.document.version ?? 1 }
  if (level.sort === 'versions') {
    const compiled = level.versions.map(({ calendar }, index) => compileWithin(calendar, `versions[${index}].calendar`))
    const versions = level.versions.flatMap(({ effectiveFrom }, index): readonly HoursVersion[] => {
      const hours = compiled[index]?.hours ?? null
      return hours === null ? [] : [{ from: startOf(effectiveFrom, hours), hours }]
    })
    const issues = [...own, ...compiled.flatMap((part) => part.issues), ...orderIssues(level.versions, versions, path)]
    const [first, ...others] = versions
    const complete = versions.length === level.versions.length
    return {
      hours: first !== undefined && complete ? countedVersions([first, ...others], policies) : null,
      versions,
      level,
      issues: [...issues, ...zoneIssues(compiled, policies, path), ...(depth > 0 ? startIssues(policies, path) : [])],
    }
  }
  const compiled = level.parts.map((part, index) => compileWithin(part, `${level.sort}[${index}]`))
  const parts = compiled.flatMap(({ hours }) => hours ?? [])
  const [first, ...others] = parts
  const hours =
    first !== undefined && parts.length === level.parts.length
      ? combinedHours([first, ...others], level.sort === 'union' ? 'any' : 'all', version)
      : null
  const issues = [...own, ...compiled.flatMap((part) => part.issues), ...zoneIssues(compiled, policies, path)]
  const never = hours !== null && issues.length === 0 ? neverTogether(hours, path) : []
  return { hours, versions: [], level, issues: [...issues, ...never] }
}

function countedVersions(versions: readonly [HoursVersion, ...HoursVersion[]], policies: CalendarPolicies): Hours {
  const latest = versions.at(-1)
  return policies.versionCounted === 'latest' && latest !== undefined ? latest.hours : versionedHours(versions)
}

/** Within other calendars no single start decides which version counts. */
function startIssues({ versionCounted }: CalendarPolicies, path: string): readonly CalendarIssue[] {
  if (versionCounted !== 'at-start') return []
  const says = 'the version at the start can count only where the outermost document has the versions'
  return [calendarIssue('calendar/versions-within', path, says, { expected: 'in-force or latest' })]
}

function startOf(effectiveFrom: string | null, hours: Hours): number {
  if (effectiveFrom === null) return Number.NEGATIVE_INFINITY
  const date = parseLocalDate(effectiveFrom)
  if (date.isOk()) return hours.clock.instantOf(dayNumberOf(date.value) * dayMs, 'boundary', 'first')
  return parseInstant(effectiveFrom).unwrapOr(instant(0))
}

function orderIssues(
  written: readonly { readonly effectiveFrom: string | null }[],
  versions: readonly HoursVersion[],
  path: string,
): readonly CalendarIssue[] {
  if (versions.length !== written.length) return []
  return versions.flatMap(({ from }, index) => {
    const before = versions[index - 1]
    if (before === undefined || from > before.from) return []
    const expected = 'a later start than that of the version before'
    const place = joinPath(path, `versions[${index}].effectiveFrom`)
    return [calendarIssue('calendar/versions-order', place, `expected ${expected}`, { expected })]
  })
}

function zoneIssues(compiled: readonly CompiledHours[], policies: CalendarPolicies, path: string): readonly CalendarIssue[] {
  const zones = new Set(compiled.flatMap(({ hours }) => hours?.zoneName ?? []))
  if (policies.clockChange === 'elapsed' || zones.size < 2) return []
  const says = 'wall-clock time can be counted in one zone only'
  return [
    calendarIssue('calendar/wall-clock-across-zones', path, says, {
      witness: [...zones].join(', '),
      expected: 'calendars of one zone',
    }),
  ]
}

/** Calendars that are each open, but never together. */
function neverTogether(hours: Hours, path: string): readonly CalendarIssue[] {
  const start = (year: number) => Date.UTC(year, 0, 1)
  if (hours.spans('instant', start(2024), start(2026)).length > 0) return []
  return [
    calendarIssue('calendar/empty', path, 'there are no common hours in two years', {
      witness: '2024, 2025',
      expected: 'hours in common',
    }),
  ]
}
