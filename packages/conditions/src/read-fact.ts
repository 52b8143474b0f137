import { isInstant } from '@caseload/core'
import type { ScalarField } from './field.ts'
import type { Facts, Field } from './fields.ts'

/** A fact as tests see it: null where missing, of the wrong type, inherited, or behind a getter. */
export type Fact = string | number | boolean | readonly (string | number | boolean)[] | null

/** Reads one fact by its declaration, touching nothing but an own data property. */
export function readFact(facts: Facts, name: string, field: Field): Fact {
  const property = Object.getOwnPropertyDescriptor(facts, name)
  const value: unknown = property === undefined ? null : property.value
  if (field.type !== 'set') return isOf(value, field) ? value : null
  if (!Array.isArray(value)) return null
  const members: readonly unknown[] = value
  return members.filter((member) => isOf(member, field.of))
}

function isOf(value: unknown, field: ScalarField): value is string | number | boolean {
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
