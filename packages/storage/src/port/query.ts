import type { KeyValue } from './kind-spec.ts'
import type { Scalar } from './scalar.ts'

/**
 * How a field is compared: `eq` and `ne` also with null; `ne` of a value holds for null, `ne` of null for any value; `lt`, `lte`, `gt`, `gte` and `prefix` never
 * hold for null; `in` is any of up to 200 values, null among them; `prefix` takes every character literally and wants a `text` field.
 */
export type Op = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'prefix'

/** One condition on a field. */
export interface Filter {
  /** A declared field. */
  readonly field: string
  /** How to compare. */
  readonly op: Op
  /** With what, of the field's type; a list for `in` only. */
  readonly value: Scalar | readonly Scalar[]
}

/** One step of an order. */
export interface Sort {
  /** A declared field that is `sortable`. */
  readonly field: string
  /** Which way: text by bytes, `false` before `true`. */
  readonly dir: 'asc' | 'desc'
}

/** Which documents of a kind, in which order, how many. */
export interface Query<After = string> {
  /** A declared kind. */
  readonly kind: string
  /** Conditions that must all hold; at most 32; none by default. */
  readonly where?: readonly Filter[]
  /** A look-up value the document must have: an e-mail address, a tag. */
  readonly key?: KeyValue
  /** Order, at most 8 fields, each once; ties and no order at all go by id, in the direction of the last step. */
  readonly sort?: readonly Sort[]
  /** At most so many documents, 1 to 500. */
  readonly limit: number
  /** Continue after the page whose {@link Page.next} this is; of the same tenant and query, though the limit may differ. */
  readonly after?: After
}

/** Some items, and where to go on. */
export interface Page<Item, Next = string> {
  /** The items in the order asked for. */
  readonly items: readonly Item[]
  /** To be given as {@link Query.after}; null if, and only if, there was nothing more when this page was read. */
  readonly next: Next | null
}

/** How many documents of a kind there are. */
export interface CountQuery {
  /** A declared kind. */
  readonly kind: string
  /** Conditions that must all hold; none by default. */
  readonly where?: readonly Filter[]
  /** Count apart for each combination of these fields, at most 8; by default one number. */
  readonly by?: readonly string[]
  /** At most so many groups, 1 to 500; the first in the order of their values, null first. */
  readonly limit: number
}

/** One number of a count. */
export interface Bucket {
  /** Value of each field that was counted by. */
  readonly group: Readonly<Record<string, Scalar>>
  /** How many documents; without `by` there is one bucket even for 0, with `by` no bucket for 0. */
  readonly count: number
}

/** Where a page ended, as adapters see it: the sort values and the id of its last document. */
export type Position = readonly Scalar[]
