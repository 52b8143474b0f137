import { z } from 'zod'

/** A value in a document: a number, yes or no, or text (codes, `PT…` durations, ISO 8601 instants with an offset). */
export type ConditionValue = string | number | boolean

/** Every one of these holds; an empty list always holds. */
export interface AllCondition {
  /** What must hold. */
  readonly all: readonly ConditionDocument[]
}
/** At least one of these holds. */
export interface AnyCondition {
  /** Of what one must hold; not empty. */
  readonly any: readonly ConditionDocument[]
}
/** This does not hold; so it holds where the field that is asked about is missing. */
export interface NotCondition {
  /** What must not hold. */
  readonly not: ConditionDocument
}
/** The field has this value. */
export interface EqualsCondition {
  /** Name of the field. */
  readonly field: string
  /** The value. */
  readonly equals: ConditionValue
}
/** The field has one of these values. */
export interface InCondition {
  /** Name of the field. */
  readonly field: string
  /** The values; not empty. */
  readonly in: readonly ConditionValue[]
}
/** The field (number, instant, duration, or an ordered enum) lies between bounds; at least one is given. */
export interface RangeCondition {
  /** Name of the field. */
  readonly field: string
  /** Lower bound, itself included. */
  readonly atLeast?: string | number
  /** Lower bound, itself excluded. */
  readonly moreThan?: string | number
  /** Upper bound, itself included. */
  readonly atMost?: string | number
  /** Upper bound, itself excluded. */
  readonly lessThan?: string | number
}
/** The set has at least one of these members. */
export interface AnyOfCondition {
  /** Name of the field. */
  readonly field: string
  /** The members; not empty. */
  readonly anyOf: readonly ConditionValue[]
}
/** The set has all of these members. */
export interface AllOfCondition {
  /** Name of the field. */
  readonly field: string
  /** The members; not empty. */
  readonly allOf: readonly ConditionValue[]
}
/** The set is present and has none of these members. */
export interface NoneOfCondition {
  /** Name of the field. */
  readonly field: string
  /** The members; not empty. */
  readonly noneOf: readonly ConditionValue[]
}
/** The text begins with this. */
export interface PrefixCondition {
  /** Name of the field. */
  readonly field: string
  /** The beginning, compared by code unit; not empty. */
  readonly prefix: string
}
/** The field is missing, or is not. */
export interface MissingCondition {
  /** Name of the field. */
  readonly field: string
  /** True: it must be missing; false: it must be present. */
  readonly missing: boolean
}
/** The instant lies at most this far from `now`. */
export interface WithinCondition {
  /** Name of the field. */
  readonly field: string
  /** Greatest distance, `PT…`, itself included. */
  readonly within: string
  /** On which side of `now` (now itself is on both): `past`, `future` or `either`, the default. */
  readonly of?: 'past' | 'future' | 'either'
}

/** A test of one field. */
export type FieldCondition =
  | EqualsCondition
  | InCondition
  | RangeCondition
  | AnyOfCondition
  | AllOfCondition
  | NoneOfCondition
  | PrefixCondition
  | MissingCondition
  | WithinCondition

/**
 * One condition of a policy: plain JSON.
 *
 * A test of a field that is missing does not hold, whatever it asks (but `missing: true`); so its `not` does.
 */
export type ConditionDocument = AllCondition | AnyCondition | NotCondition | FieldCondition

const value = z.union([z.string().max(1000), z.number(), z.boolean()])
const values = z.array(value).min(1).max(1000).readonly()
const field = z.string().min(1).max(100)
const bound = z.exactOptional(z.union([z.string().max(1000), z.number()]))

/** The shape of a test of one field. */
export const fieldConditionSchema: z.ZodType<FieldCondition> = z.union([
  z.strictObject({ field, equals: value }),
  z.strictObject({ field, in: values }),
  z.strictObject({ field, anyOf: values }),
  z.strictObject({ field, allOf: values }),
  z.strictObject({ field, noneOf: values }),
  z.strictObject({ field, prefix: z.string().min(1).max(1000) }),
  z.strictObject({ field, missing: z.boolean() }),
  z.strictObject({ field, within: z.string().max(40), of: z.exactOptional(z.enum(['past', 'future', 'either'])) }),
  z
    .strictObject({ field, atLeast: bound, moreThan: bound, atMost: bound, lessThan: bound })
    .refine((range) => Object.keys(range).length > 1, 'a bound'),
])

/**
 * The shape of a condition, whatever fields it speaks of: for embedding in the schema of another policy document. `compileConditions` then checks it
 * against the fields.
 */
export const conditionDocumentSchema: z.ZodType<ConditionDocument> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionDocumentSchema).max(1000).readonly() }),
    z.strictObject({ any: z.array(conditionDocumentSchema).min(1).max(1000).readonly() }),
    z.strictObject({ not: conditionDocumentSchema }),
    fieldConditionSchema,
  ]),
)
