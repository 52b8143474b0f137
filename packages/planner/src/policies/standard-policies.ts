import { standardWorkflow } from '@caseload/lifecycle'
import type { PoliciesDocument } from './policies-document.ts'

/**
 * Policies of a desk that has none of its own yet: the standard workflow, no default country for phone numbers, no fields of its own.
 *
 * @example
 * ```ts
 * import { standardPolicies } from '@caseload/planner'
 *
 * standardPolicies.defaultWorkflow // => 'standard'
 * standardPolicies.phoneCountry // => null
 * ```
 */
export const standardPolicies: PoliciesDocument = {
  schema: 1,
  workflows: [standardWorkflow],
  defaultWorkflow: standardWorkflow.id,
  phoneCountry: null,
  fields: {},
}
