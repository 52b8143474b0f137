import type { Problem } from '@caseload/core'

/** A sample holds NaN or an infinity, so no number computed from it would mean anything. */
export interface NotFinite extends Problem<'statistics/not-finite'> {
  /** Place of the first such value in the sample as given, from 0. */
  readonly index: number
}
