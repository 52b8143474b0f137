import { actorRef, type Instant, newId, parseInput } from '@caseload/core'
import {
  compilePolicies,
  decideActivation,
  decideRollBack,
  decideWithdrawal,
  diffDocuments,
  lockedOut,
  type Policies,
  type PoliciesDocument,
  type PolicyEvent,
  type PolicyRegistry,
  policiesDigest,
  policyStream,
  policyVersionAt,
  policyVersionRef,
  publishedAs,
  readDocument,
  rearmWork,
  recordedEvents,
  samePolicies,
  type UnknownPolicyVersion,
  versionTaken,
  writePolicyNote,
  writePublished,
  writeRegistry,
} from '@caseload/planner'
import type { Doc, Write } from '@caseload/storage'
import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import { z } from 'zod'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { instantField, remarkField } from '../inputs/fields.ts'
import { foreseePublished } from '../own-fields/foresee-fields.ts'
import { contended, type InvalidPolicies, invalidPolicies, type NoRegistry, noRegistry, type QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { type ForeseeInput, foreseeTickets, type PolicyTickets } from './foresee-tickets.ts'
import type {
  ActivateInput,
  FirstPolicies,
  PolicyAnswer,
  PolicyHistory,
  PolicyProblem,
  PolicyReason,
  PolicySwitchAnswer,
  PublishAnswer,
  WithdrawActivationInput,
} from './policy-answers.ts'
import { knownPolicies, publishedIn, readRegistry } from './read-registry.ts'

/** What can be done with what the desk decides by. */
export interface PolicyMethods {
  /**
   * Publishes a version of the policies; it decides nothing before it is activated. Published again, nothing happens: the answer names the version it has.
   *
   * Refused where it cannot be used, with every issue; as `policies/version-taken` where a document within it was changed and kept its version; as `policies/locked-out` where nobody could publish, activate or roll back under it. It is
   * told which open tickets it would strand, and where it declares the desk's own fields so that values might not fit any more, which tickets have such.
   */
  publishPolicies(document: PoliciesDocument, input: PolicyReason): ResultAsync<PublishAnswer, PolicyProblem>
  /**
   * Puts a version in force from an instant on, in every process at once; 0 is what the tenant's first desk was created with. Nothing happens where it is in force then anyway. Refused as `policies/locked-out` where nobody could publish, activate or
   * roll back under it. Tells which open tickets it would strand.
   */
  activatePolicies(version: number, input: ActivateInput): ResultAsync<PolicySwitchAnswer, PolicyProblem>
  /** Withdraws one activation that is still to come; refused as `policies/no-such-activation` with those there are, and as `policies/too-soon` less than a second before. By the right to activate. */
  withdrawActivation(input: WithdrawActivationInput): ResultAsync<PolicyAnswer, PolicyProblem>
  /**
   * Puts in force again what was before what is now, and withdraws what was still to come. Again, it goes further back: never to a version that was rolled back from, unless that was activated anew. Tells which open tickets it would
   * strand.
   */
  rollBackPolicies(input: PolicyReason): ResultAsync<PolicySwitchAnswer, PolicyProblem>
  /** Which open tickets a version would strand were it in force, page by page, without doing anything. By the right to activate. */
  foreseePolicies(version: number, input?: ForeseeInput): ResultAsync<PolicyTickets, PolicyProblem>
  /** What was, is and will be in force. */
  policyHistory(): ResultAsync<PolicyHistory, QueryProblem | NoRegistry>
  /** The document of a version; null where there is none, 0 for what the tenant's first desk was created with. */
  policiesOfVersion(version: number): ResultAsync<PoliciesDocument | null, QueryProblem | NoRegistry | InvalidPolicies>
}

/** Answers those who may do something with policies. */
type Asking = <Value, Failure>(
  action: 'policy/read' | 'policy/publish' | 'policy/activate' | 'policy/roll-back',
  answer: (scope: Scope) => Promise<Result<Value, Failure>>,
) => ResultAsync<Value, QueryProblem | Failure>

const reasonSchema = z.strictObject({ reason: remarkField })
const activateSchema = z.strictObject({ reason: remarkField, at: z.exactOptional(instantField) })
const withdrawSchema = z.strictObject({ reason: remarkField, at: instantField })

/** The methods about policies, bound to an actor. */
export function policyMethods(engine: Engine, permitted: Asking): PolicyMethods {
  return {
    publishPolicies: (document, input) => permitted('policy/publish', (by) => publish(engine, by, document, input)),
    activatePolicies: (version, input) =>
      permitted('policy/activate', (by) =>
        switching(engine, by, (told) =>
          change(engine, by, input, activateSchema, async (registry, now, { at }) => {
            const decided = decideActivation(registry, version, at ?? null, now)
            if (decided.isErr()) return err(decided.error)
            if (decided.value.data === null) return ok({ version, from: decided.value.from, event: null })
            const { data, activations } = decided.value
            const refused = await told(version)
            if (refused.isErr()) return err(refused.error)
            return ok({ registry: { ...registry, activations }, event: { type: 'policies-activated', data }, writes: [] })
          }),
        ),
      ),
    withdrawActivation: (input) =>
      permitted('policy/activate', (by) =>
        change(engine, by, input, withdrawSchema, async (registry, now, { at }) =>
          decideWithdrawal(registry, at, now).map(({ data, activations }) => ({
            registry: { ...registry, activations },
            event: { type: 'policies-activation-withdrawn', data },
            writes: [],
          })),
        ),
      ),
    rollBackPolicies: (input) =>
      permitted('policy/roll-back', (by) =>
        switching(engine, by, (told) =>
          change(engine, by, input, reasonSchema, async (registry, now) => {
            const decided = decideRollBack(registry, now)
            if (decided.isErr()) return err(decided.error)
            const { data, activations } = decided.value
            const refused = await told(data.version)
            if (refused.isErr()) return err(refused.error)
            return ok({ registry: { ...registry, activations }, event: { type: 'policies-rolled-back', data }, writes: [] })
          }),
        ),
      ),
    foreseePolicies: (version, input = {}) =>
      permitted('policy/activate', async (by): Promise<Result<PolicyTickets, PolicyProblem>> => {
        const read = await readRegistry(engine, by)
        if (read.isErr()) return err(read.error)
        const found = await policiesOfVersion(engine, by, version, read.value.registry.latest)
        return found.isErr() ? err(found.error) : foreseeTickets(engine, by, found.value, input)
      }),
    policyHistory: () =>
      permitted('policy/read', async (by) =>
        (await readRegistry(engine, by)).andThen(({ registry, zero }) =>
          firstPolicies(engine, by, zero).map((first) => history(registry, first, engine.clock.now())),
        ),
      ),
    policiesOfVersion: (version) =>
      permitted('policy/read', async (by) => {
        const read = await readRegistry(engine, by)
        return read.isErr() ? err(read.error) : documentOf(engine, by, version)
      }),
  }
}

/** Publishes a version, and says what it means for tickets there are. */
async function publish(
  engine: Engine,
  by: Scope,
  document: PoliciesDocument,
  input: PolicyReason,
): Promise<Result<PublishAnswer, PolicyProblem>> {
  const compiled = compilePolicies(document)
  if (compiled.isErr()) return err(invalidPolicies(by.tenant, compiled.error))
  const { fields, document: published } = compiled.value
  if (!engine.keepsRegistry) return err(noRegistry())
  const locked = lockedOut(compiled.value)
  if (locked !== null) return err(locked)
  const report = await foreseePublished(engine, by, fields)
  if (report.isErr()) return err(report.error)
  let tickets = nobody
  const answer = await change(engine, by, input, reasonSchema, async (registry, now) => {
    const known = await knownPolicies(engine, by, registry.latest)
    if (known.isErr()) return err(known.error)
    const foreseen = await foreseeTickets(engine, by, compiled.value)
    if (foreseen.isErr()) return err(foreseen.error)
    tickets = foreseen.value
    const before = publishedAs(known.value, published)
    if (before !== null) return ok({ version: before, from: null, event: null })
    const taken = versionTaken(known.value, published)
    if (taken !== null) return err(taken)
    const version = registry.latest + 1
    const diff = diffDocuments(known.value.at(-1)?.document ?? null, published)
    return ok({
      registry: { ...registry, latest: version },
      event: { type: 'policies-published', data: { version, comparedWith: registry.latest, ...diff } },
      writes: [writePublished({ version, document: published, publishedAt: now })],
    })
  })
  return answer.map((done) => ({ ...done, fields: { ...report.value, version: done.version }, tickets }))
}

const nobody: PolicyTickets = { tickets: 0, stranded: [], unreadable: [], next: null }

/** Puts a version in force by one of the commands that do: refused where nobody could change it any more, and told which tickets it would strand. */
async function switching(
  engine: Engine,
  by: Scope,
  commanded: (told: (version: number) => Promise<Result<void, PolicyProblem>>) => Promise<Result<PolicyAnswer, PolicyProblem>>,
): Promise<Result<PolicySwitchAnswer, PolicyProblem>> {
  let tickets = nobody
  const answer = await commanded(async (version) => {
    const read = await readRegistry(engine, by)
    if (read.isErr()) return err(read.error)
    const next = await policiesOfVersion(engine, by, version, read.value.registry.latest)
    if (next.isErr()) return err(next.error)
    const locked = lockedOut(next.value)
    if (locked !== null) return err(locked)
    const foreseen = await foreseeTickets(engine, by, next.value)
    if (foreseen.isErr()) return err(foreseen.error)
    tickets = foreseen.value
    return ok(undefined)
  })
  return answer.map((done) => ({ ...done, tickets }))
}

/** A change of the registry with the event that tells of it, or that it is so already. */
type Change =
  | {
      readonly registry: PolicyRegistry
      readonly event: Distributed<PolicyEvent>
      readonly writes: readonly Write[]
    }
  | { readonly event: null; readonly version: number; readonly from: Instant | null }

type Distributed<Event extends PolicyEvent> = Event extends PolicyEvent ? Pick<Event, 'type' | 'data'> : never

/** Decides about the registry as it stands and commits it with its event and its reason; where somebody else was faster, once more. */
async function change<Input extends { readonly reason: string }>(
  engine: Engine,
  { tenant, actor }: Scope,
  input: unknown,
  schema: z.ZodType<Input>,
  decide: (registry: PolicyRegistry, now: Instant, input: Input) => Promise<Result<Change, PolicyProblem>>,
): Promise<Result<PolicyAnswer, PolicyProblem>> {
  const parsed = parseInput(schema, input)
  if (parsed.isErr()) return err(parsed.error)
  const key = newId('cmd', engine.ids)
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const read = await readRegistry(engine, { tenant, actor })
    if (read.isErr()) return err(read.error)
    const { doc, zero, registry: before } = read.value
    const first = firstPolicies(engine, { tenant, actor }, zero)
    if (first.isErr()) return err(first.error)
    const now = engine.clock.now()
    const decided = await decide(before, now, parsed.value)
    if (decided.isErr()) return err(decided.error)
    if (decided.value.event === null) {
      const { version, from } = decided.value
      return ok({ ...history(before, first.value, now), version, from, changed: false })
    }
    const { document } = engine.created(tenant)
    const beginning = zero === null ? [writePublished({ version: 0, document, publishedAt: now })] : []
    const { event, writes } = decided.value
    const version = before.version + 1
    const registry = { ...decided.value.registry, version }
    const envelope = {
      ...event,
      at: now,
      actor: actorRef(actor),
      stream: policyStream,
      version,
      schema: 1,
      recordedAt: now,
      cause: key,
    }
    const committed = await engine.store.commit(tenant, {
      key,
      writes: [
        writeRegistry(doc, registry),
        writePolicyNote({ position: version, reason: parsed.value.reason }),
        ...beginning,
        ...writes,
      ],
      events: recordedEvents({ writes: [], events: [envelope] }, engine.policiesAt(tenant, now)),
      work: rearmWork(event),
    })
    if (committed.isOk()) {
      const from = 'from' in event.data ? event.data.from : null
      const whole = history(registry, { ...first.value, stored: true }, now)
      return ok({ ...whole, version: event.data.version, from, changed: true })
    }
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    const refreshed = await engine.book.refresh(tenant)
    if (refreshed.isErr() && refreshed.error.kind !== 'desk/invalid-policies') return err(refreshed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

/** What version 0 is, as it is stored or would be. */
function firstPolicies({ created }: Engine, { tenant }: Scope, zero: Doc | null): Result<FirstPolicies, QueryProblem> {
  const own = created(tenant)
  if (zero === null) return ok({ digest: own.versions.digest, stored: false, sameAsCreated: true })
  return readDocument('policy-version', zero).map(({ document }) => {
    const digest = policiesDigest(document)
    return { digest, stored: true, sameAsCreated: samePolicies(document, own.document) }
  })
}

/** The document of a version as it was published, whether or not it could still be used. */
async function documentOf(
  { store, created }: Engine,
  { tenant }: Scope,
  version: number,
): Promise<Result<PoliciesDocument | null, QueryProblem | InvalidPolicies>> {
  if (!Number.isSafeInteger(version) || version < 0) return ok(null)
  const loaded = await store.load(tenant, [policyVersionRef(version)])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  if (doc === null) return ok(version === 0 ? created(tenant).document : null)
  return publishedIn(tenant, doc).map(({ document }) => document)
}

/** The policies of a version, ready for use. */
async function policiesOfVersion(
  engine: Engine,
  by: Scope,
  version: number,
  latest: number,
): Promise<Result<Policies, QueryProblem | InvalidPolicies | UnknownPolicyVersion>> {
  const document = await documentOf(engine, by, version)
  if (document.isErr()) return err(document.error)
  if (document.value === null)
    return err({ kind: 'policies/unknown-version', version, latest, message: `expected a version from 0 to ${latest}` })
  return compilePolicies(document.value, version).mapErr((issues) => invalidPolicies(by.tenant, issues))
}

function history({ latest, activations }: PolicyRegistry, first: FirstPolicies, now: Instant): PolicyHistory {
  const inForce = policyVersionAt({ schema: 1, latest, activations, version: 0 }, now)
  return { latest, inForce, activations, first }
}
