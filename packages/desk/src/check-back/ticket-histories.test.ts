import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow } from '@caseload/core'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { type Doc, type JournalRead, type JsonText, later, type Page, type Position, type Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'

const policies: PoliciesDocument = {
  ...standardPolicies,
  checkBack: { share: 1, workingDays: 1, channel: 'phone', attempts: 1 },
}
const folder = mkdtempSync(join(tmpdir(), 'caseload-histories-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const stores: readonly (readonly [string, () => Storage])[] = [
  ['memory', memoryStorage],
  [
    'SQLite',
    () => {
      files += 1
      return sqliteStorage({ path: join(folder, `${files}.db`), synchronous: 'normal' })
    },
  ],
]

/** The storage, and what was read of its journal. */
function watched(storage: Storage): { readonly storage: Storage; readonly reads: JournalRead[] } {
  const reads: JournalRead[] = []
  const open: Storage['open'] = (options) =>
    storage.open(options).map(({ store, admin }) => ({
      admin,
      store: {
        ...store,
        journal: (tenant, read, call) => {
          reads.push(read)
          return store.journal(tenant, read, call)
        },
      },
    }))
  return { storage: { ...storage, open }, reads }
}

async function solved({ ada }: Fixture): Promise<string> {
  const { ticket } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' }))
  orThrow(await ada.promiseUpdate(ticket.id, { dueAt: Number(ticket.openedAt) + hours(4), about: 'call-back' }))
  orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
  orThrow(await ada.recordCheckBack(ticket.id, { answer: 'works' }))
  return ticket.id
}

describe.each(stores)('given tickets of two months on %s', (_, storage) => {
  async function twoMonths() {
    const { storage: place, reads } = watched(storage())
    const made = await fixture({ storage: place, policies })
    const old = [await solved(made), await solved(made)]
    made.clock.advance(hours(24 * 31))
    const from = instant(made.clock.now())
    const recent = [await solved(made), await solved(made), await solved(made)]
    return { ...made, reads, old, from, recent }
  }

  it('reads for a report of the last month the histories of the tickets touched in it, and no other', async () => {
    const { ada, reads, from, recent } = await twoMonths()
    const effectiveness = async () => orThrow(await ada.solutionEffectiveness({ from })).population
    const kept = async () => orThrow(await ada.promisesKept({ from })).population
    for (const population of [effectiveness, kept]) {
      reads.length = 0
      expect(await population()).toBe(3)
      expect(reads.map((read) => ('stream' in read ? read.stream : 'all')).toSorted()).toEqual(recent.toSorted())
    }
  })

  it('finds a promise told since on a ticket of before, and tells it from the older one', async () => {
    const { ada, clock, from, old, reads } = await twoMonths()
    clock.advance(hours(1))
    orThrow(await ada.promiseUpdate(old[0] ?? '', { dueAt: clock.now() + hours(2), about: 'call-back' }))
    reads.length = 0
    expect(orThrow(await ada.promisesKept({ from })).population).toBe(4)
    expect(orThrow(await ada.solutionEffectiveness({ from })).population).toBe(3)
    expect(reads.map((read) => ('stream' in read ? read.stream : 'all'))).toContain(old[0])
  })

  it('says the same of all time as of a period that began before everything', async () => {
    const { ada, clock, reads } = await twoMonths()
    clock.advance(hours(24 * 20))
    reads.length = 0
    const whole = [orThrow(await ada.solutionEffectiveness()), orThrow(await ada.promisesKept())]
    expect(reads.every((read) => !('stream' in read))).toBe(true)
    const from = '2020-01-01T00:00Z'
    expect([orThrow(await ada.solutionEffectiveness({ from })), orThrow(await ada.promisesKept({ from }))]).toEqual(whole)
  })
})

/** The storage, whose lists of resolved tickets begin with so many copies of a ticket; they have no history. */
function crowded(storage: Storage, copies: () => number): Storage {
  const open: Storage['open'] = (options) =>
    storage.open(options).map(({ store, admin }) => {
      const find: typeof store.find = (tenant, query, call) => {
        const { after, limit, ...rest } = query
        const place = after === undefined ? 0 : Number(String(after.at(-1)).slice('tkt_copy'.length)) + 1
        const isResolved = query.where?.some(({ field, value }) => field === 'category' && value === 'resolved')
        if (isResolved !== true || Number.isNaN(place)) return store.find(tenant, query, call)
        if (place >= copies()) return store.find(tenant, { ...rest, limit }, call)
        const last = Math.min(copies(), place + limit) - 1
        return later(store.find(tenant, { ...rest, limit: 1 }, call)).map(({ items: [model] }): Page<Doc<JsonText>, Position> => {
          if (model === undefined) throw new Error('no ticket is resolved')
          const items = Array.from({ length: last + 1 - place }, (_, index) => {
            const id = `tkt_copy${place + index}`
            // It was checked under its own name.
            return { ...model, ref: { kind: 'ticket', id }, doc: model.doc.replaceAll(model.ref.id, id) as JsonText }
          })
          return { items, next: [0, `tkt_copy${last}`] }
        })
      }
      return { admin, store: { ...store, find } }
    })
  return { ...storage, open }
}

describe('given more tickets of a period than are read one by one', () => {
  it('reads up to 5,000 of them by their histories, and beyond that the whole journal once, to the same answer', async () => {
    let copies = 0
    const { storage: place, reads } = watched(memoryStorage())
    const made = await fixture({ storage: crowded(place, () => copies), policies })
    await solved(made)
    made.clock.advance(hours(24 * 31))
    const from = instant(made.clock.now())
    for (let count = 0; count < 3; count += 1) await solved(made)
    const asked = async (more: number) => {
      copies = more
      reads.length = 0
      const reports = [orThrow(await made.ada.solutionEffectiveness({ from })), orThrow(await made.ada.promisesKept({ from }))]
      return { reports, byStream: reads.filter((read) => 'stream' in read).length, whole: reads.length }
    }
    const few = await asked(0)
    expect(few).toMatchObject({ byStream: 6, whole: 6, reports: [{ population: 3 }, { population: 3 }] })
    expect(await asked(4997)).toEqual({ reports: few.reports, byStream: 10_000, whole: 10_000 })
    expect(await asked(4998)).toEqual({ reports: few.reports, byStream: 0, whole: 2 })
  })
})

describe('given what is no period', () => {
  it.each([[null], [1], ['2026'], [{ about: 'weather' }], [{ from: Number.NaN }]])('says so of %o', async (asked) => {
    const { ada } = await fixture({ policies })
    for (const report of [ada.promisesKept, ada.solutionEffectiveness]) {
      expect(await Reflect.apply(report, ada, [asked])).toMatchObject({ error: { kind: 'input/invalid' } })
    }
  })
})
