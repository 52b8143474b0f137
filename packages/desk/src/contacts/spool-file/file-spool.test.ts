import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { type FileHandle, open as openFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import type { OpenSpool } from '@caseload/desk'
import { fileSpool } from '@caseload/desk/file-spool'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { headerBytes } from './spool-record.ts'

let root: string
let folder: string
const opened: OpenSpool[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'caseload-spool-'))
  folder = join(root, 'spool')
  mkdirSync(folder)
})

afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close()
  rmSync(root, { recursive: true, force: true })
})

async function open(segmentBytes?: number): Promise<OpenSpool> {
  const spool = orThrow(await fileSpool(segmentBytes === undefined ? { folder } : { folder, segmentBytes }).open())
  opened.push(spool)
  return spool
}

async function texts(spool: OpenSpool): Promise<readonly string[]> {
  const found: string[] = []
  for (const position of spool.found) found.push(orThrow(await spool.read(position)))
  return found
}

/** What is on the disk as a killed process leaves it: the same files without its lock. */
async function afterKill(change: (file: string) => void = () => undefined): Promise<string> {
  const copy = mkdtempSync(join(root, 'copy-'))
  for (const name of segments()) writeFileSync(join(copy, name), readFileSync(join(folder, name)))
  const last = segments(copy).at(-1)
  if (last !== undefined) change(join(copy, last))
  return copy
}

const segments = (of = folder): readonly string[] =>
  readdirSync(of)
    .filter((name) => name.endsWith('.spool'))
    .sort()

async function openCopy(copy: string) {
  const spool = await fileSpool(copy).open()
  if (spool.isOk()) opened.push(spool.value)
  return spool
}

