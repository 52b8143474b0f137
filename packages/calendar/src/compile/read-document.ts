import { parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { HoursDocument } from '../document/calendar-document.ts'
import { calendarLevelSchemas } from '../document/calendar-document-schema.ts'
import type { CalendarPolicies } from '../document/calendar-policies.ts'
import { type CalendarIssue, calendarIssue } from './calendar-issue.ts'

interface Head {
  readonly id?: string
  readonly version?: number
  readonly policies?: Partial<CalendarPolicies>
}

/** One level of a document that has the documented shape; calendars within it are still to be read. */
export type DocumentLevel =
  | { readonly sort: 'hours'; readonly document: HoursDocument }
  | { readonly sort: 'union' | 'intersection'; readonly document: Head; readonly parts: readonly unknown[] }
  | {
      readonly sort: 'versions'
      readonly document: Head
      readonly versions: readonly { readonly effectiveFrom: string | null; readonly calendar: unknown }[]
    }

/** Reads one level of a document; the sort is told by its telling property, so that a fault is not "none of four shapes". */
export function readLevel(input: unknown, path: string): Result<DocumentLevel, readonly CalendarIssue[]> {
  const issues = (problem: { readonly issues: readonly { readonly path: string; readonly expected: string }[] }) =>
    problem.issues.map((issue) =>
      calendarIssue('calendar/invalid-document', joinPath(path, issue.path), `expected ${issue.expected}`, {
        expected: issue.expected,
      }),
    )
  const { hours, union, intersection, versions } = calendarLevelSchemas
  const sort = sortOf(input)
  if (sort === 'union') {
    return parseInput(union, input)
      .map((document) => ({ sort: 'union' as const, document, parts: document.union }))
      .mapErr(issues)
  }
  if (sort === 'intersection') {
    return parseInput(intersection, input)
      .map((document) => ({ sort: 'intersection' as const, document, parts: document.intersection }))
      .mapErr(issues)
  }
  if (sort === 'versions') {
    return parseInput(versions, input)
      .map((document) => ({ sort: 'versions' as const, document, versions: document.versions }))
      .mapErr(issues)
  }
  const read = parseInput(hours, input)
  return read.isErr() ? err(issues(read.error)) : ok({ sort: 'hours', document: read.value })
}

function sortOf(input: unknown): DocumentLevel['sort'] {
  if (typeof input !== 'object' || input === null) return 'hours'
  try {
    return (['union', 'intersection', 'versions'] as const).find((name) => Object.hasOwn(input, name)) ?? 'hours'
  } catch {
    // A proxy may refuse to say; reading it will find the same, and name it.
    return 'hours'
  }
}

/** A path below another. */
export function joinPath(path: string, rest: string): string {
  if (path === '' || rest === '') return `${path}${rest}`
  return rest.startsWith('[') ? `${path}${rest}` : `${path}.${rest}`
}
