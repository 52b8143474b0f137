import { compileConditions, type Facts, type Field, type Fields } from '@caseload/conditions'
import { type Instant, type InvalidInput, inputIssue, invalidInput, parseDuration, parseInstant } from '@caseload/core'
import { conditionFacts, type OwnFields, type Ticket } from '@caseload/lifecycle'
import type { Filter, KeyValue } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { malformed } from '../plans/malformed.ts'
import { fieldKey, fieldPlace } from './field-index.ts'
import { fieldText } from './field-text.ts'

/** Bounds of one of the desk's own fields, of which at least one is given. */
export interface OwnFieldRange {
  /** Lower bound, itself included. */
  readonly atLeast?: string | number
  /** Lower bound, itself excluded. */
  readonly moreThan?: string | number
  /** Upper bound, itself included. */
  readonly atMost?: string | number
  /** Upper bound, itself excluded. */
  readonly lessThan?: string | number
}

/**
 * What one of the desk's own fields must be like, as a condition of a policy says it: `in` for one of several values; bounds for numbers, instants, durations and ordered codes; `prefix` for texts;
 * `anyOf`, `allOf` and `noneOf` for sets; `missing` for each. Durations and instants are ISO 8601 text here, as a value to be equal to, too: never the numbers that the ticket holds.
 */
export type OwnFieldTest =
  | {
      /** One of these values. */
      readonly in: readonly (string | number | boolean)[]
    }
  | OwnFieldRange
  | {
      /** The beginning of the text. */
      readonly prefix: string
    }
  | {
      /** At least one of these members. */
      readonly anyOf: readonly string[]
    }
  | {
      /** All of these members, and perhaps more. */
      readonly allOf: readonly string[]
    }
  | {
      /** None of these members; a ticket without a value does not pass. */
      readonly noneOf: readonly string[]
    }
  | {
      /** True: there is no value. False: there is one. */
      readonly missing: boolean
    }

/** Own fields that a list is filtered by: a value they must have, of a set a member, or a test. */
export type OwnFieldFilters = Readonly<Record<string, string | number | boolean | OwnFieldTest>>

/** Such filters ready to be asked. */
export interface CompiledOwnFields {
  /** What the store can find by look-up; null where nothing is. */
  readonly key: KeyValue | null
  /** What the store compares. */
  readonly where: readonly Filter[]
  /** What has to be asked of each ticket found: the index holds beginnings of texts, and one member of a set at a time. */
  holds(ticket: Ticket, now: Instant): boolean
}

/** Checks filters against the declaration and says what the store is asked and what each ticket. */
export function compileOwnFields(filters: OwnFieldFilters, fields: OwnFields): Result<CompiledOwnFields, InvalidInput> {
  const wrong = malformed({ filters: [filters], fields: [fields, 'attributes', 'indexed'] })
  if (wrong !== null) return err(wrong)
  const compiled: CompiledOwnField[] = []
  for (const [name, wanted] of Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const refuse = (expected: string) => err(invalidInput([inputIssue(['filter', 'fields', name], expected)]))
    const place = fieldPlace(fields, name)
    const field = Object.hasOwn(fields.attributes, name) ? fields.attributes[name] : undefined
    if (place === null || field === undefined) return refuse('an indexed field')
    if (typeof wanted !== 'object' && (field.type === 'instant' || field.type === 'duration')) {
      const known: Fields = { [`attributes.${name}`]: field }
      const predicate = compileConditions({ field: `attributes.${name}`, equals: wanted }, known)
      if (predicate.isErr()) return refuse(predicate.error[0]?.expected ?? 'a value of the field')
      const value = numberOf(field, wanted)
      compiled.push({
        key: fieldKey(name, value),
        where: [{ field: place, op: 'eq', value: fieldText(value) }],
        holds: predicate.value.matches,
      })
      continue
    }
    if (typeof wanted !== 'object' && field.type !== 'set') {
      const [issue] = fields.check({ [name]: wanted })
      if (issue !== undefined) return refuse(issue.expected)
      const where = [{ field: place, op: 'eq', value: fieldText(wanted) }] as const
      compiled.push({ key: fieldKey(name, wanted), where, holds: (facts) => facts[`attributes.${name}`] === wanted })
      continue
    }
    const asked: OwnFieldTest = typeof wanted === 'object' ? wanted : { anyOf: [String(wanted)] }
    const known: Fields = { [`attributes.${name}`]: field }
    const predicate = compileConditions({ field: `attributes.${name}`, ...asked }, known)
    if (predicate.isErr()) return refuse(predicate.error[0]?.expected ?? 'a test of the field')
    compiled.push({
      key: memberKey(name, asked),
      where: placeFilters(place, field, asked),
      holds: predicate.value.matches,
    })
  }
  return ok({
    key: compiled.find(({ key }) => key !== null)?.key ?? null,
    where: compiled.flatMap(({ where }) => where),
    holds: (ticket, now) => {
      const facts = conditionFacts(ticket)
      return compiled.every(({ holds }) => holds(facts, now))
    },
  })
}

