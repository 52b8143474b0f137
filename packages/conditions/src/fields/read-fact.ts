import { isInstant } from '@caseload/core'
import type { Field, ScalarField } from './field.ts'

/** One value that is not a set. */
export type Scalar = string | number | boolean

/** A fact as tests see it: null where it is missing, of the wrong type, inherited, or behind a getter. */
export type Fact = Scalar | readonly Scalar[] | null

/** A set with more members than this counts as missing, so that `length = 4294967295` costs nothing. */
const mostMembers = 10_000

/** The value of an own data property; undefined for anything else. No code of the object runs, unless it is a proxy. */
export function ownValue(object: object, name: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value
}

/** Reads one fact by its declaration. Members of a set that are of the wrong type are not members. */
export function readFact(facts: object, name: string, field: Field): Fact {
  const value = ownValue(facts, name)
  if (field.type !== 'set') return isValueOf(value, field) ? value : null
  if (!Array.isArray(value) || value.length > mostMembers) return null
  const members: Scalar[] = []
  for (let index = 0; index < value.length; index += 1) {
    const member = ownValue(value, index)
    if (isValueOf(member, field.of)) members.push(member)
  }
  return members
}

/** Whether a value is one the field can have. */
export function isValueOf(value: unknown, field: ScalarField): value is Scalar {
  switch (field.type) {
    case 'text':
      return typeof value === 'string'
    case 'enum':
      return typeof value === 'string' && field.values.includes(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'duration':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0
    case 'instant':
      return typeof value === 'number' && isInstant(value)
  }
}
