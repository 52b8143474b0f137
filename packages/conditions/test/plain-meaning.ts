import { orThrow, parseDuration, parseInstant } from '@caseload/core'
import type { ConditionDocument, Field, FieldCondition, ScalarField } from '../src/index.ts'
import { fields } from './arbitrary.ts'

type Value = string | number | boolean

/**
 * What a condition means, written as plainly as possible and without the package's own code: the second opinion of the property tests. For facts of the declared types
 * only.
 */
export function holds(document: ConditionDocument, facts: Readonly<Record<string, unknown>>, now: number): boolean {
  if ('all' in document) return document.all.every((part) => holds(part, facts, now))
  if ('any' in document) return document.any.some((part) => holds(part, facts, now))
  if ('not' in document) return !holds(document.not, facts, now)
  const fact = Object.hasOwn(facts, document.field) ? facts[document.field] : null
  if ('missing' in document) return (fact === null || fact === undefined) === document.missing
  if (fact === null || fact === undefined) return false
  const declared: Readonly<Record<string, Field>> = fields
  const field = declared[document.field]
  if (field === undefined) throw new Error('the arbitrary names declared fields only')
  return field.type === 'set'
    ? setHolds(document, fact as readonly Value[], field.of)
    : scalarHolds(document, fact as Value, field, now)
}

function setHolds(document: FieldCondition, fact: readonly Value[], of: ScalarField): boolean {
  if ('anyOf' in document) return document.anyOf.some((value) => fact.includes(read(value, of)))
  if ('allOf' in document) return document.allOf.every((value) => fact.includes(read(value, of)))
  if ('noneOf' in document) return document.noneOf.every((value) => !fact.includes(read(value, of)))
  throw new Error('sets have members only')
}

function scalarHolds(document: FieldCondition, fact: Value, field: ScalarField, now: number): boolean {
  if ('equals' in document) return fact === read(document.equals, field)
  if ('in' in document) return document.in.some((value) => fact === read(value, field))
  if ('prefix' in document) return String(fact).slice(0, document.prefix.length) === document.prefix
  if ('within' in document) {
    const distance = Number(fact) - now
    const reach = orThrow(parseDuration(document.within))
    if (document.of === 'past') return distance <= 0 && distance >= -reach
    if (document.of === 'future') return distance >= 0 && distance <= reach
    return Math.abs(distance) <= reach
  }
  if ('anyOf' in document || 'allOf' in document || 'noneOf' in document || 'missing' in document)
    throw new Error('not of a scalar')
  const place = (value: Value) => (field.type === 'enum' ? field.values.indexOf(String(value)) : Number(value))
  const at = place(fact)
  const bound = (value: string | number) => place(read(value, field))
  return (
    (document.atLeast === undefined || at >= bound(document.atLeast)) &&
    (document.moreThan === undefined || at > bound(document.moreThan)) &&
    (document.atMost === undefined || at <= bound(document.atMost)) &&
    (document.lessThan === undefined || at < bound(document.lessThan))
  )
}

function read(value: Value, field: ScalarField): Value {
  if (field.type === 'duration') return orThrow(parseDuration(String(value)))
  return field.type === 'instant' ? orThrow(parseInstant(String(value))) : value
}
