import type { Instant } from '@caseload/core'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { fillAsRelease1, release1Start } from './fill-as-release-1.ts'

/** What a store of release 1 holds, kept by the reference of the contract: what is read from a dump has to be what is read from this. */
export async function release1InMemory(): Promise<(now: Instant) => Storage> {
  let now = release1Start
  const storage = memoryStorage({ clock: { now: () => now } })
  await fillAsRelease1(storage)
  return (at) => {
    now = at
    return storage
  }
}
