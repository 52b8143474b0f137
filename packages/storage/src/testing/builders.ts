import type { PutWrite } from '../port/commit.ts'
import type { Payload } from '../port/json-text.ts'
import type { KeyValue, KindSpec } from '../port/kind-spec.ts'
import type { Ref } from '../port/ref.ts'
import type { Scalar } from '../port/scalar.ts'

/** The kinds the tests of the guard use: one with a field of every type, keys and access paths, and one with nothing. */
export const contractKinds: readonly KindSpec[] = [
  {
    kind: 'item',
    fields: {
      status: { type: 'text' },
      name: { type: 'text', sortable: true },
      rank: { type: 'int', sortable: true },
      at: { type: 'instant', sortable: true },
      open: { type: 'bool', sortable: true },
      owner: { type: 'text', nullable: true },
      score: { type: 'int', nullable: true },
      seen: { type: 'instant', nullable: true },
      hot: { type: 'bool', nullable: true },
    },
    keys: { mail: { unique: true }, account: { unique: true }, tag: { unique: false } },
    paths: [
      { eq: ['status'], sort: ['at'] },
      { eq: ['owner'], sort: ['rank', 'at'] },
    ],
  },
  { kind: 'side-note', fields: {} },
]

/** Field values that a test does not care about. */
export const plainFields = { status: 'open', name: 'n', rank: 0, at: 0, open: true }

/** A reference to an item. */
export function item(id: string): Ref {
  return { kind: 'item', id }
}

/** A write of an item. */
export function put(
  id: string,
  version = 0,
  more: { doc?: Payload; fields?: Readonly<Record<string, Scalar>>; keys?: readonly KeyValue[] } = {},
): PutWrite {
  const { doc = { id, version }, fields = {}, keys } = more
  const write = { op: 'put', ref: item(id), version, doc, fields: { ...plainFields, ...fields } } as const
  return keys === undefined ? write : { ...write, keys }
}
