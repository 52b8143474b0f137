import { manualClock } from '@caseload/core/testing'
import { guardStore, type Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import fc from 'fast-check'
import type { ConformanceCase, OpenHandle } from '../conformance-case.ts'
import { conformanceKinds } from '../kit/builders.ts'
import { same, value } from '../kit/expectations.ts'
import { playHistory } from '../model/play-history.ts'
import { histories } from '../model/steps.ts'
import { onceGuarded } from '../passes.ts'

export const modelCases: readonly ConformanceCase[] = [
  {
    id: 'K0',
    clauses: [16, 27, 36, 50, 55, 66, 78, 84, 90, 92, 98, 109, 112],
    passes: onceGuarded,
    name: 'any history of calls gives, call by call and in the end, what the reference in memory gives',
    async run({ newPlace, times, seed }) {
      await fc.assert(
        fc.asyncProperty(histories, async (history) => {
          const referenceClock = manualClock(10_000_000)
          const model = memoryStorage({ clock: referenceClock })
          const expected = await playHistory(history, { open: (storage) => openGuarded(storage ?? model), clock: referenceClock })
          const clock = manualClock(10_000_000)
          const place = await newPlace(clock)
          const again = place.again
          const stage = {
            open: (storage: Storage = place.storage) => openGuarded(storage),
            clock,
            ...(again === undefined ? {} : { again }),
          }
          try {
            same(await playHistory(history, stage), expected, `a history of ${history.length} calls`)
          } finally {
            await place.dispose()
          }
        }),
        { numRuns: times(40, 1000), ...(seed === null ? {} : { seed }) },
      )
    },
  },
]

async function openGuarded(storage: Storage): Promise<OpenHandle> {
  const open = await value(storage.open({ kinds: conformanceKinds }))
  return { open, store: guardStore(open, { kinds: conformanceKinds }), admin: open.admin }
}
