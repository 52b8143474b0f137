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
  const has = (name: string) => typeof input === 'object' && input !== null && Object.hasOwn(input, name)
  const issues = (problem: { readonly issues: readonly { readonly path: string; readonly expected: string }[] }) =>
    problem.issues.map((issue) =>
      calendarIssue('calendar/invalid-document', joinPath(path, issue.path), `expected ${issue.expected}`, {
        expected: issue.expected,
      }),
    )
  const { hours, union, intersection, versions } = calendarLevelSchemas
  if (has('union')) {
    return parseInput(union, input)
      .map((document) => ({ sort: 'union' as const, document, parts: document.union }))
      .mapErr(issues)
  }
  if (has('intersection')) {
    return parseInput(intersection, input)
      .map((document) => ({ sort: 'intersection' as const, document, parts: document.intersection }))
      .mapErr(issues)
  }
  if (has('versions')) {
    return parseInput(versions, input)
      .map((document) => ({ sort: 'versions' as const, document, versions: document.versions }))
      .mapErr(issues)
  }
  const read = parseInput(hours, input)
  return read.isErr() ? err(issues(read.error)) : ok({ sort: 'hours', document: read.value })
}

/** A path below another. */
export function joinPath(path: string, rest: string): string {
  if (path === '' || rest === '') return `${path}${rest}`
  return rest.startsWith('[') ? `${path}${rest}` : `${path}.${rest}`
}
