import { parseInput, type TenantId } from '@caseload/core'
import {
  emptyRegistry,
  type KnownPolicies,
  type PolicyRegistry,
  policiesDocumentSchema,
  policyRegistryRef,
  policyVersionRef,
  readDocument,
} from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import { type InvalidPolicies, invalidPolicies, type NoRegistry, noRegistry, type QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'

/** The registry as it stands, and version 0 where it is kept already. */
export interface ReadRegistry {
  /** Its document; null where nothing was published. */
  readonly doc: Doc | null
  /** The document of version 0; null where it is not kept yet. */
  readonly zero: Doc | null
  /** What it says. */
  readonly registry: PolicyRegistry
}

/** Reads what stands in the registry. */
export async function readRegistry(
  { store, keepsRegistry }: Engine,
  { tenant }: Scope,
): Promise<Result<ReadRegistry, QueryProblem | NoRegistry>> {
  if (!keepsRegistry) return err(noRegistry())
  const loaded = await store.load(tenant, [policyRegistryRef, policyVersionRef(0)])
  if (loaded.isErr()) return err(loaded.error)
  const [doc = null, zero = null] = loaded.value
  return doc === null
    ? ok({ doc, zero, registry: emptyRegistry })
    : readDocument('policy-registry', doc).map((registry) => ({ doc, zero, registry }))
}

/** A published version out of its document. */
export function publishedIn(tenant: TenantId, doc: Doc): Result<KnownPolicies, QueryProblem | InvalidPolicies> {
  const published = readDocument('policy-version', doc)
  if (published.isErr()) return err(published.error)
  const { version, document } = published.value
  return parseInput(policiesDocumentSchema, document)
    .map((parsed) => ({ version, document: parsed }))
    .mapErr(({ issues }) =>
      invalidPolicies(
        tenant,
        issues.map(({ path, expected, message }) => ({ kind: 'policies/malformed', path, expected, message })),
      ),
    )
}

/** How many versions are read in one go. */
const perLoad = 50

/** Every version there is, the earliest first; those whose shape is no longer known are passed over. */
export async function knownPolicies(
  { store, created }: Engine,
  { tenant }: Scope,
  latest: number,
): Promise<Result<readonly KnownPolicies[], QueryProblem>> {
  const known: KnownPolicies[] = []
  for (let first = 0; first <= latest; first += perLoad) {
    const versions = Array.from({ length: Math.min(perLoad, latest - first + 1) }, (_, index) => first + index)
    const loaded = await store.load(tenant, versions.map(policyVersionRef))
    if (loaded.isErr()) return err(loaded.error)
    for (const [index, doc] of loaded.value.entries()) {
      const read = doc === null ? null : publishedIn(tenant, doc)
      if (read?.isOk()) known.push(read.value)
      if (doc === null && versions[index] === 0) known.push({ version: 0, document: created(tenant).document })
    }
  }
  return ok(known)
}