describe('fileSpool', () => {
  it('gives back what was appended and not removed, in order, over several files', async () => {
    const spool = await open(4096)
    const positions: string[] = []
    for (let number = 0; number < 50; number += 1)
      positions.push(orThrow(await spool.append(`text ${number} ${'x'.repeat(300)}`)))
    expect(segments().length).toBeGreaterThan(2)
    for (const index of [0, 7, 49]) orThrow(await spool.remove(positions[index] ?? ''))
    await spool.close()
    const left = (await texts(await open(4096))).map((text) => Number(text.split(' ')[1]))
    expect(left).toEqual(Array.from({ length: 50 }, (_, number) => number).filter((number) => ![0, 7, 49].includes(number)))
  })

  it('makes texts that come together durable together, each with a place of its own', async () => {
    const spool = await open()
    const positions = await Promise.all(Array.from({ length: 200 }, (_, number) => spool.append(`é${number}`)))
    const places = positions.map((position) => orThrow(position))
    expect(new Set(places).size).toBe(200)
    for (const [number, place] of places.entries()) expect(orThrow(await spool.read(place))).toBe(`é${number}`)
    const copy = await afterKill()
    expect(await texts(orThrow(await openCopy(copy)))).toEqual(Array.from({ length: 200 }, (_, number) => `é${number}`))
  })

  it('drops a last text that was cut off at any byte, and goes on behind the one before it', async () => {
    const spool = await open()
    orThrow(await spool.append('first'))
    orThrow(await spool.append('second'))
    const file = join(folder, segments()[0] ?? '')
    const before = statSync(file).size
    orThrow(await spool.append('third'))
    for (let length = before; length < statSync(file).size; length += 1) {
      const copy = await afterKill((path) => truncateSync(path, length))
      const again = orThrow(await openCopy(copy))
      expect(await texts(again), `cut at ${length}`).toEqual(['first', 'second'])
      orThrow(await again.append('fourth'))
      await again.close()
      expect(await texts(orThrow(await openCopy(copy)))).toEqual(['first', 'second', 'fourth'])
    }
  })

  it('drops rubbish behind the last text', async () => {
    const spool = await open()
    orThrow(await spool.append('first'))
    const copy = await afterKill((path) => appendFileSync(path, Buffer.alloc(5000, 0x43)))
    expect(await texts(orThrow(await openCopy(copy)))).toEqual(['first'])
  })

  it('refuses to open where something acknowledged was changed, whichever byte, rather than lose it', async () => {
    const spool = await open()
    orThrow(await spool.append('first'))
    const file = join(folder, segments()[0] ?? '')
    const from = statSync(file).size
    orThrow(await spool.append('second'))
    const to = statSync(file).size
    orThrow(await spool.append('third'))
    for (let at = from; at < to; at += 1) {
      const copy = await afterKill((path) => {
        const bytes = readFileSync(path)
        bytes[at] = (bytes[at] ?? 0) ^ 0xff
        writeFileSync(path, bytes)
      })
      const again = await openCopy(copy)
      // The mark of removal is the one byte no checksum covers; a text behind it is still whole there, and stays.
      if (again.isErr()) expect(again.error.kind, `byte ${at}`).toBe('spool/corrupt')
      else expect(await texts(again.value), `byte ${at}`).toEqual(['first', 'second', 'third'])
    }
  })

  it('refuses to open where something acknowledged is zeros, which a disk gives for what it has lost', async () => {
    const spool = await open()
    orThrow(await spool.append('first'))
    const file = join(folder, segments()[0] ?? '')
    const end = statSync(file).size
    orThrow(await spool.append('second'))
    const copy = await afterKill((path) => {
      const bytes = readFileSync(path)
      writeFileSync(path, bytes.fill(0, end - 'first'.length, end))
    })
    expect((await openCopy(copy))._unsafeUnwrapErr().kind).toBe('spool/corrupt')
  })

  it('overwrites, when it is opened, what is left of a text that was being removed', async () => {
    const spool = await open()
    const secret = orThrow(await spool.append('canary eve@example.com'))
    orThrow(await spool.append('stays'))
    const before = readFileSync(join(folder, segments()[0] ?? ''))
    orThrow(await spool.remove(secret))
    const copy = await afterKill((path) => {
      // The mark of removal, and the first byte, are all that came to the disk.
      const bytes = readFileSync(path)
      before.copy(bytes, headerBytes + 1, headerBytes + 1)
      writeFileSync(path, bytes)
    })
    const path = join(copy, segments(copy)[0] ?? '')
    expect(readFileSync(path).includes('example.com')).toBe(true)
    expect(await texts(orThrow(await openCopy(copy)))).toEqual(['stays'])
    expect(readFileSync(path).includes('example.com')).toBe(false)
  })

  it('names the file that cannot be read, and opens with the rest once it is moved aside', async () => {
    const spool = await open(4096)
    for (let number = 0; number < 30; number += 1) orThrow(await spool.append(`text ${number} ${'x'.repeat(300)}`))
    const copy = await afterKill()
    const [first = '', second = '', ...rest] = segments(copy)
    expect(rest.length).toBeGreaterThan(0)
    const bytes = readFileSync(join(copy, second))
    bytes[400] = (bytes[400] ?? 0) ^ 0xff
    writeFileSync(join(copy, second), bytes)
    const refused = (await openCopy(copy))._unsafeUnwrapErr()
    expect([refused.kind, refused.message.includes(second)]).toEqual(['spool/corrupt', true])
    expect(readFileSync(join(copy, second))).toEqual(bytes)
    renameSync(join(copy, second), join(copy, 'aside'))
    const left = await texts(orThrow(await openCopy(copy)))
    const numbers = left.map((text) => Number(text.split(' ')[1]))
    const inFirst =
      readFileSync(join(copy, first))
        .toString('latin1')
        .match(/text \d+/g)?.length ?? 0
    expect(numbers.slice(0, inFirst)).toEqual(Array.from({ length: inFirst }, (_, number) => number))
    expect(numbers.at(-1)).toBe(29)
    expect(numbers.length).toBeLessThan(30)
  })

  it('leaves nothing to read of what was removed, at once', async () => {
    const spool = await open()
    const secret = orThrow(await spool.append('canary eve@example.com'))
    const other = orThrow(await spool.append('stays'))
    expect(readFileSync(join(folder, segments()[0] ?? '')).includes('canary')).toBe(true)
    orThrow(await spool.remove(secret))
    expect(readFileSync(join(folder, segments()[0] ?? '')).includes('canary')).toBe(false)
    expect((await spool.read(secret))._unsafeUnwrapErr().kind).toBe('spool/corrupt')
    expect(orThrow(await spool.read(other))).toBe('stays')
  })

  it('deletes files that hold nothing any more, and takes no more room than what waits', async () => {
    const spool = await open(4096)
    for (let number = 0; number < 200; number += 1) orThrow(await spool.remove(orThrow(await spool.append('x'.repeat(500)))))
    expect(segments().length).toBeLessThanOrEqual(1)
    await spool.close()
    expect(segments()).toEqual([])
  })

  it('acknowledges nothing after a flush that failed before what it left is off the disk', async () => {
    const spool = await open()
    const kept = orThrow(await spool.append('first'))
    const file = await openFile(join(folder, segments()[0] ?? ''))
    const handles: Pick<FileHandle, 'datasync' | 'truncate'> = Object.getPrototypeOf(file)
    await file.close()
    const flushing = vi.spyOn(handles, 'datasync').mockRejectedValueOnce(new Error('EIO'))
    const cutting = vi.spyOn(handles, 'truncate').mockRejectedValueOnce(new Error('EIO')).mockRejectedValueOnce(new Error('EIO'))
    try {
      for (const text of ['flush failed', 'cut failed']) {
        expect((await spool.append(text))._unsafeUnwrapErr().kind).toBe('spool/unavailable')
      }
      orThrow(await spool.append('second'))
      expect(cutting).toHaveBeenCalledTimes(3)
      // The one that failed, the cut that worked, and the text.
      expect(flushing).toHaveBeenCalledTimes(3)
      expect(flushing.mock.contexts[1]).toBe(cutting.mock.contexts[2])
      expect(await texts(orThrow(await openCopy(await afterKill())))).toEqual(['first', 'second'])
      orThrow(await spool.remove(kept))
      orThrow(await spool.append('third'))
    } finally {
      flushing.mockRestore()
      cutting.mockRestore()
    }
  })

  it('is not in the way for ever where a file cannot be cut: once nothing waits in it, it goes', async () => {
    const spool = await open()
    const kept = orThrow(await spool.append('first'))
    const file = await openFile(join(folder, segments()[0] ?? ''))
    const handles: Pick<FileHandle, 'datasync' | 'truncate'> = Object.getPrototypeOf(file)
    await file.close()
    const flushing = vi.spyOn(handles, 'datasync').mockRejectedValueOnce(new Error('EIO'))
    const cutting = vi.spyOn(handles, 'truncate').mockRejectedValue(new Error('EIO'))
    try {
      expect((await spool.append('x')).isErr()).toBe(true)
      expect((await spool.append('y')).isErr()).toBe(true)
      orThrow(await spool.remove(kept))
      orThrow(await spool.append('second'))
    } finally {
      flushing.mockRestore()
      cutting.mockRestore()
    }
    expect(await texts(orThrow(await openCopy(await afterKill())))).toEqual(['second'])
  })

  it('leaves a text as it is whose removal cannot be made durable, also where a text comes with it, and removes it later', async () => {
    const spool = await open()
    const first = orThrow(await spool.append('first'))
    const file = await openFile(join(folder, segments()[0] ?? ''))
    const handles: Pick<FileHandle, 'datasync'> = Object.getPrototypeOf(file)
    await file.close()
    const flushing = vi.spyOn(handles, 'datasync')
    try {
      flushing.mockRejectedValueOnce(new Error('EIO'))
      expect((await spool.remove(first))._unsafeUnwrapErr().kind).toBe('spool/unavailable')
      expect(orThrow(await spool.read(first))).toBe('first')
      flushing.mockRejectedValueOnce(new Error('EIO'))
      const both = await Promise.all([spool.remove(first), spool.append('second')])
      expect(both.map((result) => result._unsafeUnwrapErr().kind)).toEqual(['spool/unavailable', 'spool/unavailable'])
      expect(orThrow(await spool.read(first))).toBe('first')
    } finally {
      flushing.mockRestore()
    }
    orThrow(await spool.remove(first))
    orThrow(await spool.append('third'))
    expect(await texts(orThrow(await openCopy(await afterKill())))).toEqual(['third'])
  })

  it('keeps no file open where it cannot be opened, and opens once it can', async () => {
    const spool = await open(4096)
    for (let number = 0; number < 30; number += 1) orThrow(await spool.append(`text ${number} ${'x'.repeat(300)}`))
    await spool.close()
    const file = await openFile(join(folder, segments()[0] ?? ''))
    const handles: Pick<FileHandle, 'datasync'> = Object.getPrototypeOf(file)
    await file.close()
    const flushing = vi.spyOn(handles, 'datasync').mockResolvedValueOnce().mockRejectedValueOnce(new Error('EIO'))
    try {
      expect((await fileSpool(folder).open())._unsafeUnwrapErr().kind).toBe('spool/unavailable')
      // A handle that was closed has no descriptor any more.
      expect(flushing.mock.contexts).toHaveLength(2)
      for (const handle of flushing.mock.contexts) expect(handle).toHaveProperty('fd', -1)
    } finally {
      flushing.mockRestore()
    }
    expect(await texts(await open())).toHaveLength(30)
  })

  it('is one process’s at a time', async () => {
    const spool = await open()
    expect((await fileSpool(folder).open())._unsafeUnwrapErr().kind).toBe('spool/in-use')
    await spool.close()
    expect((await openCopy(folder)).isOk()).toBe(true)
  })

  it('is readable for its owner only', async () => {
    const nested = join(folder, 'made')
    const spool = orThrow(await fileSpool(nested).open())
    opened.push(spool)
    orThrow(await spool.append('x'))
    expect(statSync(nested).mode & 0o777).toBe(0o700)
    expect(statSync(join(nested, segments(nested)[0] ?? '')).mode & 0o777).toBe(0o600)
  })

  it('answers with a problem, not a throw, when it is closed or its folder cannot be used', async () => {
    const spool = await open()
    await spool.close()
    await spool.close()
    expect((await spool.append('x'))._unsafeUnwrapErr().kind).toBe('spool/closed')
    expect((await spool.read('x'))._unsafeUnwrapErr().kind).toBe('spool/closed')
    writeFileSync(join(folder, 'file'), '')
    const refused = (await fileSpool(join(folder, 'file')).open())._unsafeUnwrapErr()
    expect(refused.kind).toBe('spool/unavailable')
    expect(JSON.stringify(refused)).not.toContain(folder)
  })
})
