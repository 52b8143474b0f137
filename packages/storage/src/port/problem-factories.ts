import type {
  StorageBusy,
  StorageConflict,
  StorageCorrupt,
  StorageFenced,
  StorageInDoubt,
  StorageInvalid,
  StorageKeyReused,
  StorageTaken,
  StorageUnavailable,
} from './problems.ts'
import type { Ref } from './ref.ts'

/**
 * Says that a document or stream has moved on, for authors of adapters.
 *
 * @param of - Whether `ref` names a document or, with kind `stream`, a stream of the journal.
 * @param ref - What has moved on.
 * @param expected - Version the commit presupposed; 0: none.
 * @param actual - Version there is; null: none.
 *
 * @example
 * ```ts
 * import { storageConflict } from '@caseload/storage'
 *
 * storageConflict('document', { kind: 'ticket', id: 'tkt_1' }, 3, 4).message
 * // => 'ticket tkt_1 is at version 4, not 3'
 * ```
 */
export function storageConflict(of: StorageConflict['of'], ref: Ref, expected: number, actual: number | null): StorageConflict {
  const message = `${ref.kind} ${ref.id} ${actual === null ? 'does not exist' : `is at version ${actual}`}, not ${expected === 0 ? 'absent' : expected}`
  return { kind: 'storage/conflict', of, ref, expected, actual, message }
}

/**
 * Says that another document holds a unique key, for authors of adapters; the value is left out on purpose.
 *
 * @param ref - Who holds it.
 * @param name - Name of the key.
 * @param wantedBy - Who wanted it.
 *
 * @example
 * ```ts
 * import { storageTaken } from '@caseload/storage'
 *
 * storageTaken({ kind: 'customer', id: 'cus_1' }, 'email', { kind: 'customer', id: 'cus_2' }).message
 * // => 'the email that customer cus_2 wants belongs to cus_1'
 * ```
 */
export function storageTaken(ref: Ref, name: string, wantedBy: Ref): StorageTaken {
  const message = `the ${name} that ${wantedBy.kind} ${wantedBy.id} wants belongs to ${ref.id}`
  return { kind: 'storage/taken', ref, name, wantedBy, message }
}

/**
 * Says that a commit's key was used before for another request, for authors of adapters.
 *
 * @param key - The key.
 *
 * @example
 * ```ts
 * import { storageKeyReused } from '@caseload/storage'
 *
 * storageKeyReused('cmd_1').kind // => 'storage/key-reused'
 * ```
 */
export function storageKeyReused(key: string): StorageKeyReused {
  return { kind: 'storage/key-reused', key, message: `the key ${key} was used for another request` }
}

/**
 * Says that a lease was lost, for authors of adapters.
 *
 * @param token - The token that no longer holds; the message does not repeat it.
 *
 * @example
 * ```ts
 * import { storageFenced } from '@caseload/storage'
 *
 * storageFenced('t').message // => 'the lease was lost: the work is done, moved or somebody else’s'
 * ```
 */
export function storageFenced(token: string): StorageFenced {
  return { kind: 'storage/fenced', token, message: 'the lease was lost: the work is done, moved or somebody else’s' }
}

/**
 * Says that a request is not one the contract allows.
 *
 * @param path - Where, e.g. `writes[3].fields.status`; empty for the request itself.
 * @param rule - What would have been accepted.
 *
 * @example
 * ```ts
 * import { storageInvalid } from '@caseload/storage'
 *
 * storageInvalid('limit', 'a whole number from 1 to 500').message
 * // => 'limit: expected a whole number from 1 to 500'
 * ```
 */
export function storageInvalid(path: string, rule: string): StorageInvalid {
  return { kind: 'storage/invalid', path, rule, message: `${path === '' ? 'the request' : path}: expected ${rule}` }
}

/**
 * Says that nothing was written because others were writing, for authors of adapters.
 *
 * @param cause - What the driver said; kept beside the problem, not in its JSON.
 *
 * @example
 * ```ts
 * import { storageBusy } from '@caseload/storage'
 *
 * JSON.stringify(storageBusy(new Error('SQLITE_BUSY')))
 * // => '{"kind":"storage/busy","message":"others were writing all the time"}'
 * ```
 */
export function storageBusy(cause?: unknown): StorageBusy {
  return withCause<StorageBusy>({ kind: 'storage/busy', message: 'others were writing all the time' }, cause)
}

/**
 * Says that the store cannot be used and nothing was written.
 *
 * @param why - Why not.
 * @param cause - What the driver said; kept beside the problem, not in its JSON.
 *
 * @example
 * ```ts
 * import { storageUnavailable } from '@caseload/storage'
 *
 * storageUnavailable('closed').message // => 'the store was closed'
 * ```
 */
export function storageUnavailable(why: StorageUnavailable['why'], cause?: unknown): StorageUnavailable {
  return withCause<StorageUnavailable>({ kind: 'storage/unavailable', why, message: unavailableMessages[why] }, cause)
}

/**
 * Says that nobody knows whether a commit was carried out, for authors of adapters.
 *
 * @param key - Key of the commit.
 * @param cause - What the driver said; kept beside the problem, not in its JSON.
 *
 * @example
 * ```ts
 * import { storageInDoubt } from '@caseload/storage'
 *
 * storageInDoubt('cmd_1').message // => 'whether cmd_1 was carried out is unknown; the same commit again tells'
 * ```
 */
export function storageInDoubt(key: string, cause?: unknown): StorageInDoubt {
  const message = `whether ${key} was carried out is unknown; the same commit again tells`
  return withCause<StorageInDoubt>({ kind: 'storage/in-doubt', key, message }, cause)
}

/**
 * Says that what is stored cannot have been stored by this contract.
 *
 * @param ref - Which document; null where it is none.
 * @param why - What was expected; no content.
 *
 * @example
 * ```ts
 * import { storageCorrupt } from '@caseload/storage'
 *
 * storageCorrupt({ kind: 'ticket', id: 'tkt_1' }, 'JSON').message // => 'stored ticket tkt_1: expected JSON'
 * ```
 */
export function storageCorrupt(ref: Ref | null, why: string): StorageCorrupt {
  return {
    kind: 'storage/corrupt',
    ref,
    why,
    message: `stored ${ref === null ? 'data' : `${ref.kind} ${ref.id}`}: expected ${why}`,
  }
}

const unavailableMessages: Readonly<Record<StorageUnavailable['why'], string>> = {
  closed: 'the store was closed',
  network: 'the database was not reached',
  full: 'the database has no space left',
  readonly: 'the database cannot be written to',
  schema: 'the database has another form than this version can use',
  aborted: 'the caller gave up',
  other: 'the database failed',
}

/** Drivers put values, paths and passwords into their errors, so a cause must not travel with the problem into a log or an answer. */
function withCause<P extends { readonly cause?: unknown }>(problem: P, cause: unknown): P {
  if (cause !== undefined) Object.defineProperty(problem, 'cause', { value: cause, enumerable: false })
  return problem
}
