import type { SlaDocument } from '../document/sla-document.ts'
import type { Engine } from './compiled-sla.ts'

/** Policies ready for use: immutable, reusable, safe to share between tickets. Made by `compileSla` only. */
export interface Sla {
  /** The documents it was made from, oldest version first: plain JSON. */
  readonly documents: readonly SlaDocument[]
  /** Names of the clocks that some policy has a target on, sorted. */
  readonly clocks: readonly string[]
  /** Names of the application's own events that some clock waits for, sorted. */
  readonly events: readonly string[]
  /** Whether the search for policies that never come to bear was complete; false where conditions combine more values than are tried (20,000). */
  readonly analysisComplete: boolean
  /**
   * The compiled form.
   *
   * @internal
   */
  readonly engine: Engine
}
