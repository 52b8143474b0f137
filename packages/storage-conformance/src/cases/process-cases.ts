import { orThrow, seededEntropy } from '@caseload/core'
import type { JournalCursor, Store } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, commit, done, event, item, journalOf, key, one, put } from '../kit/builders.ts'
import { same, value } from '../kit/expectations.ts'
import { onceGuarded } from '../passes.ts'
import type { Place, WorkerProcess } from '../place.ts'
import { writtenBy } from '../worker/run-worker.ts'

/** Starts a process of the place, which the case has asked for. */
function start(place: Place, ...job: readonly string[]): WorkerProcess {
  if (place.process === undefined) throw new Error('the place starts no processes')
  return place.process(job)
}

/** Waits until something holds of a process, and says what did not come where it never does. */
async function until(worker: WorkerProcess, condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 30_000
  const state = { over: false }
  worker.ended.then(() => {
    state.over = true
  })
  while (!(await condition())) {
    if (state.over) throw new Error(`the process ended before ${what} came${saidBy(worker)}`)
    if (Date.now() > end) throw new Error(`${what} did not come within 30 seconds`)
    await new Promise<void>((resolve) => setTimeout(resolve, 2))
  }
}

/** What a process has said of what went wrong, as the end of a sentence. */
function saidBy({ complaints }: WorkerProcess): string {
  const said = complaints?.().trim() ?? ''
  return said === '' ? '' : `: ${said}`
}

/** Waits until all processes have ended by themselves, and rejects with what they said where one did not end well. */
async function allWell(workers: readonly WorkerProcess[]): Promise<void> {
  const codes = await Promise.all(workers.map(({ ended }) => ended))
  same(
    codes,
    codes.map(() => 0),
    `exit codes${workers.map(saidBy).join('')}`,
  )
}

/** How many documents a process that writes has left behind, in all their parts; rejects where the parts differ. */
async function countWritten(store: Store, name: string): Promise<number> {
  let documents = 0
  let after: string | null = null
  do {
    const query = { kind: 'item', key: key('tag', name), limit: 500, ...(after === null ? {} : { after }) } as const
    const page: { readonly items: readonly unknown[]; readonly next: string | null } = await value(store.find(acme, query))
    documents += page.items.length
    after = page.next
  } while (after !== null)
  let entries = 0
  for (let end = false; !end; ) {
    const page = await value(store.journal(acme, { stream: name, after: entries, limit: 500 }))
    entries += page.entries.length
    end = page.end
  }
  let notes = 0
  for (let from = 0; from < documents + 1; from += 500) {
    const refs = Array.from({ length: 500 }, (_, index) => ({ kind: 'side-note', id: `${name}-${from + index + 1}` }))
    notes += (await value(store.load(acme, refs))).filter((doc) => doc !== null).length
  }
  same({ entries, notes }, { entries: documents, notes: documents }, 'a commit was torn')
  return documents
}

const fourNames = ['p1', 'p2', 'p3', 'p4']

