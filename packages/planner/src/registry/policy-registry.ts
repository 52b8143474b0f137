import type { Instant } from '@caseload/core'
import type { Doc, KindSpec, Ref, Write } from '@caseload/storage'

/** From when a version of the policies is in force. */
export interface PolicyActivation {
  /** Version; 0 stands for the policies that the first desk of the tenant was created with. */
  readonly version: number
  /** From this instant, until the next activation. */
  readonly from: Instant
  /** The version that was rolled back from; absent where nothing was. */
  readonly insteadOf?: number
}

/** Which policies of a tenant are in force when: the one truth that every process decides by. */
export interface PolicyRegistry {
  /** Version of the shape. */
  readonly schema: 1
  /** The newest version that was published; 0 where none was. */
  readonly latest: number
  /** What was and will be in force, the earliest first; before the first, version 0. */
  readonly activations: readonly PolicyActivation[]
  /** Number of events in its stream so far. */
  readonly version: number
}

/** One version: never changed, never removed. Version 0 is what the desk was created with that recorded something for the tenant first; all others were published. */
export interface PublishedPolicies {
  /** Its number; from 1 for those that were published. */
  readonly version: number
  /** The whole policies as a document. */
  readonly document: unknown
  /** When it was published; of version 0, when it was first decided by. */
  readonly publishedAt: Instant
}

/** Why something was done to the policies: staff's own words, so content and not an event. */
export interface PolicyNote {
  /** Place of the event it belongs to in the registry's stream. */
  readonly position: number
  /** The reason. */
  readonly reason: string
}

/** How the registry is stored. */
export const policyRegistryKind: KindSpec = { kind: 'policy-registry', fields: {} }
/** How published versions are stored. */
export const policyVersionKind: KindSpec = { kind: 'policy-version', fields: {} }
/** How reasons are stored. */
export const policyNoteKind: KindSpec = { kind: 'policy-note', fields: {} }

/** Where the registry of a tenant stands. */
export const policyRegistryRef: Ref = { kind: 'policy-registry', id: 'policies' }

/** The stream of the registry's events. */
export const policyStream = 'policies'

/** A registry of which nothing is known yet. */
export const emptyRegistry: PolicyRegistry = { schema: 1, latest: 0, activations: [], version: 0 }

/**
 * Which version of the policies is in force at an instant: everybody who knows the registry gives the same answer.
 *
 * @param registry - What was activated.
 * @param at - When.
 * @returns The version; 0 for the policies that the first desk of the tenant was created with.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { policyVersionAt } from '@caseload/planner'
 *
 * const registry = { schema: 1, latest: 2, activations: [{ version: 1, from: instant(1000) }, { version: 2, from: instant(5000) }], version: 4 } as const
 * const instants = [instant(999), instant(1000), instant(4999), instant(5000)]
 * instants.map((at) => policyVersionAt(registry, at)) // => [0, 1, 1, 2]
 * ```
 */
export function policyVersionAt(registry: PolicyRegistry, at: Instant): number {
  return registry.activations.findLast(({ from }) => from <= at)?.version ?? 0
}

/** Where a version stands. */
export function policyVersionRef(version: number): Ref {
  return { kind: 'policy-version', id: `v${version}` }
}

/** The write that stores the registry over the version that was read. */
export function writeRegistry(before: Doc | null, registry: PolicyRegistry): Write {
  return { op: 'put', ref: policyRegistryRef, version: before?.version ?? 0, doc: registry, fields: {} }
}

/** The write that stores a new version. */
export function writePublished(published: PublishedPolicies): Write {
  return { op: 'put', ref: policyVersionRef(published.version), version: 0, doc: published, fields: {} }
}

/** The write that stores a reason. */
export function writePolicyNote(note: PolicyNote): Write {
  return { op: 'put', ref: { kind: 'policy-note', id: `n${note.position}` }, version: 0, doc: note, fields: {} }
}
