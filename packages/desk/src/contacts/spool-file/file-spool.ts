import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { type ContactSpool, type OpenSpool, type SpoolPosition, type SpoolProblem, spoolProblem } from '../contact-spool.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { type Scan, scanSegments } from './scan-segments.ts'
import { headerBytes, readRecord, removalMark, removalMarkAt, writeRecord } from './spool-record.ts'

/** Where a spool keeps its texts. */
export interface FileSpoolOptions {
  /** A folder of its own, on a local disk; made if it is not there, readable for its owner only. One process at a time. */
  readonly folder: string
  /** Begins a new file after so many bytes, 4,096 to 1 GiB; 8 MiB where absent. A file goes when nothing in it waits any more. */
  readonly segmentBytes?: number
}

/**
 * Keeps contacts that wait in the files of a folder.
 *
 * A text counts as taken in when the disk has it (`fdatasync`); texts that come while the disk is busy go together with the next one. Each has a length and two checksums: one that was cut off by a crash, and so was never acknowledged, is dropped;
 * one that had been acknowledged and cannot be read is `spool/corrupt`, and nothing is thrown away. Removed texts are overwritten with zeros before `remove` resolves, and files without any are deleted.
 *
 * @param options - The folder, or the folder with more.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { orThrow } from '@caseload/core'
 * import { fileSpool } from '@caseload/desk/file-spool'
 *
 * const folder = mkdtempSync(join(tmpdir(), 'spool-'))
 * const spool = orThrow(await fileSpool(folder).open())
 * const position = orThrow(await spool.append('hello'))
 * await spool.close()
 *
 * const again = orThrow(await fileSpool(folder).open())
 * again.found // => [position]
 * orThrow(await again.read(position)) // => 'hello'
 * orThrow(await again.remove(position))
 * await again.close()
 * ```
 */
export function fileSpool(options: string | FileSpoolOptions): ContactSpool {
  const { folder, segmentBytes = 8 * 1024 * 1024 } = typeof options === 'string' ? { folder: options } : options
  return {
    open: () => new ResultAsync(openFolder(folder, Math.min(2 ** 30, Math.max(4096, segmentBytes)))),
  }
}

/** One file of the folder. */
interface Segment {
  readonly name: string
  readonly file: FileHandle
  /** How many of its texts wait. */
  waiting: number
  /** Where the next record goes. */
  end: number
}

interface Waiting {
  readonly bytes: Buffer
  readonly done: (result: Result<SpoolPosition, SpoolProblem>) => void
}

/** A text that is to go. */
interface Leaving {
  readonly position: SpoolPosition
  readonly segment: Segment
  readonly at: number
  readonly length: number
  readonly done: (result: Result<void, SpoolProblem>) => void
}

/** A file that was to be flushed. */
interface Tried {
  readonly segment: Segment
  readonly flushed: boolean
  readonly cause?: unknown
}

const ownerOnly = 0o600
const segmentName = /^\d{10}\.spool$/
/** So much goes to the disk at once at most. */
const largestWrite = 4 * 1024 * 1024

async function openFolder(folder: string, segmentBytes: number): Promise<Result<OpenSpool, SpoolProblem>> {
  let lock: FolderLock | null = null
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    lock = lockFolder(folder)
    if (lock === null) return err(spoolProblem('spool/in-use', 'another process has the spool'))
    const names = (await readdir(folder)).filter((name) => segmentName.test(name)).sort()
    const read = await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })))
    const scan = scanSegments(read)
    if (scan.damage !== null) {
      lock.release()
      const { segment, at } = scan.damage
      return err(spoolProblem('spool/corrupt', `something acknowledged cannot be read: ${segment}, from byte ${at} on`))
    }
    return ok(await openSegments(folder, segmentBytes, names, scan, lock))
  } catch (cause) {
    lock?.release()
    return err(spoolProblem('spool/unavailable', 'the folder of the spool cannot be used', cause))
  }
}

