/** What a store is and can do. */
export interface StoreAbout {
  /** Name of the adapter, e.g. `sqlite`. */
  readonly name: string
  /** Version of this contract. */
  readonly contract: 1
  /** What an acknowledged commit survives: `memory` nothing, `process` the end of the process, `power` the loss of power. */
  readonly durability: 'memory' | 'process' | 'power'
  /** Who may write to one database at a time. */
  readonly writers: 'one-process' | 'one-host' | 'many-hosts'
  /** How many independent sequences a tenant's journal has. */
  readonly lanes: number
  /** How much of everything it takes. */
  readonly limits: Limits
}

/** The most a store takes. */
export interface Limits {
  /** Bytes of a document, an event's data or a payload as JSON. */
  readonly docBytes: number
  /** Levels of nesting of those. */
  readonly docDepth: number
  /** Bytes of a field's or key's text. */
  readonly fieldBytes: number
  /** Writes, and separately expectations, of a commit. */
  readonly writes: number
  /** Events of a commit. */
  readonly events: number
  /** Work changes of a commit, and lease changes of a call. */
  readonly work: number
  /** Items of a page, and references of a load. */
  readonly page: number
  /** Claims of a request. */
  readonly claim: number
  /** Filters of a query. */
  readonly filters: number
  /** Values of an `in`. */
  readonly inValues: number
  /** Look-up values of a document. */
  readonly keys: number
}

/** The limits of the contract: an adapter may be stricter, never laxer. */
export const contractLimits: Limits = {
  docBytes: 1_048_576,
  docDepth: 32,
  fieldBytes: 512,
  writes: 128,
  events: 256,
  work: 256,
  page: 500,
  claim: 1000,
  filters: 32,
  inValues: 200,
  keys: 256,
}
