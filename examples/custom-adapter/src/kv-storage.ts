import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Clock, instant, type TenantId } from '@caseload/core'
import {
  checkKinds,
  contractLimits,
  type OpenStore,
  randomSecret,
  readExport,
  type Storage,
  type StorageUnavailable,
  storageUnavailable,
} from '@caseload/storage'
import * as evaluate from '@caseload/storage/evaluate'
import { err, errAsync, okAsync, Result, ResultAsync } from 'neverthrow'

/** How the file is used; both are for tests, and by default the host's. */
export interface KvStorageOptions {
  readonly clock?: Clock
  readonly sync?: (file: number) => void
}

/** Caseload on a file of keys and values, for one process: the whole adapter. */
export function kvStorage(path: string, { clock = hostClock, sync = fsyncSync }: KvStorageOptions = {}): Storage {
  return {
    name: 'kv',
    open: ({ kinds }) => {
      const checked = checkKinds(kinds)
      if (checked.isErr()) return errAsync(checked.error)
      const opened = trying(() => shareFile(resolve(path), sync)).andThen((file) =>
        evaluate
          .decideBackfill(file.tenants, kinds)
          .andThen(({ changes }) => trying(() => file.write(changes)))
          .map(() => openStore(file, kinds, clock))
          .orTee(() => file.leave()),
      )
      return new ResultAsync(Promise.resolve(opened))
    },
  }
}

/** The port: ask what the call means for the rows there are, store the rows that change in one go, answer. */
function openStore(file: KeyValueFile, kinds: Parameters<Storage['open']>[0]['kinds'], clock: Clock): OpenStore {
  let closed = false
  const answer = <Value>(work: () => Value) =>
    new ResultAsync(Promise.resolve(closed ? err(storageUnavailable('closed')) : trying(work)))
  const of = (tenant: TenantId) => file.tenants.get(tenant) ?? evaluate.emptyTables()
  const store = <Answer>({ answer: given, changes }: evaluate.Decision<Answer>): Answer => {
    file.write(changes)
    return given
  }
  return {
    store: {
      about: { name: 'kv', contract: 1, durability: 'power', writers: 'one-process', lanes: 1, limits: contractLimits },
      commit: (tenant, change) =>
        answer(() => evaluate.decideCommit(of(tenant), kinds, tenant, change, clock.now()).map(store)).andThen((done) => done),
      load: (tenant, refs) => answer(() => evaluate.loadDocs(of(tenant), refs)),
      find: (tenant, query) => answer(() => evaluate.findDocs(of(tenant), query)),
      count: (tenant, query) => answer(() => evaluate.countDocs(of(tenant), query)),
      journal: (tenant, read) => answer(() => evaluate.readJournal(of(tenant), read)),
      claim: (request) => answer(() => store(evaluate.decideClaim(file.tenants, request, clock.now(), randomSecret()))),
      lease: (changes) => answer(() => changes.map((each) => store(evaluate.decideLease(file.tenants, each, clock.now())))),
      close: () => {
        if (!closed) file.leave()
        closed = true
        return okAsync(undefined)
      },
    },
    admin: {
      migrate: () => answer(() => ({ from: 1, to: 1, applied: [], pending: [] })),
      redact: (tenant, entries) => answer(() => store(evaluate.decideRedaction(of(tenant), tenant, entries))),
      scrub: () => answer(() => file.compact()),
      async *exportTenant(tenant) {
        if (closed) throw new Error('the store was closed', { cause: storageUnavailable('closed') })
        yield* evaluate.exportTables(of(tenant), kinds, tenant)
      },
      importTenant: (tenant, lines) =>
        new ResultAsync(readExport(lines, kinds, contractLimits)).andThen((found) =>
          answer(() => evaluate.decideImport(of(tenant), tenant, found).map(store)).andThen((done) => done),
        ),
      dropTenant: (tenant) => answer(() => store(evaluate.decideDrop(of(tenant), tenant))),
      prune: (policy) => answer(() => store(evaluate.decidePruning(file.tenants, policy))),
      verify: (tenant) => answer(() => evaluate.verifyTables(of(tenant))),
      lag: (request) => answer(() => evaluate.followerLags(file.tenants, request)),
    },
  }
}

/** The database, as small as one can be that is atomic: changes that come together are one line, and a line without its end never happened. */
class KeyValueFile {
  readonly tenants = new Map<TenantId, evaluate.TableMaps>()
  users = 0
  readonly #path: string
  readonly #sync: (file: number) => void
  #file: number
  #length: number

  constructor(path: string, sync: (file: number) => void) {
    this.#path = path
    this.#sync = sync
    lock(path)
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
    this.#length = bytes.lastIndexOf('\n') + 1
    for (const line of bytes.toString('utf8', 0, this.#length).split('\n')) {
      if (line !== '') evaluate.applyChanges(this.tenants, JSON.parse(line))
    }
    // What a crash has left of a line must not become the beginning of the next one.
    if (this.#length < bytes.length) truncateSync(path, this.#length)
    this.#file = openSync(path, 'a', 0o600)
    this.#syncName()
  }

  /** All of it or nothing, and on the disk before anybody sees it. */
  write(changes: readonly evaluate.RowChange[]): void {
    if (changes.length === 0) return
    const line = Buffer.from(`${JSON.stringify(changes)}\n`)
    try {
      for (let at = 0; at < line.length; ) at += writeSync(this.#file, line, at)
      this.#sync(this.#file)
    } catch (cause) {
      ftruncateSync(this.#file, this.#length)
      throw cause
    }
    this.#length += line.length
    evaluate.applyChanges(this.tenants, changes)
  }

  /** Writes the file anew with what there is, so that what was taken away is in no byte of it. */
  compact(): void {
    const lines = [...this.tenants].map(([tenant, tables]) => `${JSON.stringify(evaluate.allChanges(tables, tenant))}\n`)
    writeFileSync(`${this.#path}.new`, lines.join(''), { mode: 0o600, flush: true })
    renameSync(`${this.#path}.new`, this.#path)
    closeSync(this.#file)
    this.#file = openSync(this.#path, 'a', 0o600)
    this.#length = Buffer.byteLength(lines.join(''))
    this.#syncName()
  }

  /** A file whose name is not on the disk is not there after a loss of power, whatever is in it. */
  #syncName(): void {
    const folder = openSync(dirname(this.#path), 'r')
    this.#sync(folder)
    closeSync(folder)
  }

  /** The last one closes it. */
  leave(): void {
    this.users -= 1
    if (this.users > 0) return
    openFiles.delete(this.#path)
    closeSync(this.#file)
    rmSync(`${this.#path}.lock`, { force: true })
  }
}

const openFiles = new Map<string, KeyValueFile>()

/** One file for all handles of this process. */
function shareFile(path: string, sync: (file: number) => void): KeyValueFile {
  const file = openFiles.get(path) ?? new KeyValueFile(path, sync)
  openFiles.set(path, file)
  file.users += 1
  return file
}

/** Refuses a file that a living process has. */
function lock(path: string): void {
  const name = `${path}.lock`
  const holder = existsSync(name) ? Number(readFileSync(name, 'utf8')) : process.pid
  if (holder !== process.pid && trying(() => process.kill(holder, 0)).isOk()) throw new Error('another process has the file')
  rmSync(name, { force: true })
  writeFileSync(name, String(process.pid), { flag: 'wx', mode: 0o600 })
}

function trying<Value>(work: () => Value): Result<Value, StorageUnavailable> {
  return Result.fromThrowable(work, (cause) => storageUnavailable('other', cause))()
}

const hostClock: Clock = { now: () => instant(Date.now()) }
