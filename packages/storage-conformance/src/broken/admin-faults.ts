import type { StoreAdmin } from '@caseload/storage'
import { okAsync } from 'neverthrow'
import { linesOf } from '../kit/builders.ts'
import type { Fault } from './fault.ts'

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
