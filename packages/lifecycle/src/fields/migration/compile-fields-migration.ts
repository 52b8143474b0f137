import { type Problem, parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { OwnFields } from '../own-fields.ts'
import { type FieldMigrationDocument, fieldsMigrationDocumentSchema } from './fields-migration-document.ts'

/**
 * What can be wrong with a migration of fields: `malformed`, it is no such document; `unfit-value`, a value becomes one that does not fit either; `not-personal`, values are to be moved though the field is not personal in the new
 * declaration; `unknown-field`, no declaration and no ticket knows a field of this name.
 */
export type FieldsMigrationIssueKind =
  | 'fields-migration/malformed'
  | 'fields-migration/unfit-value'
  | 'fields-migration/not-personal'
  | 'fields-migration/unknown-field'

/** Something that is wrong with a migration of fields. */
export interface FieldsMigrationIssue extends Problem<FieldsMigrationIssueKind> {
  /** Where in the document, e.g. `fields.device.values.fax`. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
}

/** A migration of fields made ready by `compileFieldsMigration`. */
export interface FieldsMigration {
  /** The declaration that values are to fit. */
  readonly fields: OwnFields
  /** What becomes of values of a field that do not. */
  of(field: string): FieldMigrationDocument
}

/** A migration that leaves everything as it is: for asking which values do not fit. */
export function keepingFieldValues(fields: OwnFields): FieldsMigration {
  return Object.freeze({ fields, of: () => keep })
}

const keep: FieldMigrationDocument = {}

/**
 * Checks what is to become of values that do not fit a declaration of fields, before any ticket is touched.
 *
 * @param fields - The declaration they are to fit.
 * @param document - Anything; a `FieldsMigrationDocument` is wanted.
 * @param known - Names of fields that were declared before or have values on tickets, beside those that are declared now: others are refused. Where absent, nobody knows, and every name is taken.
 * @returns The migration; or every issue found, each with its place.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileFieldsMigration, compileTicketFields } from '@caseload/lifecycle'
 *
 * const fields = orThrow(compileTicketFields({ device: { type: 'enum', values: ['laptop', 'phone'], personal: false } }))
 * compileFieldsMigration(fields, { schema: 1, fields: { device: { values: { fax: 'phone' } }, gone: { otherwise: 'clear' } } }).isOk() // => true
 * const wrong = compileFieldsMigration(fields, { schema: 1, fields: { device: { values: { fax: 'telex' }, otherwise: 'move' } } })
 * wrong._unsafeUnwrapErr().map(({ message }) => message)
 * // => [
 * //   'fields.device.values.fax: expected one of: laptop, phone',
 * //   'fields.device.otherwise: expected keep or clear, since the field is not personal',
 * // ]
 * const numbered = orThrow(compileTicketFields({ floor: { type: 'number', personal: false } }))
 * compileFieldsMigration(numbered, { schema: 1, fields: { floor: { values: { first: 1 } } } }).isOk() // => true
 * compileFieldsMigration(numbered, { schema: 1, fields: { flor: { otherwise: 'clear' } } }, ['room'])._unsafeUnwrapErr().map(({ message }) => message)
 * // => ['fields.flor: expected a field that is declared, or that a ticket has']
 * ```
 */
export function compileFieldsMigration(
  fields: OwnFields,
  document: unknown,
  known: readonly string[] | null = null,
): Result<FieldsMigration, readonly FieldsMigrationIssue[]> {
  const parsed = parseInput(fieldsMigrationDocumentSchema, document)
  if (parsed.isErr())
    return err(parsed.error.issues.map(({ path, expected }) => issue('fields-migration/malformed', path, expected)))
  const issues: FieldsMigrationIssue[] = []
  const byName = new Map(Object.entries(parsed.value.fields))
  for (const [name, { values = {}, otherwise }] of byName) {
    if (known !== null && !known.includes(name) && !Object.hasOwn(fields.document, name)) {
      issues.push(issue('fields-migration/unknown-field', `fields.${name}`, 'a field that is declared, or that a ticket has'))
      continue
    }
    for (const [from, to] of Object.entries(values)) {
      const expected = unfit(fields, name, to)
      if (expected !== null) issues.push(issue('fields-migration/unfit-value', `fields.${name}.values.${from}`, expected))
    }
    if (otherwise === 'move' && !isPersonal(fields, name))
      issues.push(
        issue('fields-migration/not-personal', `fields.${name}.otherwise`, 'keep or clear, since the field is not personal'),
      )
  }
  return issues.length > 0 ? err(issues) : ok(Object.freeze({ fields, of: (name: string) => byName.get(name) ?? keep }))
}

function issue(kind: FieldsMigrationIssueKind, path: string, expected: string): FieldsMigrationIssue {
  return { kind, path, expected, message: `${path === '' ? 'the migration' : path}: expected ${expected}` }
}

function isPersonal({ document }: OwnFields, name: string): boolean {
  return Object.hasOwn(document, name) && document[name]?.personal === true
}

/** What a value would have to be like; null where it fits. Of a set, one of its members. */
function unfit(fields: OwnFields, name: string, value: string | number | boolean): string | null {
  const field = Object.hasOwn(fields.document, name) ? fields.document[name] : undefined
  const wanted = field?.type === 'set' ? [String(value)] : value
  const found = field?.personal === true ? fields.checkPersonal(name, wanted) : (fields.check({ [name]: wanted })[0] ?? null)
  return found?.expected ?? null
}
