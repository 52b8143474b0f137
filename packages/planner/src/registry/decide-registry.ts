import { addMs, type Instant, type Problem } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { ActivationWithdrawnData, PoliciesActivatedData, PoliciesRolledBackData } from './policy-events.ts'
import { type PolicyActivation, type PolicyRegistry, policyVersionAt } from './policy-registry.ts'

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
  /** The version that comes into force then. */
  readonly version: number
}

/** Nothing was in force before that was not rolled back. */
export interface NothingToRollBack extends Problem<'policies/nothing-to-roll-back'> {}

/** No version is to come into force at that instant. */
export interface NoSuchActivation extends Problem<'policies/no-such-activation'> {
  /** The instant asked for. */
  readonly at: Instant
  /** What is still to come, the earliest first. */
  readonly planned: readonly PolicyActivation[]
}

/** Every way a registry can say no. */
export type RegistryRejection = UnknownPolicyVersion | TooSoon | InstantTaken | NothingToRollBack | NoSuchActivation

/** A change of what is in force. */
export interface RegistryChange<Data> {
  /** What happened. */
  readonly data: Data
  /** What is in force afterwards. */
  readonly activations: PolicyRegistry['activations']
}

/** What was asked for is so already. */
export interface AsItIs {
  /** Nothing happened. */
  readonly data: null
  /** Since when, or from when, it is so. */
  readonly from: Instant
}

/**
 * How long after it is decided a version can come into force at the earliest, in ms: processes whose clocks are apart by no more than this decide by the same version at every instant. What a process
 * with a clock ahead has decided before it heard of a change lies before the change.
 */
export const activationLeadMs = 1000

/** Puts a version in force from an instant; the earliest possible where none is named. Nothing happens where it is in force then anyway. */
export function decideActivation(
  registry: PolicyRegistry,
  version: number,
  at: Instant | null,
  now: Instant,
): Result<RegistryChange<PoliciesActivatedData> | AsItIs, UnknownPolicyVersion | TooSoon | InstantTaken> {
  if (version < 0 || version > registry.latest || !Number.isInteger(version)) {
    const { latest } = registry
    return err({ kind: 'policies/unknown-version', version, latest, message: `expected a version from 0 to ${latest}` })
  }
  const earliest = addMs(now, activationLeadMs)
  const from = at ?? earliest
  const known = registry.activations.findLast((activation) => activation.from <= from)
  if (known?.version === version && (known.from === from || from >= earliest)) return ok({ data: null, from: known.from })
  if (from < earliest)
    return err({
      kind: 'policies/too-soon',
      earliest,
      message: `a version comes into force ${activationLeadMs} ms from now at the earliest`,
    })
  if (known?.from === from)
    return err({
      kind: 'policies/instant-taken',
      at: from,
      version: known.version,
      message: `version ${known.version} comes into force at that instant: name another, or withdraw that activation`,
    })
  const activations = [...registry.activations, { version, from }].sort((a, b) => a.from - b.from)
  return ok({ data: { version, from, replaces: policyVersionAt(registry, from) }, activations })
}

/** Withdraws an activation that is still to come: what was to be in force before it stays so. */
export function decideWithdrawal(
  registry: PolicyRegistry,
  at: Instant,
  now: Instant,
): Result<RegistryChange<ActivationWithdrawnData>, NoSuchActivation | TooSoon> {
  const found = registry.activations.find(({ from }) => from === at)
  if (found === undefined || found.from <= now) {
    const planned = registry.activations.filter(({ from }) => from > now)
    const message = 'no version is still to come into force at that instant'
    return err({ kind: 'policies/no-such-activation', at, planned, message })
  }
  const earliest = addMs(now, activationLeadMs)
  if (found.from < earliest)
    return err({
      kind: 'policies/too-soon',
      earliest,
      message: `what comes into force in less than ${activationLeadMs} ms can no longer be withdrawn: roll back then`,
    })
  return ok({
    data: { version: found.version, from: found.from },
    activations: registry.activations.filter((activation) => activation !== found),
  })
}

/**
 * Puts in force again what was before the present version, and withdraws what was to come. A version that was rolled back from counts as if it had never been in force, so that rolling back again goes further back and never to it, until
 * somebody activates it anew.
 */
export function decideRollBack(
  registry: PolicyRegistry,
  now: Instant,
): Result<RegistryChange<PoliciesRolledBackData>, NothingToRollBack> {
  const past = registry.activations.filter(({ from }) => from <= now)
  const pending = registry.activations.slice(past.length)
  const present = past.at(-1)?.version ?? 0
  const before = standing(past).at(-2)
  if (before === undefined)
    return err({ kind: 'policies/nothing-to-roll-back', message: 'no other policies were in force before' })
  const from = addMs(now, activationLeadMs)
  return ok({
    data: { version: before, from, replaces: present, withdrawn: pending.map(({ version }) => version) },
    activations: [...past, { version: before, from, insteadOf: present }],
  })
}

/** Versions that were put in force and not rolled back from, one after another; the last one is in force. */
function standing(activations: readonly PolicyActivation[]): readonly number[] {
  const versions = [0]
  for (const { version, insteadOf } of activations) {
    if (insteadOf !== undefined) versions.pop()
    if (versions.at(-1) !== version) versions.push(version)
  }
  return versions
}
