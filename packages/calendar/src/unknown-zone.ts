import type { Problem } from '@caseload/core'

/** A text that names no time zone this platform knows. */
export interface UnknownZone extends Problem<'calendar/unknown-zone'> {
  /** The name, cut after 64 characters. */
  readonly zone: string
}
