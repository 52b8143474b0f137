import { type Entropy, isTenantId, type TenantId } from '@caseload/core'
import { type Err, err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Answer } from '../port/answer.ts'
import type { CallOptions, CancelSignal } from '../port/call-options.ts'
import type { Commit, Receipt } from '../port/commit.ts'
import type { JournalPage } from '../port/journal-read.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageInDoubt, storageInvalid, storageUnavailable } from '../port/problem-factories.ts'
import type { CommitProblem, ReadProblem, StorageUnavailable } from '../port/problems.ts'
import type { OpenStore } from '../port/storage.ts'
import type { Store } from '../port/store.ts'
import { checkClaim, checkLeases } from './check-claim.ts'
import { checkCommit } from './check-commit.ts'
import { checkJournalRead } from './check-journal-read.ts'
import { checkCount, checkQuery } from './check-query.ts'
import { checkRef } from './check-ref.ts'
import { catalogueKinds } from './kind-catalogue.ts'
import { pageToken, readPageToken } from './page-token.ts'
import { orAborted, type Patience, pause } from './patience.ts'
import { placed } from './placed.ts'
import { readClaims, readDocs, readEntries, readItems } from './read-payloads.ts'
import { sealCursor } from './sealed-cursor.ts'

/** How a guard behaves. */
export interface GuardOptions {
  /** The kinds the store was opened with. */
  readonly kinds: readonly KindSpec[]
  /** Chance for the pauses between tries; by default `Math.random`. */
  readonly entropy?: Entropy
  /** Waits; by default with a timer. */
  readonly sleep?: (ms: number) => Promise<void>
  /** How often a busy or doubtful call is tried again, 5 by default; 0: never. */
  readonly retries?: number
}

/**
 * Puts the guard around an opened store, once for every adapter: applications talk to what it returns.
 *
 * It refuses whatever the contract does not allow, as `storage/invalid` with path and rule and before anything is sent: names outside their alphabet, undeclared kinds and fields, values of another type, anything
 * JSON cannot carry, everything over the limits of {@link Store.about}, page tokens and journal positions of another tenant or query. It puts writes in one order so that
 * commits do not lock each other out, tries again with growing random pauses where the store is busy, and repeats a commit of unknown fate, which its key makes safe,
 * until the fate is known. `storage/busy` and `storage/in-doubt` come out only when all tries are used up; a caller's signal ends waiting as `storage/unavailable`, `aborted`
 * (during a commit of unknown fate as `storage/in-doubt`).
 *
 * @param open - What `open` of an adapter gave.
 * @param options - The kinds, and how to wait.
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import { guardStore, type KindSpec } from '@caseload/storage'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const kinds: readonly KindSpec[] = [{ kind: 'note', fields: { stars: { type: 'int', sortable: true } } }]
 * const store = guardStore(orThrow(await memoryStorage().open({ kinds })), { kinds })
 * const acme = orThrow(parseTenantId('acme'))
 * const ref = { kind: 'note', id: 'n1' }
 *
 * const write = { op: 'put', ref, version: 0, doc: { text: 'hello' }, fields: { stars: 5 } } as const
 * orThrow(await store.commit(acme, { key: 'c1', writes: [write], events: [] })).replayed // => false
 * orThrow(await store.commit(acme, { key: 'c1', writes: [write], events: [] })).replayed // => true
 * orThrow(await store.load(acme, [ref])) // => [{ ref: { kind: 'note', id: 'n1' }, version: 1, doc: { text: 'hello' } }]
 *
 * const late = await store.commit(acme, { key: 'c2', writes: [write], events: [] })
 * late._unsafeUnwrapErr().kind // => 'storage/conflict'
 *
 * const wrong = await store.find(acme, { kind: 'note', limit: 0 })
 * wrong._unsafeUnwrapErr().message // => 'limit: expected a whole number from 1 to 500'
 * ```
 */
