import type { KindSpec, StoreAdmin } from '@caseload/storage'
import { okAsync } from 'neverthrow'
import { linesOf } from '../kit/builders.ts'
import type { Place } from '../place.ts'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'

/** What goes wrong on the operator's side. */
export const adminFaults: readonly Fault[] = [
  {
    name: 'forgets every receipt when it forgets old ones',
    admin: () => (admin) => ({ ...admin, prune: () => admin.prune({ receiptsOlderThan: 8.64e15 }) }),
  },
  {
    name: 'says that it has redacted, and has not',
    admin: () => (admin) => ({ ...admin, redact: (_, entries) => okAsync(entries.length) }),
  },
  {
    name: 'always has something left to migrate',
    admin: () => (admin) => ({
      ...admin,
      migrate: (mode) => admin.migrate(mode).map((report) => ({ ...report, pending: ['one more'] })),
    }),
  },
  {
    name: 'knows fields that are declared later only of what is written later',
    store: () => (store) => ({
      ...store,
      find: (tenant, query) =>
        store.find(
          tenant,
          query.kind.startsWith('grown-')
            ? { ...query, where: [...(query.where ?? []), { field: 'level', op: 'eq', value: null }] }
            : query,
        ),
    }),
  },
  { name: 'fills fields in when it is opened, and in what an older program writes afterwards never', store: fillsInWhenOpened },
  { name: 'keeps a look-up name as shared as it was declared first', place: keepsNamesAsTheyWere },
  { name: 'exports look-up values whose names are declared no longer', place: knowsEveryName },
  {
    name: 'leaves removed documents out of an export',
    admin: () => (admin) => ({
      ...admin,
      async *exportTenant(tenant) {
        for await (const line of admin.exportTenant(tenant)) if (!line.includes('"type":"removed"')) yield line
      },
    }),
  },
  {
    name: 'exports fields that are declared no longer',
    admin: () => (admin) => ({
      ...admin,
      async *exportTenant(tenant) {
        for await (const line of admin.exportTenant(tenant)) {
          const lacks = line.includes('"type":"doc"') && line.includes('"score":') && !line.includes('"owner":')
          yield lacks ? line.replace('"rank":', '"owner":null,"rank":') : line
        }
      },
    }),
  },
  { name: 'exports the first half of one moment and the second of another', admin: () => exportsInHalves },
  {
    name: 'takes in whatever it is given',
    admin: () => (admin) => ({
      ...admin,
      importTenant: (tenant, lines) => admin.importTenant(tenant, lines).orElse(() => okAsync({ docs: 0, entries: 0, work: 0 })),
    }),
  },
  {
    name: 'drops a tenant’s documents and nothing else',
    admin: () => (admin) => ({ ...admin, dropTenant: () => okAsync(undefined) }),
  },
  {
    name: 'keeps a log of everything that was ever written',
    store: (bench) => (store) => ({
      ...store,
      commit(tenant, change) {
        bench.keep(JSON.stringify(change))
        return store.commit(tenant, change)
      },
    }),
  },
]

function exportsInHalves(admin: StoreAdmin): StoreAdmin {
  return {
    ...admin,
    async *exportTenant(tenant) {
      const first = await linesOf(admin.exportTenant(tenant))
      const middle = Math.ceil(first.length / 2)
      for (const line of first.slice(0, middle)) yield line
      const second = await linesOf(admin.exportTenant(tenant))
      for (const line of second.slice(middle)) yield line
    },
  }
}

/** The columns of a document have what whoever wrote it knew of. */
function fillsInWhenOpened(): (store: LaterAdapter) => LaterAdapter {
  const written = new Map<string, readonly string[]>()
  return (store) => {
    written.clear()
    return {
      ...store,
      commit(tenant, change) {
        for (const write of change.writes) if (write.op === 'put') written.set(write.ref.id, Object.keys(write.fields))
        return store.commit(tenant, change)
      },
      find: (tenant, query) =>
        store.find(tenant, query).map((page) => {
          const asked = [...(query.where ?? []), ...(query.sort ?? [])]
          const has = (id: string) => asked.every(({ field }) => written.get(id)?.includes(field) ?? true)
          return { ...page, items: page.items.filter(({ ref }) => has(ref.id)) }
        }),
    }
  }
}

/** One table for shared values, one for unique ones, and nothing moves. */
function keepsNamesAsTheyWere(place: Place): Place {
  const first = new Map<string, boolean>()
  return withKinds(place, (spec) => {
    const keys = Object.entries(spec.keys ?? {}).map(([name, { unique }]) => {
      const before = first.get(`${spec.kind}.${name}`) ?? unique
      first.set(`${spec.kind}.${name}`, before)
      return [name, { unique: before }] as const
    })
    return { ...spec, keys: Object.fromEntries(keys) }
  })
}

/** What is stored is exported. */
function knowsEveryName(place: Place): Place {
  const known = new Map<string, KindSpec['keys']>()
  return withKinds(place, (spec) => {
    const keys = { ...known.get(spec.kind), ...spec.keys }
    known.set(spec.kind, keys)
    return { ...spec, keys }
  })
}

function withKinds(place: Place, declared: (spec: KindSpec) => KindSpec): Place {
  const { storage } = place
  return { ...place, storage: { ...storage, open: ({ kinds }) => storage.open({ kinds: kinds.map(declared) }) } }
}
