/** A value in a condition: a number, yes or no, or text (codes, durations such as `PT4H`, instants in ISO 8601 with an offset). */
export type ConditionValue = string | number | boolean

/** Every one of these holds; an empty list always holds. */
export interface AllCondition {
  /** What must hold: at most 1,000 conditions. */
  readonly all: readonly ConditionDocument[]
}

/** At least one of these holds. */
export interface AnyCondition {
  /** Of what one must hold: 1 to 1,000 conditions. An empty list could never hold, and is refused as `conditions/never-holds`. */
  readonly any: readonly ConditionDocument[]
}

/** This does not hold; so it holds where the field that is asked about is missing. */
export interface NotCondition {
  /** What must not hold. */
  readonly not: ConditionDocument
}

/** The field has this value. For text, number, instant, duration, boolean and enum fields. */
export interface EqualsCondition {
  /** Name of the field. */
  readonly field: string
  /** The value; text of at most 1,000 characters. */
  readonly equals: ConditionValue
}

/** The field has one of these values. For the same fields as {@link EqualsCondition}. */
export interface InCondition {
  /** Name of the field. */
  readonly field: string
  /** The values: 1 to 1,000, each once. */
  readonly in: readonly ConditionValue[]
}

/** The field lies between bounds, of which at least one is given. For number, instant, duration and ordered enum fields. */
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
  /** Name of a set field. */
  readonly field: string
  /** The members: 1 to 1,000, each once. */
  readonly anyOf: readonly ConditionValue[]
}

/** The set has all of these members, and perhaps more. */
export interface AllOfCondition {
  /** Name of a set field. */
  readonly field: string
  /** The members: 1 to 1,000, each once. */
  readonly allOf: readonly ConditionValue[]
}

/** The set is there (it may be empty) and has none of these members; a missing set does not pass. */
export interface NoneOfCondition {
  /** Name of a set field. */
  readonly field: string
  /** The members: 1 to 1,000, each once. */
  readonly noneOf: readonly ConditionValue[]
}

/** The text begins with this. For text fields. */
export interface PrefixCondition {
  /** Name of the field. */
  readonly field: string
  /** The beginning, compared by UTF-16 code unit: 1 to 1,000 characters. */
  readonly prefix: string
}

/** The field is missing, or is not. For every field; an empty text and an empty set are there. */
export interface MissingCondition {
  /** Name of the field. */
  readonly field: string
  /** True: it must be missing. False: it must be there. */
  readonly missing: boolean
}

/** The instant lies at most this far from `now`. For instant fields. */
export interface WithinCondition {
  /** Name of the field. */
  readonly field: string
  /** Greatest distance, itself included, such as `PT24H`. */
  readonly within: string
  /** On which side of `now`: `past`, `future`, or `either` (the default). `now` itself is on both. */
  readonly of?: 'past' | 'future' | 'either'
}

/** A test of one field. All but {@link MissingCondition} need the field to be there. */
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
 * One condition of a policy: plain JSON of at most 16 levels, 1,000 conditions and 10,000 values.
 *
 * A test of a missing field does not hold, whatever it asks (but `missing: true`); so its `not` does. A fact of the wrong type is missing, too.
 */
export type ConditionDocument = AllCondition | AnyCondition | NotCondition | FieldCondition
