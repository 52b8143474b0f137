import type { Instant } from '@caseload/core'

/** An open stretch of time. */
export interface OpenSpan {
  /** First instant. */
  readonly from: Instant
  /** The closing: the first instant after it. */
  readonly to: Instant
}

/** A change between open and closed. */
export interface OpeningChange {
  /** What happens. */
  readonly kind: 'opening' | 'closing'
  /** When. */
  readonly at: Instant
}
