import { type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import type { AttributeValue } from '@caseload/lifecycle'
import type { PersonalFields, Policies } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'

/** Values of personal fields as callers give them: null says that there is none. */
export type PersonalValues = Readonly<Record<string, AttributeValue>>

/** What a new ticket begins with. */
export interface GivenPersonal {
  /** The values there are; absent where there are none. */
  readonly personal?: PersonalFields['values']
}

/** A value that holds something; null where it holds nothing, as a set without members does, whose field is not known. */
export function somethingIn(value: AttributeValue): Exclude<AttributeValue, null> | null {
  return Array.isArray(value) && value.length === 0 ? null : value
}

/** Checks the values that a new ticket begins with; what is wrong is told without them. */
export function givenPersonal(
  values: PersonalValues | undefined,
  { fields }: Policies,
  path: readonly PropertyKey[] = ['personalFields'],
): Result<GivenPersonal, InvalidInput> {
  const issues = []
  const personal: Record<string, Exclude<AttributeValue, null>> = {}
  for (const [field, value] of Object.entries(values ?? {})) {
    const issue = fields.checkPersonal(field, value)
    const known = somethingIn(value)
    if (issue !== null) issues.push(inputIssue([...path, field], issue.expected))
    else if (known !== null) personal[field] = known
  }
  if (issues.length > 0) return err(invalidInput(issues))
  return ok(Object.keys(personal).length === 0 ? {} : { personal })
}
