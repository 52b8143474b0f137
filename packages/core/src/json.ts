/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. */
export interface JsonObject {
  /** Any member; a name such as `__proto__` is data like any other. */
  readonly [name: string]: Json
}
