import { addMs, type Instant, type Problem } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { PoliciesActivatedData, PoliciesRolledBackData } from './policy-events.ts'
import { type PolicyRegistry, policyVersionAt } from './policy-registry.ts'

/** No such version was published. */
export interface UnknownPolicyVersion extends Problem<'policies/unknown-version'> {
  /** The version asked for. */
  readonly version: number
  /** The newest there is. */
  readonly latest: number
}

/** An activation would change what has been in force already, or come too soon for every process to know. */
export interface TooSoon extends Problem<'policies/too-soon'> {
  /** The earliest instant that can be given. */
  readonly earliest: Instant
}

/** Another version is to come into force at that very instant. */
export interface InstantTaken extends Problem<'policies/instant-taken'> {
  /** The instant. */
  readonly at: Instant
}

/** Nothing was in force before. */
export interface NothingToRollBack extends Problem<'policies/nothing-to-roll-back'> {}

/** Every way a registry can say no. */
export type RegistryRejection = UnknownPolicyVersion | TooSoon | InstantTaken | NothingToRollBack

/** A change of what is in force. */
export interface RegistryChange<Data> {
  /** What happened. */
  readonly data: Data
  /** What is in force afterwards. */
  readonly activations: PolicyRegistry['activations']
}

/**
 * How long after it is decided a version can come into force at the earliest, in ms: processes whose clocks are apart by no more than this decide by the same version at every instant. What a process
 * with a clock ahead has decided before it heard of a change lies before the change.
 */
export const activationLeadMs = 1000

/** Puts a version in force from an instant; the earliest possible where none is named. */
export function decideActivation(
  registry: PolicyRegistry,
  version: number,
  at: Instant | null,
  now: Instant,
): Result<RegistryChange<PoliciesActivatedData>, RegistryRejection> {
  if (version < 0 || version > registry.latest || !Number.isInteger(version)) {
    const { latest } = registry
    return err({ kind: 'policies/unknown-version', version, latest, message: `expected a version from 0 to ${latest}` })
  }
  const earliest = addMs(now, activationLeadMs)
  const from = at ?? earliest
  if (from < earliest)
    return err({
      kind: 'policies/too-soon',
      earliest,
      message: `a version comes into force ${activationLeadMs} ms from now at the earliest`,
    })
  if (registry.activations.some((activation) => activation.from === from))
    return err({ kind: 'policies/instant-taken', at: from, message: 'another version comes into force at that instant' })
  const activations = [...registry.activations, { version, from }].sort((a, b) => a.from - b.from)
  return ok({ data: { version, from, replaces: policyVersionAt(registry, from) }, activations })
}

/** Puts the version that was in force before the present one in force again, and withdraws what was to come. */
export function decideRollBack(
  registry: PolicyRegistry,
  now: Instant,
): Result<RegistryChange<PoliciesRolledBackData>, NothingToRollBack> {
  const past = registry.activations.filter(({ from }) => from <= now)
  const pending = registry.activations.slice(past.length)
  const present = past.at(-1)?.version ?? 0
  const before =
    past.length === 0
      ? null
      : (past.slice(0, -1).findLast(({ version }) => version !== present)?.version ?? (present === 0 ? null : 0))
  if (before === null) return err({ kind: 'policies/nothing-to-roll-back', message: 'no other policies were in force before' })
  const from = addMs(now, activationLeadMs)
  return ok({
    data: { version: before, from, replaces: present, withdrawn: pending.map(({ version }) => version) },
    activations: [...past, { version: before, from }],
  })
}
