import type { Attributes } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { Mapping } from '../mapping/compile-mapping.ts'
import { idToken } from './id-token.ts'
import type { LogParty, LogRow } from './log-row.ts'
import type { Reject, RejectReason } from './reject.ts'

/** Reads the fields of one record. */
export type RowReader = (fields: readonly string[], line: number) => Result<LogRow, Reject>

/** Makes the function that turns a record into a row, or says why it is none. What is wrong first in the order of the mapping is what is told. */
export function rowReader(mapping: Mapping, header: readonly string[]): RowReader {
  const document = mapping.document
  const index = new Map(header.map((name, position) => [name, position]))
  const missing = new Set(['', ...document.csv.missing])
  const intern = interner()
  const required = [document.case.column, document.time.column, ...document.activity.columns]
  const read = mapping.columns.map((name) => ({ name, position: index.get(name) ?? -1 }))

  return (fields, line) => {
    const reject = (reason: RejectReason, column: string | null, expected: string): Result<never, Reject> =>
      err({ line, reason, column, expected })
    if (fields.length !== header.length) return reject('column-count', null, `${header.length} fields`)
    for (const { name, position } of read) {
      const value = fields[position] ?? ''
      if (value.length > document.csv.maxFieldLength)
        return reject('too-long', name, `at most ${document.csv.maxFieldLength} characters`)
      if (value.includes('\uFFFD')) return reject('not-utf-8', name, 'text in UTF-8')
      if (/[\p{Cc}\uFEFF\u2028\u2029]/u.test(value)) return reject('control-character', name, 'no control character')
    }
    const at = (name: string): string | null => {
      const value = (fields[index.get(name) ?? -1] ?? '').trim()
      return missing.has(value) ? null : intern(value)
    }
    for (const name of required) if (at(name) === null) return reject('missing-value', name, 'a value')

    const instant = mapping.readTime(at(document.time.column) ?? '')
    if (instant === null) {
      const expected =
        document.time.format === 'iso'
          ? 'ISO 8601 with an offset, e.g. 2012-05-01T10:00:00+02:00'
          : `a time as ${document.time.format}`
      return reject('bad-time', document.time.column, expected)
    }
    if (instant < mapping.earliest || instant > mapping.latest) {
      return reject('time-out-of-range', document.time.column, `${document.time.earliest} to ${document.time.latest}`)
    }
    const code = intern(document.activity.columns.map((name) => at(name) ?? '').join('/'))
    const activity = Object.hasOwn(document.activity.values, code) ? document.activity.values[code] : undefined
    if (activity === undefined)
      return reject('unknown-activity', document.activity.columns.join('/'), 'an activity of the mapping')

    const priorityCode = document.priority === undefined ? null : at(document.priority.column)
    const priorities = document.priority?.values ?? {}
    const priority = priorityCode !== null && Object.hasOwn(priorities, priorityCode) ? priorities[priorityCode] : undefined
    if (priorityCode !== null && priority === undefined) {
      return reject('unknown-value', document.priority?.column ?? null, `one of: ${Object.keys(priorities).join(', ')}`)
    }

    const caseToken = idToken(at(document.case.column) ?? '')
    if (caseToken === null) return reject('too-long', document.case.column, 'a shorter identity')
    const team = document.team === undefined ? null : at(document.team.column)
    const teamToken = team === null ? null : idToken(team)
    if (team !== null && teamToken === null) return reject('too-long', document.team?.column ?? null, 'a shorter name of a team')

    const party = (name: string | null, qualifiers: readonly string[]): LogParty | null => {
      if (name === null) return null
      const systems = document.actor?.systems ?? {}
      const system = Object.hasOwn(systems, name) ? (systems[name] ?? null) : null
      return { name, key: intern([name, ...qualifiers.map((column) => at(column) ?? '')].join('\u001F')), system }
    }
    const attributes = (of: 'ticket' | 'activity'): Attributes =>
      Object.fromEntries(
        Object.entries(document.attributes).flatMap(([name, attribute]) => {
          const value = attribute.of === of ? at(attribute.column) : null
          return value === null ? [] : [[name, value]]
        }),
      )
    const levelText = document.level === undefined ? null : at(document.level.column)
    const suffix = document.level?.suffixes.find((one) => levelText?.endsWith(one.suffix))
    return ok({
      line,
      caseToken: intern(caseToken),
      at: instant,
      code,
      activity,
      actor: document.actor === undefined ? null : party(at(document.actor.column), document.actor.qualifiedBy),
      assignee: document.assignee === undefined ? 'unsaid' : party(at(document.assignee.column), []),
      teamToken: teamToken === null ? null : intern(teamToken),
      team,
      level: suffix?.level ?? document.level?.otherwise ?? 1,
      priority: priority ?? null,
      impact: document.impact === undefined ? null : label(at(document.impact.column)),
      topic: document.topic === undefined ? null : label(at(document.topic.column)),
      ofTicket: attributes('ticket'),
      ofActivity: attributes('activity'),
    })
  }
}

// `2 - Medium` becomes `2-Medium`: what a ticket is classified by stands in events, so a desk takes no running text for it.
function label(value: string | null): string | null {
  const text =
    value
      ?.replace(/[^\p{L}\p{M}\p{N}._:/~-]+/gu, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 64) ?? ''
  return text === '' ? null : text
}

// A field is a slice of the chunk it came in, and a slice keeps its chunk alive: one short copy of each distinct text keeps a large log small.
function interner(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const copy = Buffer.from(text).toString()
    known.set(copy, copy)
    return copy
  }
}