export function guardStore(open: OpenStore, options: GuardOptions): Store {
  const { store } = open
  const { limits } = store.about
  const catalogue = catalogueKinds(options.kinds)
  const isTenant = tenantCheck()
  const patience: Patience = {
    retries: options.retries ?? 5,
    sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    entropy: options.entropy ?? { next: () => Math.random() },
  }

  return {
    about: store.about,

    commit(tenant, change, callOptions) {
      return guarded(() => {
        if (!isTenant(tenant)) return err(badTenant)
        if (aborted(callOptions)) return err(storageUnavailable('aborted'))
        const checked = checkCommit(catalogue, limits, tenant, change)
        if (checked.isErr()) return err(checked.error)
        return commitForSure(tenant, checked.value, callOptions?.signal)
      })
    },

    load(tenant, refs, callOptions) {
      return guarded(() => {
        if (!isTenant(tenant)) return err(badTenant)
        if (!Array.isArray(refs) || refs.length > limits.page) {
          return err(storageInvalid('', `a list of at most ${limits.page}`))
        }
        let place = 0
        for (const ref of refs) {
          const issue = checkRef(catalogue, ref)
          if (issue !== null) return err(placed(issue, `[${place}]`))
          place += 1
        }
        if (refs.length === 0) return ok([])
        return patiently(() => store.load(tenant, refs, callOptions), callOptions, readDocs)
      })
    },

    find(tenant, query, callOptions) {
      return guarded(() => {
        if (!isTenant(tenant)) return err(badTenant)
        const kind = checkQuery(catalogue, limits, query)
        if (kind.isErr()) return err(kind.error)
        const after = readPageToken(tenant, query, kind.value, limits)
        if (after.isErr()) return err(after.error)
        const { after: _, ...rest } = query
        const positioned = after.value === null ? rest : { ...rest, after: after.value }
        return patiently(
          () => store.find(tenant, positioned, callOptions),
          callOptions,
          ({ items, next }) =>
            readItems(items).map((read) => ({ items: read, next: next === null ? null : pageToken(tenant, query, next) })),
        )
      })
    },

    count(tenant, query, callOptions) {
      return guarded(() => {
        if (!isTenant(tenant)) return err(badTenant)
        const issue = checkCount(catalogue, limits, query)
        if (issue !== null) return err(issue)
        return patiently(() => store.count(tenant, query, callOptions), callOptions, asGiven)
      })
    },

    journal(tenant, read, callOptions) {
      return guarded(() => {
        if (!isTenant(tenant)) return err(badTenant)
        const checked = checkJournalRead(limits, tenant, read)
        if (checked.isErr()) return err(checked.error)
        return patiently(
          () => store.journal(tenant, checked.value, callOptions),
          callOptions,
          ({ entries, next, end }) =>
            readEntries(entries).map((read): JournalPage => ({ entries: read, next: sealCursor(tenant, next), end })),
        )
      })
    },

    claim(request, callOptions) {
      return guarded(() => {
        const issue = checkClaim(limits, request)
        if (issue !== null) return err(issue)
        return patiently(() => store.claim(request, callOptions), callOptions, readClaims)
      })
    },

    lease(changes, callOptions) {
      return guarded(() => {
        const issue = checkLeases(limits, changes)
        if (issue !== null) return err(issue)
        if (changes.length === 0) return ok([])
        return patiently(() => store.lease(changes, callOptions), callOptions, asGiven)
      })
    },

    close: () => store.close(),
  }

  /** A read, claim or lease. Only what is not answered at once, or not at the first try, is worth more than the one promise that carries it out. */
  function patiently<Stored, Given>(
    call: () => Answer<Stored, ReadProblem>,
    callOptions: CallOptions | undefined,
    read: (stored: Stored) => Result<Given, ReadProblem>,
  ): Settled<Given, ReadProblem> {
    if (aborted(callOptions)) return err(storageUnavailable('aborted'))
    const first = call()
    const signal = callOptions?.signal
    if (!('then' in first)) return isBusy(first) ? persist(first, call, signal, read) : first.andThen(read)
    if (signal !== undefined) return persist(first, call, signal, read)
    // Most answers come in the end, and an async function waits for one in three turns.
    const heard = (result: Result<Stored, ReadProblem>): Settled<Given, ReadProblem> => {
      if (isBusy(result)) return persist(result, call, signal, read)
      try {
        return result.andThen(read)
      } catch (cause) {
        return defect(cause)
      }
    }
    return Promise.resolve(first.then(heard, defect))
  }

  /** Waits for an answer, and asks again while the store is busy. */
  async function persist<Stored, Given>(
    first: Answer<Stored, ReadProblem>,
    call: () => Answer<Stored, ReadProblem>,
    signal: CancelSignal | undefined,
    read: (stored: Stored) => Result<Given, ReadProblem>,
  ): Promise<Result<Given, ReadProblem>> {
    try {
      let result = await unlessAborted(first, signal)
      for (let attempt = 0; attempt < patience.retries && isBusy(result); attempt += 1) {
        if (!(await pause(patience, attempt, signal))) return err(storageUnavailable('aborted'))
        result = await unlessAborted(call(), signal)
      }
      return result.andThen(read)
    } catch (cause) {
      return defect(cause)
    }
  }

  /** A commit, again while the store is busy or its fate is unknown. */
  function commitForSure(
    tenant: TenantId,
    change: Commit<JsonText>,
    signal: CancelSignal | undefined,
  ): Settled<Receipt, CommitProblem> {
    const first = store.commit(tenant, change, withSignal(signal))
    return 'then' in first || first.isErr() ? untilKnown(first, tenant, change, signal) : sealed(tenant, first.value)
  }

  async function untilKnown(
    first: Answer<Receipt, CommitProblem>,
    tenant: TenantId,
    change: Commit<JsonText>,
    signal: CancelSignal | undefined,
  ): Promise<Result<Receipt, CommitProblem>> {
    try {
      let result = await first
      let doubt: unknown = null
      for (let attempt = 0; result.isErr(); attempt += 1) {
        const problem = result.error
        const { kind } = problem
        const undecided =
          kind === 'storage/busy' || kind === 'storage/in-doubt' || (doubt !== null && kind === 'storage/unavailable')
        if (!undecided) return err(problem)
        if (problem.kind === 'storage/in-doubt') doubt = problem.cause ?? kind
        const unknown = doubt === null ? null : storageInDoubt(change.key, doubt)
        if (attempt >= patience.retries) return err(unknown ?? problem)
        if (!(await pause(patience, attempt, signal))) return err(unknown ?? storageUnavailable('aborted'))
        result = await store.commit(tenant, change, withSignal(signal))
      }
      return sealed(tenant, result.value)
    } catch (cause) {
      return defect(cause)
    }
  }
}

