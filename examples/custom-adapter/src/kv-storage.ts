import { fsyncSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Clock, instant } from '@caseload/core'
import {
  checkKinds,
  contractLimits,
  type KindSpec,
  type OpenStore,
  randomSecret,
  type Storage,
  storageUnavailable,
} from '@caseload/storage'
import { err, errAsync, okAsync, Result, ResultAsync } from 'neverthrow'
import { adminOf, closedOr } from './admin.ts'
import { commitTo } from './commit.ts'
import { KeyValueFile } from './key-value-file.ts'
import { countIn, findIn, journalOf } from './read.ts'
import { refKey, tenantData } from './tenant-data.ts'
import { changeLease, claimFrom } from './work.ts'

/** How the file is used. */
export interface KvStorageOptions {
  /** By default the host's. */
  readonly clock?: Clock
  /** Makes the disk keep what was written; for tests that count. */
  readonly sync?: (file: number) => void
}

/** Caseload on a key-value file: the whole adapter, for one process. */
export function kvStorage(path: string, options: KvStorageOptions = {}): Storage {
  const clock = options.clock ?? { now: () => instant(Date.now()) }
  return {
    name: 'kv',
    open({ kinds }) {
      const checked = checkKinds(kinds)
      if (checked.isErr()) return errAsync(checked.error)
      const shared = Result.fromThrowable(
        () => openShared(path, options.sync),
        (cause) => storageUnavailable('other', cause),
      )()
      return shared.isErr() ? errAsync(shared.error) : okAsync(openOn(shared.value, kinds, clock))
    },
  }
}

function openOn(shared: Shared, kinds: readonly KindSpec[], clock: Clock): OpenStore {
  let closed = false
  const current = () => (closed ? null : shared.file)
  const answer = <Value>(work: (file: KeyValueFile) => Value) => new ResultAsync(Promise.resolve(closedOr(current(), work)))
  return {
    admin: adminOf(current, kinds),
    store: {
      about: { name: 'kv', contract: 1, durability: 'power', writers: 'one-process', lanes: 1, limits: contractLimits },
      commit: (tenant, change) =>
        new ResultAsync(
          Promise.resolve(closed ? err(storageUnavailable('closed')) : commitTo(shared.file, kinds, tenant, change, clock.now())),
        ),
      load: (tenant, refs) =>
        answer((file) =>
          refs.map((ref) => {
            const found = tenantData(file, tenant).get('doc', refKey(ref))
            return found === undefined ? null : { ref: found.ref, version: found.version, doc: found.doc }
          }),
        ),
      find: (tenant, query) => answer((file) => findIn(tenantData(file, tenant), query)),
      count: (tenant, query) => answer((file) => countIn(tenantData(file, tenant), query)),
      journal: (tenant, read) => answer((file) => journalOf(tenantData(file, tenant), read)),
      claim: (request) => answer((file) => claimFrom(file, request, clock.now(), randomSecret())),
      lease: (changes) => answer((file) => changes.map((change) => changeLease(file, change, clock.now()))),
      close() {
        if (!closed) shared.leave()
        closed = true
        return okAsync(undefined)
      },
    },
  }
}

/** One file for all handles of this process. */
interface Shared {
  readonly file: KeyValueFile
  readonly leave: () => void
}

const openFiles = new Map<string, { readonly file: KeyValueFile; users: number }>()

function openShared(path: string, sync: ((file: number) => void) | undefined): Shared {
  const name = resolve(path)
  const open = openFiles.get(name) ?? { file: new KeyValueFile(name, sync ?? fsyncSync), users: 0 }
  openFiles.set(name, open)
  open.users += 1
  return {
    file: open.file,
    leave() {
      open.users -= 1
      if (open.users > 0) return
      openFiles.delete(name)
      open.file.close()
    },
  }
}
