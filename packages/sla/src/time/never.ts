import { instant } from '@caseload/core'

/** The last instant there is: where a deadline lies that never comes. */
export const never = instant(8.64e15)
