import { type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import type { StorageInvalid } from '@caseload/storage'

/**
 * Blames a place in a list that was made up, or belongs to another question, on the property in which the caller gave it: the store only knows that it is none of its own.
 *
 * @param name - The property, e.g. `cursor`.
 */
export function placeGiven(
  name: string,
): <Problem extends { readonly kind: string }>(problem: Problem | StorageInvalid) => Problem | InvalidInput | StorageInvalid {
  return (problem) =>
    'path' in problem && problem.kind === 'storage/invalid' && problem.path === 'after'
      ? invalidInput([inputIssue([name], 'the next of an earlier page of the same question')])
      : problem
}
