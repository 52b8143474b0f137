import type { FieldSpec, KeySpec, KindSpec } from '../port/kind-spec.ts'

/** A kind as the guard looks things up in it: by maps, so that no name a caller sends can meet something inherited. */
export interface CataloguedKind {
  /** Declared fields by name, in the order declared. */
  readonly fields: ReadonlyMap<string, FieldSpec>
  /** Declared keys by name. */
  readonly keys: ReadonlyMap<string, KeySpec>
}

/** Every declared kind by name. */
export type KindCatalogue = ReadonlyMap<string, CataloguedKind>

/** Prepares declarations of kinds for look-ups. */
export function catalogueKinds(kinds: readonly KindSpec[]): KindCatalogue {
  return new Map(
    kinds.map((spec) => [
      spec.kind,
      { fields: new Map(Object.entries(spec.fields)), keys: new Map(Object.entries(spec.keys ?? {})) },
    ]),
  )
}
