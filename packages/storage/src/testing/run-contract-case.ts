import { orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { guardStore } from '../guard/guard-store.ts'
import type { Storage } from '../port/storage.ts'
import type { Store } from '../port/store.ts'
import type { StoreAdmin } from '../port/store-admin.ts'
import { contractKinds } from './builders.ts'
import type { ContractCase, ContractFixture } from './contract-case.ts'

/** How the calls of a case reach the database: over one handle, or over two in turn. */
export type ContractRoute = 'one handle' | 'two handles in turn'

/** Runs a case on a fresh database; rejects where the adapter does not keep the contract. */
export async function runContractCase(
  contractCase: ContractCase,
  fixture: ContractFixture,
  route: ContractRoute = 'one handle',
): Promise<void> {
  const clock = manualClock(10_000_000)
  const home = fixture.fresh(clock)
  const places = [home]
  const opened: Store[] = []
  const { storage } = home
  try {
    const first = await openGuarded(storage, opened)
    const second = await openGuarded(storage, opened)
    await contractCase.run({
      store: route === 'one handle' ? first.store : inTurn(first.store, second.store),
      other: second.store,
      admin: first.admin,
      storage,
      clock,
      elsewhere() {
        const place = fixture.fresh(clock)
        places.push(place)
        return openGuarded(place.storage, opened)
      },
    })
  } finally {
    for (const store of opened) await store.close()
    for (const place of places) place.dispose()
  }
}

async function openGuarded(storage: Storage, opened: Store[]): Promise<{ readonly store: Store; readonly admin: StoreAdmin }> {
  const open = orThrow(await storage.open({ kinds: contractKinds }))
  const store = guardStore(open, { kinds: contractKinds, sleep: () => Promise.resolve() })
  opened.push(store)
  return { store, admin: open.admin }
}

function inTurn(a: Store, b: Store): Store {
  let calls = 0
  const next = (): Store => {
    calls += 1
    return calls % 2 === 0 ? a : b
  }
  return {
    about: a.about,
    commit: (...args) => next().commit(...args),
    load: (...args) => next().load(...args),
    find: (...args) => next().find(...args),
    count: (...args) => next().count(...args),
    journal: (...args) => next().journal(...args),
    claim: (...args) => next().claim(...args),
    lease: (...args) => next().lease(...args),
    close: () => a.close().andThen(() => b.close()),
  }
}
