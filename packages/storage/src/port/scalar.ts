/** A value that documents are filtered and sorted by. */
export type Scalar = string | number | boolean | null
