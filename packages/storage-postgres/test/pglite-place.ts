import type { Clock, TenantId } from '@caseload/core'
import { instant, orThrow } from '@caseload/core'
import type { OpenStore, Storage } from '@caseload/storage'
import type { Place } from '@caseload/storage-conformance'
import { pgliteStorage } from '../src/pglite/pglite-storage.ts'

/** An engine that is used again, since starting one takes longer than most cases; it remembers whom it was used for. */
interface Engine {
  readonly storage: Storage
  readonly tenants: Set<TenantId>
  clock: Clock
}

/** Places in PGlite, in memory. */
export function pglitePlaces(): { readonly open: (clock: Clock) => Place } {
  const free: Engine[] = []
  return {
    open(clock) {
      const engine = free.pop() ?? newEngine()
      engine.clock = clock
      return {
        storage: {
          name: engine.storage.name,
          open: (options) => engine.storage.open(options).map((open) => noting(open, engine.tenants)),
        },
        async dispose() {
          const { admin, store } = orThrow(await engine.storage.open({ kinds: [] }))
          for (const tenant of engine.tenants) orThrow(await admin.dropTenant(tenant))
          engine.tenants.clear()
          await store.close()
          free.push(engine)
        },
      }
    },
  }
}

function newEngine(): Engine {
  const engine = { tenants: new Set<TenantId>(), clock: { now: () => instant(0) } }
  return Object.assign(engine, { storage: pgliteStorage({ clock: { now: () => engine.clock.now() } }) })
}

function noting({ store, admin }: OpenStore, tenants: Set<TenantId>): OpenStore {
  return {
    store: {
      ...store,
      commit(tenant, change, options) {
        tenants.add(tenant)
        return store.commit(tenant, change, options)
      },
    },
    admin: {
      ...admin,
      importTenant(tenant, lines) {
        tenants.add(tenant)
        return admin.importTenant(tenant, lines)
      },
    },
  }
}
