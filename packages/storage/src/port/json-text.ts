import type { Json } from '@caseload/core'

declare const jsonTextBrand: unique symbol

/**
 * A JSON value as text: at most 1 MiB, at most 32 levels, nothing in it that JSON or an engine cannot carry. Names stand in the order given.
 *
 * Adapters store and return payloads in this form only: the guard has checked and written it, and nobody can change it afterwards.
 */
export type JsonText = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [jsonTextBrand]: true
}

/** What may be given as a payload: a JSON value, or an object of any declared interface that holds nothing but JSON; the guard checks it. */
export type Payload = Json | object
