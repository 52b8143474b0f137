import type { Instant } from '@caseload/core'

/** When a contact came in, as the desk takes it. */
export interface CameIn {
  /** The instant that was named; null for now. */
  readonly at: Instant | null
  /** The instant that was named, where it lies after now by the desk's own clock; null elsewhere. */
  readonly claimedAt: Instant | null
}

/**
 * A contact is never turned away for its channel's clock: what claims to come in later than now came in now, and the claim is kept beside it. Taken at its word, it would hold up whatever time does with its ticket until then.
 */
export function cameInAt(named: Instant | undefined, now: Instant): CameIn {
  if (named === undefined) return { at: null, claimedAt: null }
  return named > now ? { at: null, claimedAt: named } : { at: named, claimedAt: null }
}
