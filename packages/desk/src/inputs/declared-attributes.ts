import { type InputIssue, type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import type { Attributes } from '@caseload/lifecycle'
import type { Policies } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'

/** Refuses fields that the policies do not declare free of personal data: their values would stand in events for ever. */
export function declaredAttributes(
  attributes: Attributes | undefined,
  policies: Policies,
  path: readonly PropertyKey[] = ['attributes'],
): Result<void, InvalidInput> {
  const issues: readonly InputIssue[] = Object.keys(attributes ?? {}).flatMap((name) =>
    policies.attributes.has(name) ? [] : [inputIssue([...path, name], 'a field that the policies declare in attributes')],
  )
  return issues.length === 0 ? ok(undefined) : err(invalidInput(issues))
}
