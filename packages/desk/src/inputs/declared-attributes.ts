import { type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import type { Attributes } from '@caseload/lifecycle'
import type { Policies } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'

/** Refuses values that the policies' fields do not declare so, or declare personal: values that pass stand in events for ever. */
export function declaredAttributes(
  attributes: Attributes | undefined,
  { fields }: Policies,
  path: readonly PropertyKey[] = ['attributes'],
): Result<void, InvalidInput> {
  const issues = fields.check(attributes ?? {}).map(({ field, expected }) => inputIssue([...path, field], expected))
  return issues.length === 0 ? ok(undefined) : err(invalidInput(issues))
}
