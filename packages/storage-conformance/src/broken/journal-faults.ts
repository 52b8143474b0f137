import { cursorSeq, type JournalCursor, type JournalPage, type JsonText, journalCursor } from '@caseload/storage'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'

type Page = JournalPage<JsonText>

/** A store whose pages of a tenant's journal come out otherwise. */
function reading(change: (page: Page, tenant: string, isStream: boolean) => Page): (store: LaterAdapter) => LaterAdapter {
  return (store) => ({
    ...store,
    journal: (tenant, read) => store.journal(tenant, read).map((page) => change(page, tenant, 'stream' in read)),
  })
}

const renumbered = (page: Page, seqOf: (seq: number) => number): Page => ({
  ...page,
  entries: page.entries.map((entry) => ({ ...entry, seq: seqOf(entry.seq) })),
})

/** What goes wrong with the journal. */
export const journalFaults: readonly Fault[] = [
  {
    name: 'takes numbers from a sequence, so that a commit that fails leaves a hole',
    store: () => {
      const holes: number[] = []
      let last = 0
      return (store) => ({
        ...reading((page) => renumbered(page, (seq) => seq + holes.filter((hole) => hole < seq).length))(store),
        commit: (tenant, change) =>
          store
            .commit(tenant, change)
            .map((receipt) => {
              last = cursorSeq(receipt.cursor) ?? last
              return receipt
            })
            .mapErr((problem) => {
              if (change.events.length > 0) holes.push(last)
              return problem
            }),
      })
    },
  },
  {
    name: 'forgets what led to an event',
    store: () => reading((page) => ({ ...page, entries: page.entries.map((entry) => ({ ...entry, cause: null })) })),
  },
  {
    name: 'reads a stream from a version on instead of after it',
    store: () => (store) => ({
      ...store,
      journal: (tenant, read) =>
        store.journal(tenant, 'stream' in read ? { ...read, after: Math.max(0, (read.after ?? 0) - 1) } : read),
    }),
  },
  {
    name: 'stays before what it skipped',
    store: () => (store) => ({
      ...store,
      journal: (tenant, read) =>
        store.journal(tenant, read).map((page) => {
          const skipping = 'types' in read && read.types !== undefined
          return skipping ? { ...page, next: journalCursor(page.entries.at(-1)?.seq ?? 0) } : page
        }),
    }),
  },
  {
    name: 'reads from a position instead of after it',
    store: () => (store) => ({
      ...store,
      journal: (tenant, read) =>
        'stream' in read || read.after === null
          ? store.journal(tenant, read)
          : store.journal(tenant, { ...read, after: journalCursor(Math.max(0, (cursorSeq(read.after) ?? 0) - 1)) }),
    }),
  },
  {
    name: 'says that there is more whenever a page is full',
    store: () => (store) => ({
      ...store,
      journal: (tenant, read) =>
        store.journal(tenant, read).map((page) => ({ ...page, end: page.end && page.entries.length < read.limit })),
    }),
  },
  {
    name: 'gives an empty journal no position',
    store: () => reading((page) => (page.entries.length === 0 ? { ...page, next: journalCursor(1_000_000) } : page)),
  },
  {
    name: 'says of a commit that it lies where the one before it does',
    store: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store.commit(tenant, change).map((receipt) => ({
          ...receipt,
          cursor: journalCursor((cursorSeq(receipt.cursor) ?? 0) - change.events.length),
        })),
    }),
  },
  {
    name: 'shows an entry to readers after one that was written later',
    store: () => (store) => {
      let reads = 0
      return {
        ...store,
        journal: (tenant, read) =>
          store.journal(tenant, read).map((page) => {
            if ('stream' in read) return page
            reads += 1
            const hidden = reads % 3 === 0 && page.entries.length > 1 ? page.entries.length - 2 : -1
            return { ...page, entries: page.entries.filter((_, index) => index !== hidden) }
          }),
      }
    },
  },
  {
    name: 'shows the entries of a commit one by one',
    store: () => (store) => {
      const seen = new Map<string, number>()
      return {
        ...store,
        journal: (tenant, read) =>
          store.journal(tenant, read).map((page) => {
            const last = page.entries.at(-1)
            if ('stream' in read || last === undefined || (seen.get(tenant) ?? 0) >= last.seq || page.entries.length < 2)
              return page
            seen.set(tenant, last.seq)
            return { ...page, entries: page.entries.slice(0, -1), next: journalCursor(last.seq - 1), end: false }
          }),
      }
    },
  },
  {
    name: 'shows nothing while anybody on the server has a transaction open',
    store: (bench) => reading((page) => (bench.bystander() ? { ...page, entries: [], next: journalCursor(0) } : page)),
  },
  {
    name: 'takes places for positions of its own disk',
    store: (bench) => displaced(bench.place * 1000),
  },
  {
    name: 'numbers all tenants in one sequence',
    store: () => {
      const places = new Map<string, number>()
      let last = 0
      return (store) => ({
        ...store,
        commit: (tenant, change) =>
          store.commit(tenant, change).map((receipt) => {
            const end = cursorSeq(receipt.cursor) ?? 0
            for (let seq = end - change.events.length + 1; seq <= end && !receipt.replayed; seq += 1) {
              last += 1
              places.set(`${tenant} ${seq}`, last)
            }
            return receipt
          }),
        journal: (tenant, read) =>
          store.journal(tenant, read).map((page) => renumbered(page, (seq) => places.get(`${tenant} ${seq}`) ?? seq)),
      })
    },
  },
]

/** A store whose positions count from somewhere else. */
function displaced(by: number): (store: LaterAdapter) => LaterAdapter {
  const out = (cursor: JournalCursor): JournalCursor => journalCursor((cursorSeq(cursor) ?? 0) + by)
  const back = (cursor: JournalCursor): JournalCursor => journalCursor(Math.max(0, (cursorSeq(cursor) ?? 0) - by))
  return (store) => ({
    ...store,
    commit: (tenant, change) =>
      store
        .commit(tenant, {
          ...change,
          work: (change.work ?? []).map((item) => (item.op === 'advance' ? { ...item, to: back(item.to) } : item)),
        })
        .map((receipt) => ({ ...receipt, cursor: out(receipt.cursor) })),
    journal: (tenant, read) =>
      store
        .journal(tenant, 'stream' in read || read.after === null ? read : { ...read, after: back(read.after) })
        .map((page) => ({ ...page, next: out(page.next) })),
    claim: (request) =>
      store
        .claim(request)
        .map((claims) =>
          claims.map((claim) => ('consumer' in claim && claim.after !== null ? { ...claim, after: out(claim.after) } : claim)),
        ),
  })
}
