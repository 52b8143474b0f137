/** What a ticket knows of personal fields: only which of them have a value. */
export interface LabelPart {
  /** Names of the personal fields that have a value, sorted. The values are content. */
  readonly personalFields: readonly string[]
}

/** A new ticket: nothing personal is known. */
export const noPersonalFields: LabelPart = { personalFields: [] }
