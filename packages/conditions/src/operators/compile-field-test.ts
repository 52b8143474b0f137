import type { FieldCondition } from '../document/condition-document.ts'
import { invalid, type Path, type PlacedIssue } from '../document/condition-issue.ts'
import type { Field } from '../fields/field.ts'
import { type Fields, fieldNamed, fieldNames } from '../fields/fields.ts'
import type { FactTest, FieldTest, Refuse } from './field-test.ts'
import { membersTest } from './members-test.ts'
import { missingTest } from './missing-test.ts'
import { prefixTest } from './prefix-test.ts'
import { rangeTest } from './range-test.ts'
import { equalsTest, inTest } from './value-test.ts'
import { withinTest } from './within-test.ts'

/** Checks the test of one field against its declaration and makes it ready; null, and issues, where it does not fit. */
export function compileFieldTest(condition: FieldCondition, at: Path, fields: Fields, issues: PlacedIssue[]): FieldTest | null {
  const refuse: Refuse = (kind, steps, expected) => {
    issues.push(invalid(kind, [...at, ...steps], expected))
    return null
  }
  const field = fieldNamed(fields, condition.field)
  if (field === null) return refuse('conditions/unknown-field', ['field'], knownNames(fields))
  const test = testOf(condition, field, refuse)
  return test === null ? null : { ...test, name: condition.field, field }
}

function testOf(condition: FieldCondition, field: Field, refuse: Refuse): FactTest | null {
  if ('equals' in condition) return equalsTest(condition, field, refuse)
  if ('in' in condition) return inTest(condition, field, refuse)
  if ('anyOf' in condition) return membersTest('anyOf', condition.anyOf, field, refuse)
  if ('allOf' in condition) return membersTest('allOf', condition.allOf, field, refuse)
  if ('noneOf' in condition) return membersTest('noneOf', condition.noneOf, field, refuse)
  if ('prefix' in condition) return prefixTest(condition, field, refuse)
  if ('missing' in condition) return missingTest(condition)
  return 'within' in condition ? withinTest(condition, field, refuse) : rangeTest(condition, field, refuse)
}

function knownNames(fields: Fields): string {
  const names = fieldNames(fields)
  if (names.length === 0) return 'no test of a field, since none is declared'
  return `one of: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`
}
