import { couldAnybody } from '@caseload/access'
import type { Problem } from '@caseload/core'
import type { DeskAction } from '../access/desk-vocabulary.ts'
import type { Policies } from '../policies/policies.ts'

/** Rights without which nobody could put other policies in force. */
const registryRights = ['policy/publish', 'policy/activate', 'policy/roll-back'] as const satisfies readonly DeskAction[]

/** Under these policies nobody could change them any more. */
export interface LockedOut extends Problem<'policies/locked-out'> {
  /** The rights that nobody would have. */
  readonly rights: readonly DeskAction[]
}

/**
 * Whether policies would lock everybody out of the registry.
 *
 * @param policies - What would be in force.
 * @returns The refusal; null where every right can be had by somebody.
 */
export function lockedOut({ access }: Policies): LockedOut | null {
  const rights = registryRights.filter((right) => !couldAnybody(access, right))
  if (rights.length === 0) return null
  return {
    kind: 'policies/locked-out',
    rights,
    message: `nobody could have the right to ${rights.join(', ')} any more: grant it in the access document to a role that can be given`,
  }
}
