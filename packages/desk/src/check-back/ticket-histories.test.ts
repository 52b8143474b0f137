import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow } from '@caseload/core'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import type { JournalRead, Storage } from '@caseload/storage'
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
      return sqliteStorage(join(folder, `${files}.db`))
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

describe('given what is no period', () => {
  it.each([[null], [1], ['2026'], [{ about: 'weather' }], [{ from: Number.NaN }]])('says so of %o', async (asked) => {
    const { ada } = await fixture({ policies })
    for (const report of [ada.promisesKept, ada.solutionEffectiveness]) {
      expect(await Reflect.apply(report, ada, [asked])).toMatchObject({ error: { kind: 'input/invalid' } })
    }
  })
})
