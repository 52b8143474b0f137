import { adminFaults } from './admin-faults.ts'
import { commitFaults } from './commit-faults.ts'
import type { Fault } from './fault.ts'
import { guardFaults } from './guard-faults.ts'
import { journalFaults } from './journal-faults.ts'
import { keyFaults } from './key-faults.ts'
import { queryFaults } from './query-faults.ts'
import { valueFaults } from './value-faults.ts'
import { workFaults } from './work-faults.ts'
import { worldFaults } from './world-faults.ts'

/** Ways of being wrong, each of which some case must find: that is what makes the cases worth anything. */
export const allFaults: readonly Fault[] = [
  ...commitFaults,
  ...journalFaults,
  ...queryFaults,
  ...keyFaults,
  ...workFaults,
  ...valueFaults,
  ...adminFaults,
  ...worldFaults,
  ...guardFaults,
]
