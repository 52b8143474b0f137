import type { Clock, Entropy, IdSource, InvalidInput } from '@caseload/core'
import { deskKinds, type PoliciesDocument } from '@caseload/planner'
import { guardAdmin, guardStore, type KindSpec, type Storage } from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { bindActor } from './bind-actor.ts'
import type { ContactIntake } from './contacts/contact-intake.ts'
import { drainContacts } from './contacts/drain-contacts.ts'
import type { Desk } from './desk.ts'
import { withBell } from './engine/commit-bell.ts'
import type { Engine } from './engine/engine.ts'
import { recordingStore } from './engine/recording-store.ts'
import { ticketNumbers } from './engine/ticket-numbers.ts'
import { createTurns } from './engine/turns.ts'
import { follow, lagOf } from './follow/follow.ts'
import { compileAllPolicies } from './policies-of.ts'
import type { CreateDeskProblem } from './problems.ts'
import { readEvents } from './queries/events.ts'
import { findOwn, loadOwn } from './queries/own-documents.ts'
import { readDeskOptions } from './read-desk-options.ts'
import { ownersPolicies } from './registry/owners-policies.ts'
import { fixedPolicies, registeredPolicies } from './registry/policy-book.ts'
import { readScope, readTenant } from './scope.ts'
import { systemClock } from './sources/system-clock.ts'
import { systemEntropy } from './sources/system-entropy.ts'
import { ulidIds } from './sources/ulid-ids.ts'
import { runDueTimers } from './timers/run-due-timers.ts'

/** What a desk is made of. */
export interface DeskOptions {
  /** Where everything is kept; it is opened and, where needed, migrated. */
  readonly storage: Storage
  /** What the desk decides by; `standardPolicies` to begin with. */
  readonly policies: PoliciesDocument
  /** Policies of tenants that have their own, by tenant; all others go by `policies`. */
  readonly tenantPolicies?: Readonly<Record<string, PoliciesDocument>>
  /** Kinds of documents that are the application's own: what followers write, e.g. a projection of the journal. Their names differ from the desk's; none where absent. */
  readonly kinds?: readonly KindSpec[]
  /** Takes contacts in before anything is decided, and is drained by this desk; without one `acceptContact` refuses. It outlives the desk: whoever opened it closes it. */
  readonly contacts?: ContactIntake
  /**
   * Whether policies are kept in the store, too: published, activated at an instant and rolled back by commands, the same in every process. Until the first is activated, each tenant goes by what the first desk was created with that recorded something
   * for it: that is stored, and `policies` of other desks decide nothing before they are published. Costs a read
   * a command and question. False where absent: the desk decides by `policies` alone.
   */
  readonly policyRegistry?: boolean
  /** The present; the host's clock where absent. */
  readonly clock?: Clock
  /** Tokens for new identities; ULIDs where absent. */
  readonly ids?: IdSource
  /** Chance, for the length of pauses only; the host's where absent. */
  readonly entropy?: Entropy
  /** How many ticket numbers are drawn ahead, 1 to 10,000, and so the largest gap a restart leaves; 50 where absent. */
  readonly numberBlock?: number
}

/**
 * Makes a service desk out of a storage and policies.
 *
 * @param options - What it is made of.
 * @returns The desk; `desk/invalid-policies` with every issue, `input/invalid` for an option that is none, or what the storage could not open with.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { createDesk, standardPolicies } from '@caseload/desk'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const desk = orThrow(await createDesk({ storage: memoryStorage(), policies: standardPolicies }))
 * const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
 * const { ticket } = orThrow(await ada.openTicket({ channel: 'phone', kind: 'question', subject: 'Opening hours?' }))
 * ticket.number // => 1
 * const early = await ada.resume(ticket.id)
 * early._unsafeUnwrapErr().kind // => 'ticket/not-in-this-category'
 * ```
 */
export function createDesk(options: DeskOptions): ResultAsync<Desk, CreateDeskProblem> {
  return new ResultAsync(create(options))
}

async function create(given: DeskOptions): Promise<Result<Desk, CreateDeskProblem>> {
  const read = readDeskOptions(given)
  if (read.isErr()) return err(read.error)
  const options = read.value
  const { numberBlock = 50, policyRegistry = false } = options
  const policies = compileAllPolicies(options)
  if (policies.isErr()) return err(policies.error)
  const ownKinds = options.kinds ?? []
  const kinds = [...deskKinds, ...ownKinds]
  const opened = await options.storage.open({ kinds })
  if (opened.isErr()) return err(opened.error)
  const clock = options.clock ?? systemClock()
  const entropy = options.entropy ?? systemEntropy()
  const ids = options.ids ?? ulidIds(clock)
  const sleep = (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs))
  const { store: guarded, bell } = withBell(guardStore(opened.value, { kinds, entropy, sleep }))
  const admin = guardAdmin(opened.value.admin)
  const numbers = ticketNumbers(guarded, ids, numberBlock)
  const book = policyRegistry ? registeredPolicies(guarded, policies.value, clock) : fixedPolicies(policies.value)
  const engine: Engine = {
    store: recordingStore(guarded),
    admin,
    created: policies.value,
    book,
    keepsRegistry: policyRegistry,
    policiesOf: (tenant) => book.view(tenant).at(clock.now()),
    policiesAt: (tenant, now) => book.view(tenant).at(now),
    clock,
    ids,
    entropy,
    numbers,
    turns: createTurns(),
    bell,
    contacts: options.contacts ?? null,
    ownKinds: new Set(ownKinds.map(({ kind }) => kind)),
    sleep,
  }
  return ok(deskOf(engine))
}

function deskOf(engine: Engine): Desk {
  return {
    tenant: (name) => {
      const tenant = readTenant(name)
      return {
        as: (actor) => bindActor(engine, readScope(tenant, actor)),
        policies: ownersPolicies(engine, tenant),
        load: (refs) => new ResultAsync(loadOwn(engine, tenant, refs)),
        find: (query) => new ResultAsync(findOwn(engine, tenant, query)),
        events: (read = {}) => new ResultAsync(readEvents(engine.store, tenant, read)),
        exportLines: () => (tenant.isErr() ? failing(tenant.error) : engine.admin.exportTenant(tenant.value)),
      }
    },
    runDueTimers: (options = {}) => new ResultAsync(runDueTimers(engine, options)),
    drainContacts: (options = {}) => new ResultAsync(drainContacts(engine, options)),
    follow: (consumer, handler, options = {}) => new ResultAsync(follow(engine, consumer, handler, options)),
    lag: (consumer, limit = 100) => new ResultAsync(lagOf(engine, consumer, limit)),
    admin: engine.admin,
    close: () => engine.store.close(),
  }
}

/** An iteration that ends at once with a problem: the same way in which an export fails later. */
async function* failing(problem: InvalidInput): AsyncIterable<string> {
  yield* []
  throw new Error(problem.message, { cause: problem })
}
