import type { AttributeValue, Ticket } from '../../ticket/ticket.ts'
import type { FieldValueIssue, OwnFields } from '../own-fields.ts'
import type { FieldsMigration } from './compile-fields-migration.ts'

/** Values of a ticket's personal fields. */
export type KnownPersonalValues = Readonly<Record<string, Exclude<AttributeValue, null>>>

/** What becomes of a value that does not fit: another value takes its place, it is cleared, it goes where personal values are kept, or it stays and is not read. */
export type UnfitOutcome = 'replaced' | 'cleared' | 'moved' | 'kept'

/** A value that does not fit a declaration. */
export interface UnfitValue {
  /** Which field. */
  readonly field: string
  /** Whether it stands among the personal values of the ticket, else among its `attributes`. */
  readonly personal: boolean
  /** Why it does not fit. */
  readonly reason: FieldValueIssue['kind']
  /** What becomes of it. */
  readonly outcome: UnfitOutcome
}

/** The same with the value that takes its place; null where none does. */
export interface RefittedValue extends UnfitValue {
  /** The value it becomes, or goes on as where it is moved. */
  readonly becomes: AttributeValue
}

/**
 * Which values of a ticket do not fit a declaration, and what a migration makes of each.
 *
 * @param migration - The declaration, and what becomes of what does not fit it.
 * @param ticket - The ticket; not mutated.
 * @param personal - The values of its personal fields; null where nobody looked, so that only those are found whose very field is none any more.
 * @returns By name of the field; none is told.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileFieldsMigration, compileTicketFields, unfitValues } from '@caseload/lifecycle'
 *
 * const fields = orThrow(compileTicketFields({ device: { type: 'enum', values: ['phone'], personal: false } }))
 * const migration = orThrow(compileFieldsMigration(fields, { schema: 1, fields: { device: { values: { fax: 'phone' } } } }))
 * unfitValues(migration, { attributes: { device: 'fax', room: 3 }, personalFields: [] }, null).map(({ field, outcome }) => `${field} is ${outcome}`)
 * // => ['device is replaced', 'room is kept']
 * ```
 */
export function unfitValues(
  migration: FieldsMigration,
  ticket: Pick<Ticket, 'attributes' | 'personalFields'>,
  personal: KnownPersonalValues | null,
): readonly UnfitValue[] {
  return refittedValues(migration, ticket, personal).map(({ becomes: _, ...unfit }) => unfit)
}

/** The same with what each becomes. */
export function refittedValues(
  migration: FieldsMigration,
  { attributes, personalFields }: Pick<Ticket, 'attributes' | 'personalFields'>,
  personal: KnownPersonalValues | null,
): readonly RefittedValue[] {
  const { fields } = migration
  const open = Object.entries(attributes).flatMap(([field, value]): readonly RefittedValue[] => {
    const [found] = value === null ? [] : fields.check({ [field]: value })
    return found === undefined || value === null ? [] : [refit(migration, field, value, { personal: false, reason: found.kind })]
  })
  const content = personalFields.flatMap((field): readonly RefittedValue[] => {
    const value = personal !== null && Object.hasOwn(personal, field) ? personal[field] : undefined
    // Of a value that was not read, or was erased, only the field can be judged, which any value does.
    const reason = fields.checkPersonal(field, value ?? null)?.kind
    if (reason === undefined) return []
    const unfit = { personal: true, reason } as const
    if (value !== undefined) return [refit(migration, field, value, unfit)]
    const cleared = personal !== null && migration.of(field).otherwise === 'clear'
    return [{ field, ...unfit, outcome: cleared ? 'cleared' : 'kept', becomes: null }]
  })
  return [...open, ...content].sort((a, b) =>
    a.field < b.field ? -1 : a.field > b.field ? 1 : Number(a.personal) - Number(b.personal),
  )
}

function refit(
  migration: FieldsMigration,
  field: string,
  value: Exclude<AttributeValue, null>,
  unfit: Pick<UnfitValue, 'personal' | 'reason'>,
): RefittedValue {
  const { fields } = migration
  const { otherwise = 'keep' } = migration.of(field)
  const { personal, reason } = unfit
  const base = { field, personal, reason }
  if (!personal && reason === 'fields/personal') {
    const moved = otherwise === 'move' ? firstFit(fields, field, [mapped(migration, field, value), value], true) : null
    if (moved !== null) return { ...base, outcome: 'moved', becomes: moved }
    return otherwise === 'clear' ? { ...base, outcome: 'cleared', becomes: null } : { ...base, outcome: 'kept', becomes: value }
  }
  const replaced = firstFit(
    fields,
    field,
    [mapped(migration, field, value), ...(otherwise === 'clear' ? [rest(migration, field, value, personal)] : [])],
    personal,
  )
  if (replaced !== null) return { ...base, outcome: 'replaced', becomes: replaced }
  return otherwise === 'clear' ? { ...base, outcome: 'cleared', becomes: null } : { ...base, outcome: 'kept', becomes: value }
}

/** The first of some values that fits, and is one: an empty set says nothing. */
function firstFit(
  fields: OwnFields,
  field: string,
  values: readonly AttributeValue[],
  personal: boolean,
): Exclude<AttributeValue, null> | null {
  for (const value of values)
    if (value !== null && !(Array.isArray(value) && value.length === 0) && fits(fields, field, value, personal)) return value
  return null
}

function fits(fields: OwnFields, field: string, value: AttributeValue, personal: boolean): boolean {
  return personal ? fields.checkPersonal(field, value) === null : fields.check({ [field]: value }).length === 0
}

/** A value by the list of which becomes which; null where it is not in it. Members of a set that are not stay. */
function mapped(migration: FieldsMigration, field: string, value: Exclude<AttributeValue, null>): AttributeValue {
  const { values = {} } = migration.of(field)
  const of = (one: string): string | number | boolean | null => (Object.hasOwn(values, one) ? (values[one] ?? null) : null)
  if (typeof value !== 'object') return of(String(value))
  return [...new Set(value.map((member) => String(of(member) ?? member)))].sort()
}

/** Those members of a set that fit once they are mapped; null for what is no set. */
function rest(
  migration: FieldsMigration,
  field: string,
  value: Exclude<AttributeValue, null>,
  personal: boolean,
): AttributeValue {
  const members = mapped(migration, field, value)
  if (members === null || typeof members !== 'object') return null
  return members.filter((member) => fits(migration.fields, field, [member], personal))
}