interface CompiledOwnField extends Pick<CompiledOwnFields, 'key' | 'where'> {
  holds(facts: Facts, now: Instant): boolean
}

/** One member that every ticket must have, by which a store can find it. */
function memberKey(name: string, asked: OwnFieldTest): KeyValue | null {
  const wanted = 'allOf' in asked ? asked.allOf : 'anyOf' in asked && asked.anyOf.length === 1 ? asked.anyOf : []
  const [member] = wanted
  return member === undefined ? null : fieldKey(name, member)
}

function placeFilters(field: string, declared: Field, asked: OwnFieldTest): readonly Filter[] {
  if ('missing' in asked) return [{ field, op: asked.missing ? 'eq' : 'ne', value: null }]
  if ('prefix' in asked) return [{ field, op: 'prefix', value: fieldText(asked.prefix) }]
  if ('in' in asked) return [{ field, op: 'in', value: [...new Set(asked.in.map((each) => placed(declared, each)))] }]
  if ('anyOf' in asked || 'allOf' in asked || 'noneOf' in asked) return [{ field, op: 'ne', value: null }]
  if (declared.type === 'enum') return [{ field, op: 'in', value: codesWithin(declared.values, asked) }]
  const { atLeast, moreThan, atMost, lessThan } = asked
  return (
    [
      ['gte', atLeast],
      ['gt', moreThan],
      ['lte', atMost],
      ['lt', lessThan],
    ] as const
  ).flatMap(([op, given]) => (given === undefined ? [] : [{ field, op, value: placed(declared, given) }]))
}

/** A value of a test as the index holds it; the test was checked before, so that it can be read. */
function placed(field: Field, given: string | number | boolean): string {
  return fieldText(numberOf(field, given))
}

/** Durations and instants are ISO 8601 text in every test, and numbers on the ticket. */
function numberOf({ type }: Field, given: string | number | boolean): string | number | boolean {
  if (typeof given !== 'string') return given
  if (type === 'duration') return parseDuration(given).unwrapOr(0)
  return type === 'instant' ? parseInstant(given).unwrapOr(Number.NaN) : given
}

/** Those of ordered codes that lie between bounds. */
function codesWithin(codes: readonly string[], { atLeast, moreThan, atMost, lessThan }: OwnFieldRange): readonly string[] {
  const at = (code: string | number | undefined, absent: number) => (code === undefined ? absent : codes.indexOf(String(code)))
  const lowest = Math.max(at(atLeast, 0), at(moreThan, -1) + 1)
  const highest = Math.min(at(atMost, codes.length - 1), at(lessThan, codes.length) - 1)
  return codes
    .slice(lowest, highest + 1)
    .slice(0, 200)
    .map(fieldText)
}
