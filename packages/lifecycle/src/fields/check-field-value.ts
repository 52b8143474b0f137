import { isInstant } from '@caseload/core'
import type { AttributeValue } from '../ticket/ticket.ts'
import type { FieldValueIssue } from './own-fields.ts'
import type { TicketFieldDocument, TicketSetField } from './ticket-fields-document.ts'

/** What is wrong with one value of a ticket's `attributes`; null where it fits. The field is null where none of the name is declared. */
export function checkFieldValue(field: TicketFieldDocument | null, name: string, value: AttributeValue): FieldValueIssue | null {
  if (field === null) return issue('fields/undeclared', name, 'a declared field')
  if (field.personal) return issue('fields/personal', name, 'a field that is not personal: values stand in events for ever')
  return value === null || fits(field, value) ? null : issue('fields/wrong-value', name, expectedBy(field))
}

/** The same for a personal field, whose text may be free and of up to 2,000 characters. */
export function checkPersonalValue(
  field: TicketFieldDocument | null,
  name: string,
  value: AttributeValue,
): FieldValueIssue | null {
  if (field === null) return issue('fields/undeclared', name, 'a declared field')
  if (!field.personal) return issue('fields/not-personal', name, 'a personal field')
  if (field.type === 'text' && typeof value === 'string' && /^.{1,2000}$/su.test(value)) return null
  if (field.type === 'text' && value !== null) return issue('fields/wrong-value', name, 'text of 1 to 2,000 characters')
  return value === null || fits(field, value) ? null : issue('fields/wrong-value', name, expectedBy(field))
}

function issue(kind: FieldValueIssue['kind'], field: string, expected: string): FieldValueIssue {
  return { kind, field, expected, message: `${field}: expected ${expected}` }
}

function fits(field: TicketFieldDocument, value: Exclude<AttributeValue, null>): boolean {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && /^[^@\p{C}]{0,200}$/u.test(value)
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
    case 'set':
      return isSetOf(field.of, value)
  }
}

function expectedBy(field: TicketFieldDocument): string {
  switch (field.type) {
    case 'text':
      return 'text of at most 200 characters, without @ and line breaks'
    case 'enum':
      return `one of: ${choices(field.values)}`
    case 'boolean':
      return 'true or false'
    case 'number':
      return 'a finite number'
    case 'duration':
      return 'milliseconds from 0 on'
    case 'instant':
      return 'epoch milliseconds'
    case 'set':
      return field.of.type === 'text'
        ? 'at most 12 different texts of 1 to 200 characters, without @ and line breaks'
        : `at most 12 different ones of: ${choices(field.of.values)}`
  }
}

function choices(values: readonly string[]): string {
  return `${values.slice(0, 20).join(', ')}${values.length > 20 ? ', …' : ''}`
}

function isSetOf(of: TicketSetField['of'], value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 12 || new Set(value).size < value.length) return false
  return value.every(
    (member) =>
      typeof member === 'string' && (of.type === 'enum' ? of.values.includes(member) : /^[^@\p{C}]{1,200}$/u.test(member)),
  )
}
