import { compileConditions, type Fields, type Predicate } from '@caseload/conditions'
import { canonicalJson, parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Attributes, AttributeValue, Ticket } from '../ticket/ticket.ts'
import { conditionFacts, ticketFields } from '../ticket/ticket-fields.ts'
import { checkFieldValue, checkPersonalValue } from './check-field-value.ts'
import type { FieldValueIssue, OwnFields } from './own-fields.ts'
import type { TicketFieldValues } from './ticket-field-values.ts'
import type { CarriedInto, TicketFieldDocument, TicketFieldsDocument } from './ticket-fields-document.ts'
import { ticketFieldsDocumentSchema } from './ticket-fields-document-schema.ts'
import type { TicketFieldsIssue, TicketFieldsIssueKind } from './ticket-fields-issue.ts'

/**
 * Checks and analyses a declaration of ticket fields before anybody depends on it.
 *
 * @param document - Anything; a `TicketFieldsDocument` is wanted. Copied, so later changes to it do no harm.
 * @returns The fields; or every issue found, each with its place and a witness: see `TicketFieldsIssueKind`.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileTicketFields, defineTicketFields } from '@caseload/lifecycle'
 *
 * const fields = orThrow(compileTicketFields(defineTicketFields({
 *   device: { type: 'enum', values: ['laptop', 'phone'], personal: false, indexed: true },
 *   serial: { type: 'text', personal: false, requiredWhen: { field: 'attributes.device', equals: 'laptop' } },
 * })))
 * fields.indexed // => ['device']
 * fields.check({ device: 'fax', floor: 3 }).map(({ field, expected }) => `${field}: ${expected}`)
 * // => ['device: one of: laptop, phone', 'floor: a declared field']
 *
 * compileTicketFields({ birthday: { type: 'instant', personal: true, indexed: true } })._unsafeUnwrapErr().map(({ kind }) => kind)
 * // => ['fields/personal-index']
 * ```
 */
export function compileTicketFields<const F extends TicketFieldsDocument>(
  document: F,
): Result<OwnFields<F>, readonly TicketFieldsIssue[]>
export function compileTicketFields(document: unknown): Result<OwnFields, readonly TicketFieldsIssue[]>
export function compileTicketFields(document: unknown): Result<OwnFields, readonly TicketFieldsIssue[]> {
  const issues: TicketFieldsIssue[] = []
  const add: Add = (kind, path, witness, expected) => {
    issues.push({ kind, path, witness, message: `${path === '' ? 'the fields' : path}: expected ${expected}` })
  }
  const read = readFields(document, add)
  if (read === null) return err(issues)
  const attributes = conditionFields(read)
  const required = compileRequirements(read, attributes, add)
  for (const [name, field] of Object.entries(read))
    if (field.personal && field.indexed === true)
      add('fields/personal-index', `${name}.indexed`, [name], 'no index over personal data')
  const tooMany = indexedIn(read).slice(mostIndexed)
  if (tooMany.length > 0) add('fields/too-many-indexed', '', tooMany, `at most ${mostIndexed} indexed fields`)
  return issues.length > 0 ? err(issues) : ok(assemble(read, attributes, required))
}

/** Most fields that lists can be filtered by: a store keeps a place for each. */
const mostIndexed = 12

function indexedIn(document: TicketFieldsDocument): readonly string[] {
  return Object.keys(document)
    .filter((name) => document[name]?.indexed === true)
    .sort()
}

type Add = (kind: TicketFieldsIssueKind, path: string, witness: readonly string[], expected: string) => void

function readFields(document: unknown, add: Add): TicketFieldsDocument | null {
  const text = canonicalJson(document, 40)
  if (text.isErr()) {
    add('fields/malformed', text.error.path, ['plain JSON'], `plain JSON, not ${text.error.found}`)
    return null
  }
  const parsed = parseInput(ticketFieldsDocumentSchema, document)
  if (parsed.isOk()) return parsed.value
  for (const { path, expected } of parsed.error.issues) add('fields/malformed', path, [expected], expected)
  return null
}

/** A personal field's values are not among the facts of a ticket, so that no condition can tell them. */
function conditionFields(fields: TicketFieldsDocument): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { requiredWhen, question, indexed, carried, ...field }]) =>
      field.personal ? [] : [[name, field]],
    ),
  )
}

