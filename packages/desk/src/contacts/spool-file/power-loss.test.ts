import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, open as openFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import type { OpenSpool } from '@caseload/desk'
import { fileSpool } from '@caseload/desk/file-spool'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** What a disk writes whole or not at all. */
const sectorBytes = 512

/** What a spool had promised when the power went. */
interface Promised {
  /** Texts that were acknowledged and are not to be removed. */
  readonly kept: readonly string[]
  /** Texts that may be there or not: not acknowledged yet, or being removed. */
  readonly open: readonly string[]
}

/** What of a file is on the disk for sure, and what may be on it as well. */
interface Image {
  readonly durable: Buffer
  /** Sectors as each write since the last flush has left them, by their number. */
  readonly sectors: ReadonlyMap<number, readonly Buffer[]>
  /** Length the file has been given. */
  readonly length: number
}

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'caseload-power-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Watches everything that is written, and takes an image after each write and each flush. */
async function recorded(work: (spool: OpenSpool, promise: (change: Partial<Promised>) => void) => Promise<void>) {
  const probe = await openFile(join(root, 'probe'), 'w')
  const handles: Pick<FileHandle, 'write' | 'datasync' | 'truncate'> = Object.getPrototypeOf(probe)
  await probe.close()
  const { write, datasync, truncate } = handles
  let now = Buffer.alloc(0)
  let durable = now
  let sectors = new Map<number, Buffer[]>()
  let promised: Promised = { kept: [], open: [] }
  const images: { readonly image: Image; readonly promised: Promised }[] = []
  const look = (): void => {
    images.push({ image: { durable, sectors: new Map(sectors), length: now.length }, promised })
  }
  vi.spyOn(handles, 'write').mockImplementation(async function (this: FileHandle, ...args: unknown[]) {
    const [bytes, from, length, at] = args
    if (!(bytes instanceof Uint8Array) || typeof from !== 'number' || typeof length !== 'number' || typeof at !== 'number')
      throw new TypeError('a write of another form')
    const written = await Reflect.apply(write, this, args)
    const next = Buffer.alloc(Math.max(now.length, at + length))
    now.copy(next)
    next.set(bytes.subarray(from, from + length), at)
    now = next
    for (let sector = Math.floor(at / sectorBytes); sector * sectorBytes < at + length; sector += 1) {
      sectors.set(sector, [...(sectors.get(sector) ?? []), now.subarray(sector * sectorBytes, (sector + 1) * sectorBytes)])
    }
    look()
    return written
  })
  vi.spyOn(handles, 'datasync').mockImplementation(async function (this: FileHandle) {
    await Reflect.apply(datasync, this, [])
    durable = now
    sectors = new Map()
    look()
  })
  vi.spyOn(handles, 'truncate').mockImplementation(() => Promise.reject(new Error('nothing is cut while the power is there')))
  try {
    const spool = orThrow(await fileSpool(join(root, 'spool')).open())
    await work(spool, (change) => {
      promised = { ...promised, ...change }
    })
    vi.restoreAllMocks()
    await spool.close()
  } finally {
    vi.restoreAllMocks()
  }
  expect(handles.truncate).toBe(truncate)
  return images
}

/** Every file that a loss of power may leave of an image: each sector as it was or as any write left it, with the new length or the old one. */
function* afterPowerLoss({ durable, sectors, length }: Image): Generator<Buffer> {
  const changed = [...sectors]
  const choices = changed.map(([, versions]) => versions.length + 1)
  const count = choices.reduce((product, each) => product * each, 1)
  for (let number = 0; number < count; number += 1) {
    const bytes = Buffer.alloc(length)
    durable.copy(bytes)
    let rest = number
    for (const [index, [sector, versions]] of changed.entries()) {
      const choice = rest % (choices[index] ?? 1)
      rest = Math.floor(rest / (choices[index] ?? 1))
      const version = versions[choice - 1]
      if (version !== undefined) bytes.set(version, sector * sectorBytes)
    }
    yield bytes
    if (durable.length < length) yield bytes.subarray(0, durable.length)
  }
}

async function textsOf(spool: OpenSpool): Promise<readonly string[]> {
  const found: string[] = []
  for (const position of spool.found) found.push(orThrow(await spool.read(position)))
  return found
}

/** Opens all that may be left; gives how many files that were. */
async function holdsAfterAny(images: Awaited<ReturnType<typeof recorded>>): Promise<number> {
  const seen = new Set<string>()
  for (const { image, promised } of images) {
    for (const bytes of afterPowerLoss(image)) {
      const name = `${bytes.toString('base64')} ${JSON.stringify(promised)}`
      if (seen.has(name)) continue
      seen.add(name)
      const folder = join(root, `loss-${seen.size}`)
      mkdirSync(folder)
      writeFileSync(join(folder, '0000000001.spool'), bytes)
      const spool = orThrow(await fileSpool(folder).open())
      const found = await textsOf(spool)
      const initials = found.map((text) => text.charAt(0))
      expect(new Set(found).size, `nothing twice: ${initials}`).toBe(found.length)
      expect(found.filter((text) => !promised.open.includes(text))).toEqual(promised.kept)
      // What was found is there again, and goes on.
      orThrow(await spool.append('later'))
      await spool.close()
      const again = orThrow(await fileSpool(folder).open())
      expect(await textsOf(again)).toEqual([...found, 'later'])
      await again.close()
      rmSync(folder, { recursive: true })
    }
  }
  return seen.size
}

const long = (letter: string): string => letter.repeat(1100)

describe('given a loss of power that kept any part of what was not flushed', () => {
  it('opens and has lost nothing while a text was being removed between two others', async () => {
    const [a, b, c] = [long('a'), long('b'), long('c')]
    const images = await recorded(async (spool, promise) => {
      promise({ open: [a, b, c] })
      const [, second] = await Promise.all([spool.append(a), spool.append(b), spool.append(c)])
      promise({ kept: [a, c], open: [b] })
      orThrow(await spool.remove(orThrow(second)))
    })
    expect(await holdsAfterAny(images)).toBeGreaterThan(100)
  })

  it('opens and has lost nothing while texts were removed, and another came, at once', async () => {
    const [a, b, c] = [long('a'), 'b'.repeat(300), 'short']
    const images = await recorded(async (spool, promise) => {
      promise({ open: [a, b] })
      const [first, second] = await Promise.all([spool.append(a), spool.append(b)])
      promise({ open: [a, b, c] })
      const [, , third] = await Promise.all([spool.remove(orThrow(first)), spool.remove(orThrow(second)), spool.append(c)])
      orThrow(third)
      promise({ kept: [c], open: [a, b, 'last'] })
      orThrow(await spool.append('last'))
      promise({ kept: [c, 'last'], open: [a, b] })
    })
    expect(await holdsAfterAny(images)).toBeGreaterThan(50)
  })

  it('opens and has lost nothing while several texts were being appended behind one that was acknowledged', async () => {
    const [a, b, c, d] = ['first', long('b'), long('c'), 'd']
    const images = await recorded(async (spool, promise) => {
      promise({ open: [a] })
      orThrow(await spool.append(a))
      promise({ kept: [a], open: [b, c, d] })
      for (const each of await Promise.all([spool.append(b), spool.append(c), spool.append(d)])) orThrow(each)
      promise({ kept: [a, b, c, d], open: [] })
    })
    expect(await holdsAfterAny(images)).toBeGreaterThan(30)
  })
})
