import { type ChildProcess, spawn } from 'node:child_process'
import { orThrow, parseTenantId, seededEntropy } from '@caseload/core'
import { guardStore, type JournalCursor } from '@caseload/storage'
import { contractKinds } from '@caseload/storage/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteStorage } from './sqlite-storage.ts'
import { type SqlitePlace, sqlitePlace } from './testing/sqlite-fixture.ts'

const acme = orThrow(parseTenantId('acme'))
const fields = { status: 'open', name: 'n', rank: 0, at: 0, open: true }
let place: SqlitePlace

beforeEach(() => {
  place = sqlitePlace()
})

afterEach(() => {
  place.dispose()
})

interface Worker {
  readonly child: ChildProcess
  readonly lines: readonly string[]
  readonly ended: Promise<number | null>
}

function start(...job: readonly string[]): Worker {
  const script = new URL('./testing/worker.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--conditions=@caseload/source', '--no-warnings', script, ...job], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  return { child, lines, ended: new Promise((resolve) => child.on('close', resolve)) }
}

async function openHere() {
  const open = orThrow(await sqliteStorage(place.options).open({ kinds: contractKinds }))
  return { store: guardStore(open, { kinds: contractKinds }), admin: open.admin }
}

describe('given a process that writes and is killed', () => {
  it('keeps every acknowledged commit, whole, and nothing of any other, at ten random moments', async () => {
    const entropy = seededEntropy('kill')
    for (let kill = 0; kill < 10; kill += 1) {
      const name = `k${kill}`
      const worker = start('write', place.options.path, name)
      const commits = 1 + Math.floor(entropy.next() * 60)
      while (worker.lines.length < commits && worker.child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 2))
      worker.child.kill('SIGKILL')
      await worker.ended
      const acknowledged = worker.lines.length
      expect(acknowledged).toBeGreaterThanOrEqual(commits)
      const { store, admin } = await openHere()
      const query = { kind: 'item', key: { name: 'tag', value: name }, limit: 500 } as const
      let documents = 0
      let after: string | null = null
      do {
        const page: { readonly items: readonly unknown[]; readonly next: string | null } = orThrow(
          await store.find(acme, after === null ? query : { ...query, after }),
        )
        documents += page.items.length
        after = page.next
      } while (after !== null)
      // One commit may have been carried out without anybody being told.
      expect(documents - acknowledged).toBeGreaterThanOrEqual(0)
      expect(documents - acknowledged).toBeLessThanOrEqual(1)
      const counts = await countAll(store, name)
      expect(counts).toEqual({ entries: documents, notes: documents })
      expect(orThrow(await admin.verify(acme)).brokenAt).toBeNull()
      const last = { key: `${name}-${documents}`, writes: [], events: [] }
      expect(orThrow(await store.commit(acme, last)).replayed).toBe(true)
      await store.close()
    }
  }, 60_000)
})

async function countAll(store: Awaited<ReturnType<typeof openHere>>['store'], name: string) {
  let entries = 0
  for (let after = 0; ; ) {
    const page = orThrow(await store.journal(acme, { stream: name, after, limit: 500 }))
    entries += page.entries.length
    after += page.entries.length
    if (page.end) break
  }
  const refs = Array.from({ length: Math.min(entries, 500) }, (_, index) => ({ kind: 'side-note', id: `${name}-${index + 1}` }))
  const notes = entries > 500 ? entries : orThrow(await store.load(acme, refs)).filter((doc) => doc !== null).length
  return { entries, notes }
}

describe('given four processes on one file', () => {
  it('gives each of 400 items to one of them, and something to each', async () => {
    const { store } = await openHere()
    for (let batch = 0; batch < 4; batch += 1) {
      const work = Array.from(
        { length: 100 },
        (_, index) => ({ op: 'schedule', queue: 'q', id: `i${batch}-${index}`, dueAt: 0, payload: null }) as const,
      )
      orThrow(await store.commit(acme, { key: `b${batch}`, writes: [], events: [], work }))
    }
    const workers = ['a', 'b', 'c', 'd'].map((name) => start('claim', place.options.path, name))
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0, 0, 0])
    const items = workers.flatMap(({ lines }) => lines)
    expect([items.length, new Set(items).size]).toEqual([400, 400])
    await store.close()
  }, 60_000)

  it('loses no increment, and never gives up because the file is busy', async () => {
    const { store } = await openHere()
    const write = { op: 'put', ref: { kind: 'item', id: 'counter' }, version: 0, doc: { n: 0 }, fields } as const
    orThrow(await store.commit(acme, { key: 'c0', writes: [write], events: [] }))
    const workers = ['a', 'b', 'c', 'd'].map((name) => start('read-modify-write', place.options.path, name, '25'))
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0, 0, 0])
    const [doc] = orThrow(await store.load(acme, [write.ref]))
    expect(doc).toMatchObject({ version: 101, doc: { n: 100 } })
    await store.close()
  }, 60_000)

  it('lets all of them create and migrate the file at once', async () => {
    const workers = ['a', 'b', 'c', 'd'].map(() => start('open', place.options.path))
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0, 0, 0])
    expect(workers.map(({ lines }) => lines)).toEqual([['opened'], ['opened'], ['opened'], ['opened']])
  }, 60_000)
})

describe('given another process that writes', () => {
  it('lets a follower here see every entry once, in order', async () => {
    const { store } = await openHere()
    const worker = start('write', place.options.path, 's')
    const seen: number[] = []
    let after: JournalCursor | null = null
    while (seen.length < 300 && worker.child.exitCode === null) {
      const page: { readonly entries: readonly { readonly seq: number }[]; readonly next: JournalCursor; readonly end: boolean } =
        orThrow(await store.journal(acme, { after, limit: 20 }))
      seen.push(...page.entries.map(({ seq }) => seq))
      after = page.next
      if (page.end) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    worker.child.kill('SIGKILL')
    await worker.ended
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index + 1))
    await store.close()
  }, 60_000)
})