function compileRequirements(fields: TicketFieldsDocument, attributes: Fields, add: Add): ReadonlyMap<string, Predicate> {
  const own = Object.entries(attributes).map(([name, field]) => [`attributes.${name}`, field] as const)
  const known: Fields = { ...ticketFields, ...Object.fromEntries(own) }
  const personal = Object.keys(fields).filter((name) => fields[name]?.personal === true)
  // Declared for the moment, so that a condition which reads one is told why it may not, not that there is none.
  const withPersonal: Fields = {
    ...known,
    ...Object.fromEntries(personal.map((name) => [`attributes.${name}`, typeOf(fields, name)])),
  }
  const required = new Map<string, Predicate>()
  for (const [name, { requiredWhen }] of Object.entries(fields)) {
    if (requiredWhen === undefined) continue
    const path = `${name}.requiredWhen`
    const compiled = compileConditions(requiredWhen, withPersonal)
    if (compiled.isErr()) {
      for (const issue of compiled.error)
        add('fields/invalid-condition', issue.path === '' ? path : `${path}.${issue.path}`, [issue.expected], issue.expected)
      continue
    }
    for (const fact of compiled.value.fields) {
      const reads = fact.startsWith('attributes.') ? fact.slice('attributes.'.length) : null
      if (reads === name) add('fields/requires-itself', path, [name], 'a condition that does not read the field itself')
      else if (reads !== null && personal.includes(reads))
        add('fields/condition-reads-personal', path, [reads], 'a condition that reads no personal field')
    }
    required.set(name, compiled.value)
  }
  return required
}

function typeOf(fields: TicketFieldsDocument, name: string): Fields[string] {
  const { requiredWhen, question, indexed, carried, ...field } = fields[name] ?? { type: 'text', personal: true }
  return field
}

function assemble(document: TicketFieldsDocument, attributes: Fields, required: ReadonlyMap<string, Predicate>): OwnFields {
  return Object.freeze({
    document,
    attributes,
    indexed: indexedIn(document),
    check: (values) =>
      Object.entries(values).flatMap(([name, value]): readonly FieldValueIssue[] => {
        const issue = checkFieldValue(ownField(document, name), name, value)
        return issue === null ? [] : [issue]
      }),
    checkPersonal: (name, value) => checkPersonalValue(ownField(document, name), name, value),
    missing: (ticket, now) => {
      // Every answer asks, and mostly nothing is required.
      if (required.size === 0) return []
      const facts = conditionFacts(ticket)
      return [...required].flatMap(([name, when]) =>
        isKnown(ticket, document, name) || !when.matches(facts, now)
          ? []
          : [{ field: `attributes.${name}`, question: questionOf(document, name), neededBy: 'resolving' as const }],
      )
    },
    carried: (into, values) => carriedOf(document, into, values, checkFieldValue),
    carriedPersonal: (into, values) => carriedOf(document, into, values, checkPersonalValue),
    read: (values: Attributes): TicketFieldValues<TicketFieldsDocument> =>
      Object.fromEntries(
        Object.entries(values).filter(([name, value]) => checkFieldValue(ownField(document, name), name, value) === null),
      ),
  } satisfies OwnFields)
}

function ownField(document: TicketFieldsDocument, name: string): TicketFieldDocument | null {
  return Object.hasOwn(document, name) ? (document[name] ?? null) : null
}

function carriedOf<Value extends AttributeValue>(
  document: TicketFieldsDocument,
  into: CarriedInto,
  values: Readonly<Record<string, Value>>,
  check: typeof checkFieldValue,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const field = ownField(document, name)
      const ways = field?.carried ?? (field?.personal === true ? [] : ['split', 'follow-up'])
      return value !== null && ways.includes(into) && check(field, name, value) === null
    }),
  )
}

function questionOf(document: TicketFieldsDocument, name: string): string {
  const field = ownField(document, name)
  return field?.question ?? field?.title ?? name
}

function isKnown({ attributes, personalFields }: Ticket, document: TicketFieldsDocument, name: string): boolean {
  if (ownField(document, name)?.personal === true) return personalFields.includes(name)
  const value = Object.hasOwn(attributes, name) ? attributes[name] : null
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}
