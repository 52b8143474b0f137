import type { OwnFields } from './own-fields.ts'
import type { TicketFieldDocument } from './ticket-fields-document.ts'

/** One difference between two declarations, and what follows from it. */
export interface TicketFieldChange {
  /** What changed. */
  readonly kind:
    | 'field-added'
    | 'field-removed'
    | 'type-changed'
    | 'choice-added'
    | 'choice-removed'
    | 'became-personal'
    | 'no-longer-personal'
    | 'requirement-changed'
    | 'carrying-changed'
    | 'index-added'
    | 'index-removed'
  /** Which field. */
  readonly field: string
  /** Whether values that tickets have do not fit any more, or stay where they should not: somebody has to decide before this is activated. */
  readonly needsDecision: boolean
  /** What changed and what follows, in words. */
  readonly message: string
}

/** What turns one declaration of fields into another. */
export interface TicketFieldsMigration {
  /** Differences by name of the field, then in a fixed order of kinds; empty: nothing changes. */
  readonly changes: readonly TicketFieldChange[]
  /** Whether the index of tickets has to be made anew, since lists are filtered by other fields. */
  readonly rebuildsIndex: boolean
}

/**
 * What changes for tickets when a declaration of fields is replaced by another.
 *
 * History is not rewritten: values that were set stay in the events that set them. A field that is removed or declared anew keeps its values on tickets, which `read` leaves out where they do not fit.
 *
 * @param before - The declaration in force.
 * @param after - The one to come.
 * @returns Every difference, in words; neither is changed.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileTicketFields, migrateTicketFields } from '@caseload/lifecycle'
 *
 * const before = orThrow(compileTicketFields({ device: { type: 'enum', values: ['laptop', 'fax'], personal: false } }))
 * const after = orThrow(compileTicketFields({ device: { type: 'enum', values: ['laptop'], personal: false, indexed: true } }))
 * const migration = migrateTicketFields(before, after)
 * migration.changes.map(({ message }) => message)
 * // => [
 * //   'device: the choice fax is gone; tickets that have it keep it until it is set anew',
 * //   'device: lists can be filtered by it once the index is rebuilt',
 * // ]
 * migration.rebuildsIndex // => true
 * ```
 */
export function migrateTicketFields(before: OwnFields, after: OwnFields): TicketFieldsMigration {
  const names = [...new Set([...Object.keys(before.document), ...Object.keys(after.document)])].sort()
  const changes = names.flatMap((field) => changesOf(field, declared(before, field), declared(after, field)))
  return { changes, rebuildsIndex: before.indexed.join(' ') !== after.indexed.join(' ') }
}

function declared({ document }: OwnFields, name: string): TicketFieldDocument | null {
  return Object.hasOwn(document, name) ? (document[name] ?? null) : null
}

function changesOf(
  field: string,
  before: TicketFieldDocument | null,
  after: TicketFieldDocument | null,
): readonly TicketFieldChange[] {
  const change = (kind: TicketFieldChange['kind'], needsDecision: boolean, words: string): TicketFieldChange => ({
    kind,
    field,
    needsDecision,
    message: `${field}: ${words}`,
  })
  const found: TicketFieldChange[] = []
  if (before === null && after !== null) found.push(change('field-added', false, 'a new field; tickets have no value yet'))
  if (before !== null && after === null)
    found.push(change('field-removed', true, 'declared no more; values that were set stay on tickets and in the journal'))
  if (before !== null && after !== null) {
    if (typeOf(before) !== typeOf(after))
      found.push(
        change(
          'type-changed',
          true,
          `was ${typeOf(before)}, becomes ${typeOf(after)}; values of the old type are not read any more`,
        ),
      )
    const was = choicesOf(before)
    const is = choicesOf(after)
    if (typeOf(before) === typeOf(after)) {
      for (const choice of was.filter((code) => !is.includes(code)))
        found.push(
          change('choice-removed', true, `the choice ${choice} is gone; tickets that have it keep it until it is set anew`),
        )
      for (const choice of is.filter((code) => !was.includes(code)))
        found.push(change('choice-added', false, `the choice ${choice} is new`))
    }
    if (!before.personal && after.personal)
      found.push(
        change('became-personal', true, 'becomes personal; values set so far stay in the journal, which no erasure reaches'),
      )
    if (before.personal && !after.personal)
      found.push(change('no-longer-personal', true, 'is personal no more; from now on values stand in the journal for ever'))
    if (JSON.stringify(before.requiredWhen) !== JSON.stringify(after.requiredWhen))
      found.push(change('requirement-changed', false, 'is required under another condition, from the next resolution on'))
  }
  if (before !== null && after !== null && carriedInto(before) !== carriedInto(after))
    found.push(change('carrying-changed', false, 'goes along into other new tickets, from the next on'))
  const wasIndexed = before?.indexed === true
  const isIndexed = after?.indexed === true
  if (!wasIndexed && isIndexed) found.push(change('index-added', false, 'lists can be filtered by it once the index is rebuilt'))
  if (wasIndexed && !isIndexed) found.push(change('index-removed', false, 'lists can be filtered by it no more'))
  return found
}

function carriedInto({ carried }: TicketFieldDocument): string | undefined {
  return carried?.toSorted().join(' ')
}

function choicesOf(field: TicketFieldDocument): readonly string[] {
  if (field.type === 'set') return field.of.type === 'enum' ? field.of.values : []
  return field.type === 'enum' ? field.values : []
}

function typeOf(field: TicketFieldDocument): string {
  return field.type === 'set' ? `set of ${field.of.type}` : field.type
}
