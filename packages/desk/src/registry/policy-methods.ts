import type { AccessDenied } from '@caseload/access'
import { actorRef, type Instant, type InstantInput, newId, parseInput } from '@caseload/core'
import {
  compilePolicies,
  decideActivation,
  decideRollBack,
  diffDocuments,
  emptyRegistry,
  type PoliciesDocument,
  type PolicyEvent,
  type PolicyRegistry,
  policyRegistryRef,
  policyStream,
  policyVersionAt,
  policyVersionRef,
  type RegistryRejection,
  readDocument,
  recordedEvents,
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
import type { FieldsReport } from '../own-fields/fields-report.ts'
import { foreseePublished } from '../own-fields/foresee-fields.ts'
import {
  type CommandProblem,
  contended,
  type InvalidPolicies,
  invalidPolicies,
  type NoRegistry,
  noRegistry,
  type QueryProblem,
} from '../problems.ts'
import type { Scope } from '../scope.ts'

/** Why something is done to the policies. */
export interface PolicyReason {
  /** Why, for staff; at most 5,000 characters. Content, not history. */
  readonly reason: string
}

/** When a version comes into force, and why. */
export interface ActivateInput extends PolicyReason {
  /** From when; a second from now at the earliest, and where absent. */
  readonly at?: InstantInput
}

/** What stands in the registry. */
export interface PolicyHistory {
  /** The newest published version; 0 where none was. */
  readonly latest: number
  /** The version in force now; 0 for the policies the desk was created with. */
  readonly inForce: number
  /** What was and will be in force, the earliest first. */
  readonly activations: PolicyRegistry['activations']
}

/** What became of a command to the registry. */
export interface PolicyAnswer extends PolicyHistory {
  /** The version that was published or is or will be in force. */
  readonly version: number
  /** From when it is in force; null where it was only published. */
  readonly from: Instant | null
}

/** What became of publishing a version. */
export interface PublishAnswer extends PolicyAnswer {
  /**
   * What its declaration of the desk's own fields means for tickets there are, held against the one in force: which values would not fit, in which tickets. Where a store is so large that it was not looked through to its end, or more
   * tickets were found than are listed, `migrateFields({ version, dryRun: true, after: fields.next })` goes on.
   */
  readonly fields: FieldsReport
}

/** Why a command to the registry came to nothing. */
export type PolicyProblem = RegistryRejection | NoRegistry | InvalidPolicies | AccessDenied | CommandProblem

/** What can be done with what the desk decides by. */
export interface PolicyMethods {
  /**
   * Publishes a version of the policies; it decides nothing before it is activated. Refused where it cannot be used, with every issue. Where it declares the desk's own fields so that values might not fit any more, it is told which
   * tickets have such.
   */
  publishPolicies(document: PoliciesDocument, input: PolicyReason): ResultAsync<PublishAnswer, PolicyProblem>
  /** Puts a version in force from an instant on, in every process at once; 0 is what the desk was created with. */
  activatePolicies(version: number, input: ActivateInput): ResultAsync<PolicyAnswer, PolicyProblem>
  /** Puts in force again what was before what is now, and withdraws what was still to come. */
  rollBackPolicies(input: PolicyReason): ResultAsync<PolicyAnswer, PolicyProblem>
  /** What was, is and will be in force. */
  policyHistory(): ResultAsync<PolicyHistory, QueryProblem | NoRegistry>
  /** The document of a version; null where there is none, 0 for what the desk was created with. */
  policiesOfVersion(version: number): ResultAsync<PoliciesDocument | null, QueryProblem | NoRegistry | InvalidPolicies>
}

/** Answers those who may do something with policies. */
type Asking = <Value, Failure>(
  action: 'policy/read' | 'policy/publish' | 'policy/activate' | 'policy/roll-back',
  answer: (scope: Scope) => Promise<Result<Value, Failure>>,
) => ResultAsync<Value, QueryProblem | Failure>

const reasonSchema = z.strictObject({ reason: remarkField })
const activateSchema = z.strictObject({ reason: remarkField, at: z.exactOptional(instantField) })

/** The methods about policies, bound to an actor. */
export function policyMethods(engine: Engine, permitted: Asking): PolicyMethods {
  return {
    publishPolicies: (document, input) => permitted('policy/publish', (by) => publish(engine, by, document, input)),
    activatePolicies: (version, input) =>
      permitted('policy/activate', (by) =>
        change(engine, by, input, activateSchema, async (registry, now, { at }) =>
          decideActivation(registry, version, at ?? null, now).map(({ data, activations }) => ({
            registry: { ...registry, activations },
            event: { type: 'policies-activated', data },
            writes: [],
          })),
        ),
      ),
    rollBackPolicies: (input) =>
      permitted('policy/roll-back', (by) =>
        change(engine, by, input, reasonSchema, async (registry, now) =>
          decideRollBack(registry, now).map(({ data, activations }) => ({
            registry: { ...registry, activations },
            event: { type: 'policies-rolled-back', data },
            writes: [],
          })),
        ),
      ),
    policyHistory: () =>
      permitted('policy/read', async (by) =>
        (await readRegistry(engine, by)).map(({ registry }) => history(registry, engine.clock.now())),
      ),
    policiesOfVersion: (version) =>
      permitted('policy/read', async (by) => {
        const read = await readRegistry(engine, by)
        return read.isErr() ? err(read.error) : documentOf(engine, by, version)
      }),
  }
}

/** Publishes a version, and says what its declaration of fields means for tickets. */
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
  const report = await foreseePublished(engine, by, fields)
  if (report.isErr()) return err(report.error)
  const answer = await change(engine, by, input, reasonSchema, async (registry, now) => {
    const before = await documentOf(engine, by, registry.latest)
    if (before.isErr()) return err(before.error)
    const version = registry.latest + 1
    const diff = diffDocuments(before.value, published)
    return ok({
      registry: { ...registry, latest: version },
      event: { type: 'policies-published', data: { version, comparedWith: registry.latest, ...diff } },
      writes: [writePublished({ version, document: published, publishedAt: now })],
    })
  })
  return answer.map((done) => ({ ...done, fields: { ...report.value, version: done.version } }))
}

