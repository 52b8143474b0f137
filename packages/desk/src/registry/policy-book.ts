import { addMs, type Clock, type Instant, type TenantId } from '@caseload/core'
import {
  activationLeadMs,
  compilePolicies,
  emptyRegistry,
  type Policies,
  type PolicyRegistry,
  policyRegistryRef,
  policyVersionAt,
  policyVersionRef,
  readDocument,
} from '@caseload/planner'
import type { Ref, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { type DeskFault, type InvalidPolicies, invalidPolicies } from '../problems.ts'

/** What is in force at a tenant, as it was last read: one decision is made by one view. */
export interface PolicyView {
  /** What to decide by at an instant. */
  at(now: Instant): Policies
  /** Which version that is; 0 for the policies the desk was created with. */
  versionAt(now: Instant): number
  /** What a commit must find unchanged, so that nothing is decided by policies that have been replaced. */
  readonly expect: readonly { readonly ref: Ref; readonly version: number }[]
}

/** The policies of every tenant, kept up with the store. */
export interface PolicyBook {
  /** As it was last read. */
  view(tenant: TenantId): PolicyView
  /** Reads again what is in force. */
  refresh(tenant: TenantId): Promise<Result<void, DeskFault | InvalidPolicies>>
}

/** A book that never changes: what the desk was created with. */
export function fixedPolicies(created: (tenant: TenantId) => Policies): PolicyBook {
  return {
    view: (tenant) => ({ at: () => created(tenant), versionAt: () => 0, expect: [] }),
    refresh: async () => ok(undefined),
  }
}

/** A book kept in the store. Published versions never change, so each is read and compiled once a process. */
export function registeredPolicies(store: Store, created: (tenant: TenantId) => Policies, clock: Clock): PolicyBook {
  const views = new Map<TenantId, PolicyView>()
  const compiled = new Map<string, Policies>()
  return {
    view: (tenant) => views.get(tenant) ?? viewOf(emptyRegistry, 0, () => created(tenant)),
    refresh: async (tenant) => {
      const loaded = await store.load(tenant, [policyRegistryRef])
      if (loaded.isErr()) return err(loaded.error)
      const doc = loaded.value[0] ?? null
      const registry: Result<PolicyRegistry, DeskFault> = doc === null ? ok(emptyRegistry) : readDocument('policy-registry', doc)
      if (registry.isErr()) return err(registry.error)
      // What is over is decided by no more: that a newer program could not use it is no reason to stand still.
      const inForce = versionsFrom(registry.value, clock.now())
      const missing = inForce.filter((version) => version > 0 && !compiled.has(`${tenant}/${version}`))
      const docs = await store.load(tenant, missing.map(policyVersionRef))
      if (docs.isErr()) return err(docs.error)
      for (const stored of docs.value) {
        if (stored === null) continue
        const published = readDocument('policy-version', stored)
        if (published.isErr()) return err(published.error)
        const policies = compilePolicies(published.value.document, published.value.version)
        if (policies.isErr()) return err(invalidPolicies(tenant, policies.error))
        compiled.set(`${tenant}/${published.value.version}`, policies.value)
      }
      views.set(
        tenant,
        viewOf(registry.value, doc?.version ?? 0, (version) => compiled.get(`${tenant}/${version}`) ?? created(tenant)),
      )
      return ok(undefined)
    },
  }
}

/** Versions that are or will be in force: the present one, and the one before it for processes whose clocks are behind. */
function versionsFrom({ activations }: PolicyRegistry, now: Instant): readonly number[] {
  const present = activations.findLastIndex(({ from }) => from <= addMs(now, -activationLeadMs))
  return [...new Set(activations.slice(Math.max(present, 0)).map(({ version }) => version))]
}

function viewOf(registry: PolicyRegistry, docVersion: number, policiesOf: (version: number) => Policies): PolicyView {
  const versionAt = (now: Instant) => policyVersionAt(registry, now)
  return { at: (now) => policiesOf(versionAt(now)), versionAt, expect: [{ ref: policyRegistryRef, version: docVersion }] }
}
