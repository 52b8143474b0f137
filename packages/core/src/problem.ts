/**
 * The shape every expected failure has, in every package: a plain object that survives JSON, structured clone and a second
 * copy of the package, and is told apart by `kind` alone.
 *
 * `kind` is stable API; `message` is English for people and may improve at any time, so never parse it. Neither carries
 * personal data or anybody's free text.
 */
export interface Problem<Kind extends string = string> {
  /** What went wrong, as `subject/reason` in kebab-case, e.g. `ticket/not-found`. */
  readonly kind: Kind
  /** One English sentence for a developer's log; no personal data. */
  readonly message: string
}

/** One thing that is wrong with a value somebody supplied, and where. */
export interface InputIssue {
  /** Path of the offending value in dotted form, e.g. `from.email` or `rows[3].at`; empty for the value itself. */
  readonly path: string
  /** What would have been accepted, e.g. `string`, `one of: email, phone`, `at most 200 characters`. */
  readonly expected: string
  /** One English sentence that repeats neither the value nor any personal data. */
  readonly message: string
}

/** A value that does not have the documented shape; nothing was done with it. */
export interface InvalidInput extends Problem<'input/invalid'> {
  /** Every issue found, in document order; never empty. */
  readonly issues: readonly InputIssue[]
}