/** A change of the registry with the event that tells of it. */
interface Change {
  readonly registry: PolicyRegistry
  readonly event:
    | Pick<Extract<PolicyEvent, { type: 'policies-published' }>, 'type' | 'data'>
    | Pick<Extract<PolicyEvent, { type: 'policies-activated' }>, 'type' | 'data'>
    | Pick<Extract<PolicyEvent, { type: 'policies-rolled-back' }>, 'type' | 'data'>
  readonly writes: readonly Write[]
}

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
    const { doc, registry: before } = read.value
    const now = engine.clock.now()
    const decided = await decide(before, now, parsed.value)
    if (decided.isErr()) return err(decided.error)
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
      writes: [writeRegistry(doc, registry), writePolicyNote({ position: version, reason: parsed.value.reason }), ...writes],
      events: recordedEvents({ writes: [], events: [envelope] }, engine.policiesAt(tenant, now)),
    })
    if (committed.isOk()) {
      const from = 'from' in event.data ? event.data.from : null
      return ok({ ...history(registry, now), version: event.data.version, from })
    }
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

async function readRegistry(
  { store, keepsRegistry }: Engine,
  { tenant }: Scope,
): Promise<Result<{ readonly doc: Doc | null; readonly registry: PolicyRegistry }, QueryProblem | NoRegistry>> {
  if (!keepsRegistry) return err(noRegistry())
  const loaded = await store.load(tenant, [policyRegistryRef])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  return doc === null
    ? ok({ doc, registry: emptyRegistry })
    : readDocument('policy-registry', doc).map((registry) => ({ doc, registry }))
}

async function documentOf(
  { store, created }: Engine,
  { tenant }: Scope,
  version: number,
): Promise<Result<PoliciesDocument | null, QueryProblem | InvalidPolicies>> {
  if (version === 0) return ok(created(tenant).document)
  if (!Number.isSafeInteger(version) || version < 1) return ok(null)
  const loaded = await store.load(tenant, [policyVersionRef(version)])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  if (doc === null) return ok(null)
  const published = readDocument('policy-version', doc)
  if (published.isErr()) return err(published.error)
  return compilePolicies(published.value.document)
    .map(({ document }) => document)
    .mapErr((issues) => invalidPolicies(tenant, issues))
}

function history({ latest, activations }: PolicyRegistry, now: Instant): PolicyHistory {
  const inForce = policyVersionAt({ schema: 1, latest, activations, version: 0 }, now)
  return { latest, inForce, activations }
}
