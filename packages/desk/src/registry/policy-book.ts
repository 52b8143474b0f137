import { addMs, type Clock, type Instant, type TenantId } from '@caseload/core'
import {
  compilePolicies,
  emptyRegistry,
  type Policies,
  type PolicyRegistry,
  policyRegistryRef,
  policyVersionAt,
  policyVersionRef,
  readDocument,
  samePolicies,
  writePublished,
} from '@caseload/planner'
import type { Ref, Store, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { type DeskFault, type InvalidPolicies, invalidPolicies } from '../problems.ts'

/** What is in force at a tenant, as it was last read: one decision is made by one view. */
export interface PolicyView {
  /** What to decide by at an instant; where that cannot be used or is not known yet, what was last in force before it, by which nothing is recorded (`isReady`). */
  at(now: Instant): Policies
  /** Whether what is in force at an instant is known and can be used. */
  isReady(now: Instant): boolean
  /** Which version that is; 0 for the policies that the tenant's first desk was created with. */
  versionAt(now: Instant): number
  /** What a commit must find unchanged, so that nothing is decided by policies that have been replaced. */
  readonly expect: readonly { readonly ref: Ref; readonly version: number }[]
  /** What the tenant's first commit stores as well: the policies that it was decided by, for every process to come. */
  first(now: Instant): readonly Write[]
}

/** The policies of every tenant, kept up with the store. */
export interface PolicyBook {
  /** As it was last read. */
  view(tenant: TenantId): PolicyView
  /** Everything that was in force at an instant or came into force since, until now; from the beginning where it is null. Null where that is not known: there is no registry, or a version of it can no longer be used. */
  since(tenant: TenantId, instant: Instant | null): Promise<Result<readonly Policies[] | null, DeskFault>>
  /** Reads again what is in force. */
  refresh(tenant: TenantId): Promise<Result<void, DeskFault | InvalidPolicies>>
}

/** A book that never changes: what the desk was created with. */
export function fixedPolicies(created: (tenant: TenantId) => Policies): PolicyBook {
  return {
    view: (tenant) => ({ at: () => created(tenant), isReady: () => true, versionAt: () => 0, expect: [], first: () => [] }),
    // Which releases there were before this one nobody has written down.
    since: async () => ok(null),
    refresh: async () => ok(undefined),
  }
}

/** A book kept in the store. Versions never change, so each is read and compiled once a process. */
export function registeredPolicies(store: Store, created: (tenant: TenantId) => Policies, clock: Clock): PolicyBook {
  const views = new Map<TenantId, PolicyView>()
  const compiled = new Map<string, Policies>()
  const unusable = new Map<string, DeskFault | InvalidPolicies>()
  /** Tenants whose version 0 stands in the store. */
  const begun = new Set<TenantId>()

  const compile = async (tenant: TenantId, versions: readonly number[]): Promise<Result<void, DeskFault>> => {
    const docs = await store.load(tenant, versions.map(policyVersionRef))
    if (docs.isErr()) return err(docs.error)
    for (const [index, stored] of docs.value.entries()) {
      if (stored === null) continue
      const policies = readDocument('policy-version', stored).andThen(({ version, document }) =>
        compilePolicies(document, version).mapErr((issues) => invalidPolicies(tenant, issues)),
      )
      const version = versions[index] ?? 0
      if (policies.isErr()) {
        unusable.set(`${tenant}/${version}`, policies.error)
        continue
      }
      const own = created(tenant)
      const same = version === 0 && samePolicies(policies.value.document, own.document)
      compiled.set(`${tenant}/${version}`, same ? own : policies.value)
    }
    return ok(undefined)
  }

  const isKnown = (tenant: TenantId, version: number) =>
    compiled.has(`${tenant}/${version}`) || (version === 0 && !begun.has(tenant))
  const policiesOfVersion = (tenant: TenantId, version: number) =>
    compiled.get(`${tenant}/${version}`) ?? (isKnown(tenant, version) ? created(tenant) : null)

  /** Compiles those of the versions that are not yet, and can be. */
  const prepare = async (tenant: TenantId, versions: readonly number[]): Promise<Result<void, DeskFault>> => {
    const missing = versions.filter((version) => !isKnown(tenant, version) && !unusable.has(`${tenant}/${version}`))
    for (let from = 0; from < missing.length; from += perLoad) {
      const ready = await compile(tenant, missing.slice(from, from + perLoad))
      if (ready.isErr()) return ready
    }
    return ok(undefined)
  }

  return {
    since: async (tenant, instant) => {
      const loaded = await store.load(tenant, [policyRegistryRef])
      if (loaded.isErr()) return err(loaded.error)
      const doc = loaded.value[0] ?? null
      const registry: Result<PolicyRegistry, DeskFault> = doc === null ? ok(emptyRegistry) : readDocument('policy-registry', doc)
      if (registry.isErr()) return err(registry.error)
      const past = { ...registry.value, activations: registry.value.activations.filter(({ from }) => from <= clock.now()) }
      const versions =
        instant === null ? [...new Set([0, ...past.activations.map(({ version }) => version)])] : versionsFrom(past, instant)
      const ready = await prepare(tenant, versions)
      if (ready.isErr()) return err(ready.error)
      const policies = versions.flatMap((version) => policiesOfVersion(tenant, version) ?? [])
      return ok(policies.length < versions.length ? null : policies)
    },
    view: (tenant) => views.get(tenant) ?? viewOf(emptyRegistry, 0, () => created(tenant), created(tenant), null),
    refresh: async (tenant) => {
      const loaded = await store.load(tenant, begun.has(tenant) ? [policyRegistryRef] : [policyRegistryRef, policyVersionRef(0)])
      if (loaded.isErr()) return err(loaded.error)
      const [doc = null, zero = null] = loaded.value
      const registry: Result<PolicyRegistry, DeskFault> = doc === null ? ok(emptyRegistry) : readDocument('policy-registry', doc)
      if (registry.isErr()) return err(registry.error)
      if (zero !== null) begun.add(tenant)
      const ready = await prepare(tenant, versionsFrom(registry.value, clock.now()))
      if (ready.isErr()) return err(ready.error)
      const policiesOf = (version: number) => policiesOfVersion(tenant, version)
      const view = viewOf(
        registry.value,
        doc?.version ?? 0,
        policiesOf,
        created(tenant),
        begun.has(tenant) ? null : created(tenant),
      )
      views.set(tenant, view)
      // What is over is decided by no more, and what is to come not yet: that it cannot be used is no reason to stand still.
      const problem = unusable.get(`${tenant}/${view.versionAt(clock.now())}`)
      return problem === undefined ? ok(undefined) : err(problem)
    },
  }
}

/** How many versions are read in one go. */
const perLoad = 50

/** How far a clock may step back and still find ready what was in force then; further back, it is read again before anything is recorded. */
const stepBackMs = 3_600_000

/** Versions that are or will be in force, and those before them that a clock which steps back comes by. */
function versionsFrom({ activations }: PolicyRegistry, now: Instant): readonly number[] {
  const present = activations.findLastIndex(({ from }) => from <= addMs(now, -stepBackMs))
  const versions = activations.slice(Math.max(present, 0)).map(({ version }) => version)
  return [...new Set(present < 0 ? [0, ...versions] : versions)]
}

function viewOf(
  registry: PolicyRegistry,
  docVersion: number,
  policiesOf: (version: number) => Policies | null,
  created: Policies,
  first: Policies | null,
): PolicyView {
  const versionAt = (now: Instant) => policyVersionAt(registry, now)
  return {
    at: (now) => {
      const past = registry.activations.filter(({ from }) => from <= now).map(({ version }) => version)
      for (const version of [0, ...past].reverse()) {
        const policies = policiesOf(version)
        if (policies !== null) return policies
      }
      return created
    },
    isReady: (now) => policiesOf(versionAt(now)) !== null,
    versionAt,
    expect: [{ ref: policyRegistryRef, version: docVersion }],
    first: (now) => (first === null ? [] : [writePublished({ version: 0, document: first.document, publishedAt: now })]),
  }
}
