import type { Json } from '@caseload/core'
import type { Ref } from './ref.ts'

/** A stored document. */
export interface Doc<Body = Json> {
  /** Which. */
  readonly ref: Ref
  /** How often documents of this identity were written, from 1. */
  readonly version: number
  /** What was put; names may come in another order. */
  readonly doc: Body
}
