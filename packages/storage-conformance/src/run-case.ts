import { orThrow, seededEntropy } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import type { Storage, Store } from '@caseload/storage'
import type { ConformanceCase, OpenHandle } from './conformance-case.ts'
import { conformanceKinds } from './kit/builders.ts'
import { besideNoise, type NoisyStore } from './noisy-neighbour.ts'
import { handleFor, inTurn, type Pass } from './passes.ts'
import type { OpenPlace, Place } from './place.ts'
import { type LastCall, watchedStore } from './watched-store.ts'

/** What became of a case that did not fail. */
export type Outcome =
  | {
      /** It was run. */
      readonly ran: true
    }
  | {
      /** It was not. */
      readonly ran: false
      /** Why not. */
      readonly reason: string
    }

/** How a case is run. */
export interface RunOptions {
  /** Gives places. */
  readonly open: OpenPlace
  /** The pass. */
  readonly pass: Pass
  /** Whether to try often what is left to chance. */
  readonly thorough?: boolean
  /** Seed of what is left to chance; another every time by default. */
  readonly seed?: number
  /** Makes the handle of a pass, for guards that are broken on purpose. */
  readonly handle?: typeof handleFor
  /** Where to note what was last asked of a store. */
  readonly last?: LastCall
}

/** Runs a case on a fresh database; rejects where the adapter does not keep the contract. */
export async function runCase(each: ConformanceCase, options: RunOptions): Promise<Outcome> {
  const { open, pass, thorough = false, seed = null, handle = handleFor, last = { name: null } } = options
  const clock = manualClock(10_000_000)
  const places: Place[] = []
  const opened: Store[] = []
  const openGuest = async (storage: Storage): Promise<OpenHandle> => {
    const given = orThrow(await storage.open({ kinds: conformanceKinds }))
    const store = watchedStore(handle(pass, given, conformanceKinds), last)
    opened.push(store)
    return { store, admin: given.admin, open: given }
  }
  const newPlace = async (): Promise<Place> => {
    const place = await open(clock)
    places.push(place)
    return place
  }
  let noise: NoisyStore | null = null
  try {
    const place = await newPlace()
    const lacking = (each.needs ?? []).filter((means) => place[means] === undefined)
    if (lacking.length > 0) return { ran: false, reason: `the place has no ${lacking.join(', ')}` }
    const first = await openGuest(place.storage)
    if (each.sideBySide === true && first.store.about.writers === 'one-process') {
      return { ran: false, reason: 'the store is for one process at a time, and says so' }
    }
    const second = await openGuest(place.storage)
    if (pass === 'noisy') noise = besideNoise(first.store, (await openGuest(place.storage)).store, seededEntropy(each.id))
    await each.run({
      store: noise?.store ?? (pass === 'in turn' ? inTurn(first.store, second.store) : first.store),
      other: second.store,
      admin: first.admin,
      place,
      clock,
      seed,
      times: (quick, often) => (thorough ? often : quick),
      openMore: (storage) => openGuest(storage ?? place.storage),
      newPlace: async (ofItsOwn) => open(ofItsOwn),
      elsewhere: async () => openGuest((await newPlace()).storage),
    })
    await noise?.quiet()
    return { ran: true }
  } finally {
    await noise?.quiet().catch(() => undefined)
    for (const store of opened) await store.close()
    for (const place of places) await place.dispose()
  }
}
