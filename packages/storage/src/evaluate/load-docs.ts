import type { Doc } from '../port/doc.ts'
import type { JsonText } from '../port/json-text.ts'
import type { Ref } from '../port/ref.ts'
import { refKey, type Tables } from './tables.ts'

/** See `Store.load`. */
export function loadDocs(tables: Tables, refs: readonly Ref[]): readonly (Doc<JsonText> | null)[] {
  return refs.map((wanted) => {
    const row = tables.doc.get(refKey(wanted))
    return row === undefined ? null : { ref: row.ref, version: row.version, doc: row.doc }
  })
}