export const processCases: readonly ConformanceCase[] = [
  {
    id: 'A2c',
    clauses: [2, 35],
    needs: ['again'],
    passes: onceGuarded,
    name: 'what was acknowledged is there, and replays, when the database is opened anew by somebody who knows nothing of it',
    async run({ store, other, place, openMore }) {
      await done(store, 'c1', {
        writes: [put('a', 0, { doc: { n: 1 }, keys: [key('tag', 't')] })],
        events: [event('s', 1)],
        work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: null }],
      })
      await store.close()
      await other.close()
      const { store: again } = await openMore(place.again?.())
      same((await one(again, 'a'))?.doc, { n: 1 }, 'document')
      same((await journalOf(again)).length, 1, 'journal')
      same((await done(again, 'c1', { writes: [put('a')] })).replayed, true, 'receipt')
      same((await value(again.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 1 }))).length, 1, 'work')
    },
  },
  {
    id: 'J117',
    clauses: [117],
    needs: ['process'],
    sideBySide: true,
    passes: onceGuarded,
    name: 'four processes may open and migrate a database at once',
    async run({ place }) {
      const workers = fourNames.map(() => start(place, 'open'))
      await allWell(workers)
      same(
        workers.map(({ lines }) => lines),
        [['opened'], ['opened'], ['opened'], ['opened']],
        'lines',
      )
    },
  },
  {
    id: 'G86b',
    clauses: [86],
    needs: ['process'],
    sideBySide: true,
    passes: onceGuarded,
    name: 'of four processes that claim, each item goes to one',
    async run({ store, place, times }) {
      const batches = times(4, 20)
      for (let batch = 0; batch < batches; batch += 1) {
        const work = Array.from(
          { length: 100 },
          (_, index) => ({ op: 'schedule', queue: 'q', id: `i${batch}-${index}`, dueAt: 0, payload: null }) as const,
        )
        await done(store, `b${batch}`, { work })
      }
      const workers = fourNames.map((name) => start(place, 'claim', name))
      await allWell(workers)
      const items = workers.flatMap(({ lines }) => lines)
      same([items.length, new Set(items).size], [batches * 100, batches * 100], 'items')
    },
  },
  {
    id: 'K119c',
    clauses: [119],
    needs: ['process'],
    sideBySide: true,
    passes: onceGuarded,
    name: 'four processes that raise one number lose none of it',
    async run({ store, place, times }) {
      const rounds = times(20, 200)
      const workers = fourNames.map((name) => start(place, 'increment', name, String(rounds)))
      await allWell(workers)
      same(await one(store, 'counter'), { ref: item('counter'), version: rounds * 4, doc: rounds * 4 }, 'counter')
    },
  },
  {
    id: 'D41b',
    clauses: [41],
    needs: ['process'],
    sideBySide: true,
    passes: onceGuarded,
    name: 'a follower here sees every entry that another process writes once, in order',
    async run({ store, place, times }) {
      const worker = start(place, 'write', 's')
      const seen: number[] = []
      let after: JournalCursor | null = null
      await until(
        worker,
        async () => {
          const page: { readonly entries: readonly { readonly seq: number }[]; readonly next: JournalCursor } = await value(
            store.journal(acme, { after, limit: 20 }),
          )
          seen.push(...page.entries.map(({ seq }) => seq))
          after = page.next
          return seen.length >= times(60, 3000)
        },
        'entries of the other process',
      )
      worker.kill()
      await worker.ended
      same(
        seen,
        seen.map((_, index) => index + 1),
        'places',
      )
    },
  },
  {
    id: 'G87',
    clauses: [87],
    needs: ['process'],
    sideBySide: true,
    passes: onceGuarded,
    name: 'what a killed process had claimed is taken over when its lease ends, not before',
    async run({ store, place, clock }) {
      await done(store, 'c1', { work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: null }] })
      const before = Date.now()
      const worker = start(place, 'hold', 'w1')
      await until(worker, () => worker.lines.length > 0, 'a claim')
      const after = Date.now()
      worker.kill()
      await worker.ended
      same(worker.lines, ['i'], 'claimed')
      const claim = async () =>
        (await value(store.claim({ worker: 'w2', limit: 1, leaseMs: 1000, queues: ['q'], now: 1 }))).length
      clock.set(before + 999)
      same(await claim(), 0, 'before the lease has ended')
      clock.set(after + 1000)
      same(await claim(), 1, 'when it has')
    },
  },
  {
    id: 'L123',
    clauses: [123],
    needs: ['process', 'again'],
    passes: onceGuarded,
    name: 'of a process that is killed while it writes, every acknowledged commit is there, whole, and nothing of any other',
    async run({ place, store, other, openMore, times }) {
      // A store for one process at a time must be let go of first.
      await store.close()
      await other.close()
      const entropy = seededEntropy('kill')
      const kills = times(3, 50)
      for (let kill = 0; kill < kills; kill += 1) {
        const name = `k${kill}`
        const worker = start(place, 'write', name)
        const enough = 1 + Math.floor(entropy.next() * 60)
        await until(worker, () => worker.lines.length >= enough, 'commits of the other process')
        worker.kill()
        await worker.ended
        const acknowledged = worker.lines.length
        const { store: again, admin } = await openMore(place.again?.())
        // One more may have been carried out without anybody being told, and a server may still be at work on it: the same commit again settles which.
        await value(again.commit(acme, writtenBy(name, acknowledged + 1)))
        const documents = await countWritten(again, name)
        same(documents, acknowledged + 1, 'commits that are there')
        for (const number of [acknowledged, documents]) {
          same((await done(again, `${name}-${number}`, {})).replayed, true, `receipt ${number}`)
        }
        const next = commit(`next-${name}`, { events: [event(name, documents + 1)] })
        same((await value(again.commit(acme, next))).replayed, false, 'the next commit')
        same(orThrow(await admin.verify(acme)).brokenAt, null, 'verify')
        await again.close()
      }
    },
  },
]
