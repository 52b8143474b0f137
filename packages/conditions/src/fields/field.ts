/** What every field declaration may say beside its type. */
export interface FieldNotes {
  /** What people read in an editor or an explanation; the field's name where absent. */
  readonly title?: string
  /** Whether values tell of a person: explanations then say only whether there is one. False where absent. */
  readonly personal?: boolean
}

/** Free or coded text, compared by UTF-16 code unit: case, accents and composition count. */
export interface TextField extends FieldNotes {
  /** Says that values are texts. */
  readonly type: 'text'
}

/** A finite number. */
export interface NumberField extends FieldNotes {
  /** Says that values are numbers. */
  readonly type: 'number'
}

/** A point in time: epoch milliseconds in facts, ISO 8601 text with an offset in conditions. */
export interface InstantField extends FieldNotes {
  /** Says that values are points in time. */
  readonly type: 'instant'
}

/** A length of time: milliseconds ≥ 0 in facts, ISO 8601 text such as `PT4H` in conditions. */
export interface DurationField extends FieldNotes {
  /** Says that values are lengths of time. */
  readonly type: 'duration'
}

/** Yes or no. */
export interface BooleanField extends FieldNotes {
  /** Says that values are true or false. */
  readonly type: 'boolean'
}

/** One of a closed list of codes. */
export interface EnumField extends FieldNotes {
  /** Says that values are codes. */
  readonly type: 'enum'
  /** The codes, each once; where `ordered`, lowest first. */
  readonly values: readonly string[]
  /** Whether the order of `values` means something, so that ranges may be asked (`atLeast: 'high'`). False where absent. */
  readonly ordered?: boolean
}

/** A field with one value. */
export type ScalarField = TextField | NumberField | InstantField | DurationField | BooleanField | EnumField

/** Any number of values of one type, in no order. */
export interface SetField extends FieldNotes {
  /** Says that values are sets. */
  readonly type: 'set'
  /** Type of the members; `title` and `personal` stand on the set. */
  readonly of: ScalarField
}

/** The declaration of one field. */
export type Field = ScalarField | SetField
