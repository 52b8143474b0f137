import type { Instant } from '@caseload/core'

/** A change of a zone's clocks. */
export interface ZoneTransition {
  /** The first instant with the new offset. */
  readonly at: Instant
  /** Milliseconds east of Greenwich until then. */
  readonly offsetBeforeMs: number
  /** Milliseconds east of Greenwich from then on; larger than before where clocks go forward and local times are skipped. */
  readonly offsetAfterMs: number
}
