/** What may be said with any call. */
export interface CallOptions {
  /** Gives up waiting; what is already being written is finished. An `AbortSignal` fits. */
  readonly signal?: CancelSignal
}

/** The part of an `AbortSignal` a store looks at. */
export interface CancelSignal {
  /** Whether the caller has given up. */
  readonly aborted: boolean
  /** Tells when the caller gives up. */
  addEventListener(type: 'abort', listener: () => void): void
  /** Stops telling. */
  removeEventListener(type: 'abort', listener: () => void): void
}
