/** What every field declaration may say. */
export interface FieldNotes {
  /** What people read in an editor or an explanation; the name where absent. */
  readonly title?: string
  /** Whether values tell of a person: they are then never shown in explanations. False where absent. */
  readonly personal?: boolean
}

/** Free or coded text, compared by UTF-16 code unit: case and accents count. */
export interface TextField extends FieldNotes {
  /** Discriminant. */
  readonly type: 'text'
}
/** A finite number. */
export interface NumberField extends FieldNotes {
  /** Discriminant. */
  readonly type: 'number'
}
/** A point in time: epoch milliseconds in facts, ISO 8601 text with an offset in documents. */
export interface InstantField extends FieldNotes {
  /** Discriminant. */
  readonly type: 'instant'
}
/** A length of time: milliseconds in facts, `PT…` in documents. */
export interface DurationField extends FieldNotes {
  /** Discriminant. */
  readonly type: 'duration'
}
/** Yes or no. */
export interface BooleanField extends FieldNotes {
  /** Discriminant. */
  readonly type: 'boolean'
}
/** One of a closed list of codes. */
export interface EnumField extends FieldNotes {
  /** Discriminant. */
  readonly type: 'enum'
  /** The codes; where `ordered`, lowest first. */
  readonly values: readonly string[]
  /** Whether ranges make sense (`atLeast: 'high'`). False where absent. */
  readonly ordered?: boolean
}
/** A field with one value. */
export type ScalarField = TextField | NumberField | InstantField | DurationField | BooleanField | EnumField
/** Any number of values of one type, each once. */
export interface SetField extends FieldNotes {
  /** Discriminant. */
  readonly type: 'set'
  /** Type of the members. */
  readonly of: ScalarField
}
