import type { FieldSpec, KeySpec, KindSpec } from '../port/kind-spec.ts'

/** A kind as the guard looks things up in it: by maps, so that no name a caller sends can meet something inherited. */
export interface CataloguedKind {
  /** Declared fields by name. */
  readonly fields: ReadonlyMap<string, FieldSpec>
  /** The same in the order declared, to go through. */
  readonly declared: readonly { readonly name: string; readonly spec: FieldSpec }[]
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
      {
        fields: new Map(Object.entries(spec.fields)),
        declared: Object.entries(spec.fields).map(([name, field]) => ({ name, spec: field })),
        keys: new Map(Object.entries(spec.keys ?? {})),
      },
    ]),
  )
}
