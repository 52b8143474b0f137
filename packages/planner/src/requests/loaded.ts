import type { Doc, Ref } from '@caseload/storage'

/** What was read for a request. */
export interface Loaded {
  /** Answers to `refs`, in the same order; null where there is no such document. */
  readonly docs: readonly (Doc | null)[]
  /** Every document that the look-ups found; a document may stand here more than once. */
  readonly found: readonly Doc[]
}

/** The document of one reference among what was read; null where it was not there. */
export function loadedDocument(loaded: Loaded, ref: Ref): Doc | null {
  return loaded.docs.find((doc) => doc !== null && doc.ref.id === ref.id && doc.ref.kind === ref.kind) ?? null
}