/** What a call comes to: at once, or later. */
type Settled<Value, E> = Result<Value, E> | Promise<Result<Value, E>>

function withSignal(signal: CancelSignal | undefined): CallOptions | undefined {
  return signal === undefined ? undefined : { signal }
}

function sealed(tenant: TenantId, { key, cursor, replayed }: Receipt): Result<Receipt, never> {
  return ok({ key, cursor: sealCursor(tenant, cursor), replayed })
}

const badTenant = storageInvalid('tenant', '1 to 64 letters, digits or . _ : ~ -')

/** Most calls are of the tenant of the call before, which needs no second look. */
function tenantCheck(): (tenant: unknown) => tenant is TenantId {
  let latest: TenantId | null = null
  return (tenant): tenant is TenantId => {
    if (tenant === latest && latest !== null) return true
    if (typeof tenant !== 'string' || !isTenantId(tenant)) return false
    latest = tenant
    return true
  }
}

function aborted(options: CallOptions | undefined): boolean {
  return options?.signal?.aborted === true
}

/** An adapter or a getter of the caller's that throws is a defect, but nobody's request should die of it. What is known at once costs one promise. */
function guarded<Value, E>(work: () => Settled<Value, E>): ResultAsync<Value, E | StorageUnavailable> {
  let settled: Settled<Value, E | StorageUnavailable>
  try {
    settled = work()
  } catch (cause) {
    settled = defect(cause)
  }
  return new ResultAsync(Promise.resolve(settled))
}

function defect(cause: unknown): Err<never, StorageUnavailable> {
  return err(storageUnavailable('other', cause))
}

function isBusy(result: Result<unknown, ReadProblem>): boolean {
  return result.isErr() && result.error.kind === 'storage/busy'
}

/** Only somebody who can give up needs a race with the answer. */
function unlessAborted<Value>(
  answer: Answer<Value, ReadProblem>,
  signal: CancelSignal | undefined,
): Answer<Value, ReadProblem> | Promise<Result<Value, ReadProblem>> {
  if (signal === undefined) return answer
  return orAborted(Promise.resolve(answer), signal, null).then((given) => given ?? err(storageUnavailable('aborted')))
}

/** What needs no reading. */
function asGiven<Value>(given: Value): Result<Value, never> {
  return ok(given)
}
