import type { TenantId } from '@caseload/core'
import { compilePolicies, type Policies, type PoliciesDocument } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { type InvalidPolicies, invalidPolicies } from './problems.ts'

/** Policies of all tenants, and of those that have their own. */
export interface PolicyDocuments {
  /** Of all tenants. */
  readonly policies: PoliciesDocument
  /** Of tenants that have their own, by tenant. */
  readonly tenantPolicies?: Readonly<Record<string, PoliciesDocument>>
}

/** What each tenant's desk decides by. */
export function compileAllPolicies({
  policies,
  tenantPolicies = {},
}: PolicyDocuments): Result<(tenant: TenantId) => Policies, InvalidPolicies> {
  const common = compilePolicies(policies)
  if (common.isErr()) return err(invalidPolicies(null, common.error))
  const own = new Map<string, Policies>()
  for (const [tenant, document] of Object.entries(tenantPolicies)) {
    const compiled = compilePolicies(document)
    if (compiled.isErr()) return err(invalidPolicies(tenant, compiled.error))
    own.set(tenant, compiled.value)
  }
  return ok((tenant) => own.get(tenant) ?? common.value)
}
