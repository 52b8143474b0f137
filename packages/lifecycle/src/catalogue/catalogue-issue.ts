import type { Problem } from '@caseload/core'

/** What makes a catalogue unusable. */
export type CatalogueIssueKind =
  /** It does not have the documented shape; `witness`: what was expected. */
  | 'catalogue/malformed'
  /** Two kinds or two areas have one name, or one kind asks for a fact twice; `witness`: the name. */
  | 'catalogue/duplicate-name'
  /** A kind that is not declared; `witness`: the name. */
  | 'catalogue/unknown-kind'
  /** A fact that cannot be asked for; `witness`: the name. */
  | 'catalogue/unknown-field'
  /** An answer that its fact cannot have: another type, or choices that it does not take; `witness`: the fact. */
  | 'catalogue/answer-does-not-fit'
  /** The code of a solution would be needed at opening, when there is none; `witness`: the fact. */
  | 'catalogue/asked-too-early'
  /** A workflow the desk does not have; `witness`: the name. */
  | 'catalogue/unknown-workflow'
  /** A counter-example that names the kind it stands at; `witness`: the kind. */
  | 'catalogue/no-counter-example'
  /** No team serves the area; `witness`: the area. */
  | 'catalogue/area-nobody-serves'
  /** There are areas, but the kind is in none; `witness`: the kind. */
  | 'catalogue/kind-in-no-area'

/** Something that is wrong with a catalogue, and where. */
export interface CatalogueIssue extends Problem<CatalogueIssueKind> {
  /** Where in the document, e.g. `kinds[2].needs[0].field`; empty for the whole. */
  readonly path: string
  /** What proves it; what it is is said at each kind. */
  readonly witness: readonly string[]
}
