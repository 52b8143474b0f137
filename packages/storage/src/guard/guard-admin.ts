import { isInstant, isTenantId, type TenantId } from '@caseload/core'
import { err, errAsync, type Result, ResultAsync } from 'neverthrow'
import { isKindName, kindRule } from '../names/names.ts'
import { storageInvalid, storageUnavailable } from '../port/problem-factories.ts'
import type { StorageInvalid, StorageUnavailable } from '../port/problems.ts'
import type { EntryRef, StoreAdmin } from '../port/store-admin.ts'
import { isObject } from './is-object.ts'

/**
 * Puts a guard around the operator's side of a store, as `guardStore` does around the other: what the contract does not allow is refused as `storage/invalid` with path and rule before anything is done, and nothing throws, whatever a
 * caller without types hands over. `exportTenant`, which answers by iteration, ends with the problem as the `cause` of an `Error`.
 *
 * @param admin - What `open` of an adapter gave.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { guardAdmin } from '@caseload/storage'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const admin = guardAdmin(orThrow(await memoryStorage().open({ kinds: [] })).admin)
 * orThrow(await admin.prune({ receiptsOlderThan: 0 })) // => 0
 * const wrong = await admin.prune({ receiptsOlderThan: Number.NaN })
 * wrong._unsafeUnwrapErr().message // => 'policy.receiptsOlderThan: expected epoch milliseconds'
 * ```
 */
export function guardAdmin(admin: StoreAdmin): StoreAdmin {
  return {
    migrate: (mode) =>
      guarded(
        () => checkMode(mode),
        () => admin.migrate(mode),
      ),
    redact: (tenant, entries) =>
      guarded(
        () => checkTenant(tenant) ?? checkEntries(entries),
        () =>
          admin.redact(
            tenant,
            entries.map(({ lane, seq }) => ({ lane, seq })),
          ),
      ),
    scrub: () =>
      guarded(
        () => null,
        () => admin.scrub(),
      ),
    exportTenant: (tenant) => {
      const issue = checkTenant(tenant)
      return issue === null ? admin.exportTenant(tenant) : failing(issue)
    },
    importTenant: (tenant, lines) =>
      guarded(
        () => checkTenant(tenant) ?? checkLines(lines),
        () => importing(admin, tenant, lines),
      ),
    dropTenant: (tenant) =>
      guarded(
        () => checkTenant(tenant),
        () => admin.dropTenant(tenant),
      ),
    prune: (policy) =>
      guarded(
        () => checkPolicy(policy),
        () => admin.prune({ receiptsOlderThan: policy.receiptsOlderThan }),
      ),
    verify: (tenant) =>
      guarded(
        () => checkTenant(tenant),
        () => admin.verify(tenant),
      ),
    lag: (request) =>
      guarded(
        () => checkLag(request),
        () => admin.lag({ consumer: request.consumer, limit: request.limit }),
      ),
  }
}

/** Checks what was given, and carries it out. What cannot even be looked at is invalid, too; an adapter that throws is a defect, but nobody's call should die of it. */
function guarded<Value, Problem>(
  check: () => StorageInvalid | null,
  call: () => ResultAsync<Value, Problem>,
): ResultAsync<Value, Problem | StorageInvalid | StorageUnavailable> {
  try {
    const issue = check()
    return issue === null ? new ResultAsync(settled(call)) : errAsync(issue)
  } catch {
    return errAsync(storageInvalid('', 'plain data that can be read'))
  }
}

async function settled<Value, Problem>(
  call: () => ResultAsync<Value, Problem>,
): Promise<Result<Value, Problem | StorageUnavailable>> {
  try {
    return await call()
  } catch (cause) {
    return err(storageUnavailable('other', cause))
  }
}

/** An import whose lines may break off: that is the caller's doing, not the database's. */
function importing(
  admin: StoreAdmin,
  ...[tenant, lines]: Parameters<StoreAdmin['importTenant']>
): ReturnType<StoreAdmin['importTenant']> {
  let broke = false
  async function* watched(): AsyncIterable<string> {
    try {
      yield* lines
    } catch (cause) {
      broke = true
      throw cause
    }
  }
  const imported = new ResultAsync(settled(() => admin.importTenant(tenant, watched())))
  return imported.mapErr((problem) => (broke ? storageInvalid('lines', 'lines that can be read to their end') : problem))
}

/** An iteration that ends at once with a problem. */
async function* failing(problem: StorageInvalid): AsyncIterable<string> {
  yield* []
  throw new Error(problem.message, { cause: problem })
}

function checkTenant(tenant: TenantId): StorageInvalid | null {
  const given: unknown = tenant
  return typeof given === 'string' && isTenantId(given) ? null : storageInvalid('tenant', '1 to 64 letters, digits or . _ : ~ -')
}

function checkMode(mode: unknown): StorageInvalid | null {
  return mode === 'apply' || mode === 'check' ? null : storageInvalid('mode', 'apply or check')
}

function checkEntries(entries: readonly EntryRef[]): StorageInvalid | null {
  if (!Array.isArray(entries)) return storageInvalid('entries', 'a list of journal entries')
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry)) return storageInvalid(`entries[${index}]`, 'an object with lane and seq')
    if (!isCount(entry.lane)) return storageInvalid(`entries[${index}].lane`, 'a whole number from 0')
    if (!isCount(entry.seq)) return storageInvalid(`entries[${index}].seq`, 'a whole number from 0')
  }
  return null
}

function checkLines(lines: unknown): StorageInvalid | null {
  const iterates = typeof lines === 'object' && lines !== null && (Symbol.asyncIterator in lines || Symbol.iterator in lines)
  return iterates ? null : storageInvalid('lines', 'lines of an export')
}

function checkPolicy(policy: { readonly receiptsOlderThan: unknown }): StorageInvalid | null {
  if (!isObject(policy)) return storageInvalid('policy', 'an object with receiptsOlderThan')
  const { receiptsOlderThan: before } = policy
  return typeof before === 'number' && isInstant(before) ? null : storageInvalid('policy.receiptsOlderThan', 'epoch milliseconds')
}

function checkLag(request: { readonly consumer: unknown; readonly limit: unknown }): StorageInvalid | null {
  if (!isObject(request)) return storageInvalid('request', 'an object with consumer and limit')
  const { consumer, limit } = request
  if (!isKindName(consumer)) return storageInvalid('request.consumer', kindRule)
  const fits = typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= 500
  return fits ? null : storageInvalid('request.limit', 'a whole number from 1 to 500')
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
