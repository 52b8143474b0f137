import type { OwnFields } from '@caseload/lifecycle'
import { compilePolicies, policyRegistryRef, policyVersionRef, readDocument } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import { invalidPolicies, noRegistry } from '../problems.ts'
import type { Scope } from '../scope.ts'
import type { FieldsMigrationProblem } from './fields-report.ts'

/** A declaration of fields, and which version of the policies it stands in. */
export interface VersionedFields {
  /** The version; 0 for what the tenant's first desk was created with. */
  readonly version: number
  /** The version in force. */
  readonly inForce: number
  /** The declaration. */
  readonly fields: OwnFields
}

/** The declaration of a version of the policies; of the one in force where none is named. */
export async function fieldsOfVersion(
  engine: Engine,
  { tenant }: Scope,
  version: number | null,
): Promise<Result<VersionedFields, FieldsMigrationProblem>> {
  const { store, book, clock, created, keepsRegistry } = engine
  const inForce = book.view(tenant).versionAt(clock.now())
  if (version === null || version === inForce) return ok({ version: inForce, inForce, fields: engine.policiesOf(tenant).fields })
  if (!keepsRegistry) return err(noRegistry())
  const loaded = await store.load(tenant, [policyVersionRef(version), policyRegistryRef])
  if (loaded.isErr()) return err(loaded.error)
  const [doc = null, registryDoc = null] = loaded.value
  if (doc === null && version === 0) return ok({ version, inForce, fields: created(tenant).fields })
  if (doc === null) {
    const registry = registryDoc === null ? null : readDocument('policy-registry', registryDoc).unwrapOr(null)
    const latest = registry?.latest ?? 0
    return err({ kind: 'policies/unknown-version', version, latest, message: `expected a version from 0 to ${latest}` })
  }
  const published = readDocument('policy-version', doc)
  if (published.isErr()) return err(published.error)
  return compilePolicies(published.value.document)
    .map(({ fields }): VersionedFields => ({ version, inForce, fields }))
    .mapErr((issues): FieldsMigrationProblem => invalidPolicies(tenant, issues))
}
