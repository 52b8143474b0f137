import type { Json } from '@caseload/core'

declare const jsonTextBrand: unique symbol

/**
 * A JSON value as the one text core's `canonicalJson` writes for it: names sorted, no blanks, nothing JSON cannot carry.
 *
 * Adapters store and return payloads in this form only: the guard has checked and written it, and nobody can change it afterwards.
 */
export type JsonText = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [jsonTextBrand]: true
}

/** What may be given as a payload: a JSON value, or an object of any declared interface that holds nothing but JSON; the guard checks it. */
export type Payload = Json | object