async function openSegments(
  folder: string,
  segmentBytes: number,
  names: readonly string[],
  scan: Scan,
  lock: FolderLock,
): Promise<OpenSpool> {
  const segments = await openWaiting(folder, names, scan)
  const lengths = new Map<SpoolPosition, number>(scan.found.map(({ segment, at, length }) => [`${segment}:${at}`, length]))
  let number = scan.last
  let durable = scan.last
  let files = Number.parseInt(names.at(-1) ?? '0', 10)
  let current: Segment | null = null
  /** Files whose last write failed, until nothing of it is left. */
  const unsettled = new Set<Segment>()
  let closed = false
  const queue: Waiting[] = []
  const leaving: Leaving[] = []
  let writing: Promise<void> | null = null

  return {
    found: [...lengths.keys()],

    append: (text) =>
      new ResultAsync(
        new Promise((done) => {
          if (closed) return done(err(spoolProblem('spool/closed', 'the spool was closed')))
          queue.push({ bytes: Buffer.from(text), done })
          writing ??= writeAll()
        }),
      ),

    read: (position) =>
      guarded(async () => {
        const place = placeOf(position)
        if (place === null) return err(spoolProblem('spool/corrupt', 'nothing waits there'))
        const record = Buffer.alloc(headerBytes + place.length)
        await place.segment.file.read(record, 0, record.length, place.at)
        if (readRecord(record, 0)?.waiting !== true)
          return err(spoolProblem('spool/corrupt', 'something acknowledged cannot be read'))
        return ok(record.toString('utf8', headerBytes))
      }),

    remove: (position) =>
      guarded(async () => {
        const place = placeOf(position)
        if (place === null) return ok(undefined)
        lengths.delete(position)
        return new Promise((done) => {
          leaving.push({ ...place, position, done })
          writing ??= writeAll()
        })
      }),

    close: () =>
      new ResultAsync(
        (async () => {
          if (closed) return ok(undefined)
          closed = true
          await writing
          for (const segment of [...segments.values()]) {
            if (segment.waiting === 0) await drop(segment)
            else {
              await segment.file.datasync().catch(() => undefined)
              await segment.file.close().catch(() => undefined)
            }
          }
          lock.release()
          return ok(undefined)
        })(),
      ),
  }

  /** Group commit: everything that waits goes with one write and one flush, and so does what is to go. One flush at a time, since the system tells of one that failed only once. */
  async function writeAll(): Promise<void> {
    // Whoever appends in this very turn comes along.
    await Promise.resolve()
    while (queue.length > 0 || leaving.length > 0) {
      let bytes = 0
      let count = 0
      while (count < queue.length && (count === 0 || bytes < largestWrite)) {
        bytes += queue[count]?.bytes.length ?? 0
        count += 1
      }
      const marked = await mark(leaving.splice(0))
      const tried = count === 0 ? null : await writeBatch(queue.splice(0, count))
      await erase(marked, tried)
    }
    // In the same turn in which the queue was seen empty: whoever comes later begins anew.
    writing = null
  }

  /** Marks texts as removed; of those whose mark is written their files tell. */
  async function mark(texts: readonly Leaving[]): Promise<ReadonlyMap<Segment, readonly Leaving[]>> {
    const marked = new Map<Segment, Leaving[]>()
    for (const text of texts) {
      try {
        await writeWhole(text.segment.file, removalMark, text.at + removalMarkAt)
        const before = marked.get(text.segment)
        if (before === undefined) marked.set(text.segment, [text])
        else before.push(text)
      } catch (cause) {
        stay([text], cause)
      }
    }
    return marked
  }

  /**
   * Overwrites marked texts, once the disk has their marks: of what is not flushed a loss of power keeps any part, and a text of which a part is gone would be taken for damage without its mark.
   */
  async function erase(marked: ReadonlyMap<Segment, readonly Leaving[]>, tried: Tried | null): Promise<void> {
    for (const [segment, texts] of marked) {
      try {
        if (tried?.segment !== segment) await segment.file.datasync()
        else if (!tried.flushed) throw tried.cause
        for (const { at, length } of texts) await writeWhole(segment.file, Buffer.alloc(length), at + headerBytes)
      } catch (cause) {
        stay(texts, cause)
        continue
      }
      segment.waiting -= texts.length
      if (segment.waiting === 0 && (segment !== current || segment.end >= segmentBytes)) await drop(segment)
      for (const { done } of texts) done(ok(undefined))
    }
  }

  /** What could not be removed can be removed again. */
  function stay(texts: readonly Leaving[], cause: unknown): void {
    for (const { position, length, done } of texts) {
      lengths.set(position, length)
      done(err(spoolProblem('spool/unavailable', 'the spool cannot be written to', cause)))
    }
  }

  /** Appends a batch; gives the file that it flushed, or that it tried to flush in vain. */
  async function writeBatch(batch: readonly Waiting[]): Promise<Tried | null> {
    try {
      await settleEnds()
      const segment = await writable()
      const records = batch.map(({ bytes }) => {
        number += 1
        return writeRecord(number, durable, bytes)
      })
      const all = Buffer.concat(records)
      try {
        await writeWhole(segment.file, all, segment.end)
        await segment.file.datasync()
      } catch (cause) {
        // A file whose flush failed is not trusted again. What is cut off here was acknowledged to nobody.
        current = null
        unsettled.add(segment)
        await settleEnds().catch(() => undefined)
        refuse(batch, cause)
        return { segment, flushed: false, cause }
      }
      durable = number
      for (const [index, { done, bytes }] of batch.entries()) {
        const position = `${segment.name}:${segment.end}`
        lengths.set(position, bytes.length)
        segment.waiting += 1
        segment.end += records[index]?.length ?? 0
        done(ok(position))
      }
      return { segment, flushed: true }
    } catch (cause) {
      refuse(batch, cause)
      return null
    }
  }

  function refuse(batch: readonly Waiting[], cause: unknown): void {
    for (const { done } of batch) done(err(spoolProblem('spool/unavailable', 'the spool cannot be written to', cause)))
  }

  /** Remains of what was never acknowledged would be taken for damage once something later is durable, so they go first, for good. */
  async function settleEnds(): Promise<void> {
    for (const segment of unsettled) {
      await segment.file.truncate(segment.end)
      await segment.file.datasync()
      unsettled.delete(segment)
    }
  }

  /** The file that is written to; a new one where there is none or it is long enough. */
  async function writable(): Promise<Segment> {
    if (current !== null && current.end < segmentBytes) return current
    const before = current
    files += 1
    const name = `${String(files).padStart(10, '0')}.spool`
    const file = await open(join(folder, name), constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, ownerOnly)
    const segment: Segment = { name, file, waiting: 0, end: 0 }
    segments.set(name, segment)
    current = segment
    await syncFolder(folder)
    if (before !== null && before.waiting === 0) await drop(before)
    return segment
  }

  async function drop(segment: Segment): Promise<void> {
    if (!segments.delete(segment.name)) return
    if (current === segment) current = null
    unsettled.delete(segment)
    await segment.file.close().catch(() => undefined)
    await unlink(join(folder, segment.name)).catch(() => undefined)
  }

  function placeOf(position: SpoolPosition): { readonly segment: Segment; readonly at: number; readonly length: number } | null {
    const [name = '', at = ''] = position.split(':')
    const segment = segments.get(name)
    const length = lengths.get(position)
    return segment === undefined || length === undefined ? null : { segment, at: Number(at), length }
  }

  function guarded<Value>(work: () => Promise<Result<Value, SpoolProblem>>): ResultAsync<Value, SpoolProblem> {
    if (closed) return new ResultAsync(Promise.resolve(err(spoolProblem('spool/closed', 'the spool was closed'))))
    return new ResultAsync(
      work().catch((cause: unknown) => err(spoolProblem('spool/unavailable', 'the spool cannot be used', cause))),
    )
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at + written)
    written += bytesWritten
  }
}

/** The files in which something waits, cut to what is whole in them; the others go. */
async function openWaiting(folder: string, names: readonly string[], scan: Scan): Promise<Map<string, Segment>> {
  const segments = new Map<string, Segment>()
  try {
    for (const name of names) {
      const waiting = scan.found.filter(({ segment }) => segment === name).length
      const file = await open(join(folder, name), constants.O_RDWR)
      const end = scan.whole.get(name) ?? 0
      segments.set(name, { name, file, waiting, end })
      for (const { segment, at, length } of scan.remains) {
        if (segment === name) await writeWhole(file, Buffer.alloc(length), at + headerBytes)
      }
      if (waiting === 0) {
        segments.delete(name)
        await file.close()
        await unlink(join(folder, name))
        continue
      }
      await file.truncate(end)
      await file.datasync()
    }
    return segments
  } catch (cause) {
    for (const { file } of segments.values()) await file.close().catch(() => undefined)
    throw cause
  }
}

/** Makes the name of a new file durable; not every system knows how. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, constants.O_RDONLY)
    await handle.sync().finally(() => handle.close())
  } catch {
    // Where a folder cannot be opened, its entries are durable with the file.
  }
}
