import type { ScalarFact, ScalarField } from '@caseload/conditions'
import type { TicketFieldsDocument } from './ticket-fields-document.ts'

/** The type of one field's values: the declared codes of an `enum`, milliseconds for `instant` and `duration`, a list for a `set`. */
export type TicketFieldValue<Declared> = Declared extends {
  /** Says that values are sets. */
  readonly type: 'set'
  /** What the members are. */
  readonly of: infer Member extends ScalarField
}
  ? readonly Extract<ScalarFact<Member>, string>[]
  : Declared extends ScalarField
    ? ScalarFact<Declared>
    : never

/** Values of those fields of a declaration that hold nothing personal, as a ticket's `attributes` hold them; null clears a field. */
export type TicketFieldValues<F extends TicketFieldsDocument> = {
  readonly [Name in keyof F as F[Name]['personal'] extends false ? Name : never]?: TicketFieldValue<F[Name]> | null
}

/** Values of the personal fields of a declaration: content, never part of `attributes`; null clears a field. */
export type PersonalFieldValues<F extends TicketFieldsDocument> = {
  readonly [Name in keyof F as F[Name]['personal'] extends true ? Name : never]?: TicketFieldValue<F[Name]> | null
}

/**
 * Declares a desk's own ticket fields, keeping names and choices in the type.
 *
 * @param fields - The declaration: plain data, for the policies of a desk.
 * @returns The same value.
 *
 * @example
 * ```ts
 * import { defineTicketFields, type TicketFieldValues } from '@caseload/lifecycle'
 *
 * const fields = defineTicketFields({
 *   device: { type: 'enum', values: ['laptop', 'phone'], personal: false, indexed: true },
 *   floor: { type: 'number', personal: false },
 * })
 * const attributes: TicketFieldValues<typeof fields> = { device: 'laptop', floor: null }
 * attributes.device // => 'laptop'
 * ```
 */
export function defineTicketFields<const F extends TicketFieldsDocument>(fields: F): F {
  return fields
}
