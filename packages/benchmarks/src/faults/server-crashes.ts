import { seededEntropy } from '@caseload/core'
import type { OwnServer } from '@caseload/storage-testing'
import type { Audit } from './audit.ts'
import { openTarget } from './open-target.ts'
import { auditAnew, open, type Place, sum, type Tally } from './place.ts'
import { writeUntilRefused } from './stop-writers.ts'

const writers = 4

/** Ways for a server to die. */
const deaths = { SIGQUIT: 'server shut down at once, started again', SIGKILL: 'server killed, started again' } as const

/** A real server that dies under writers and recovers from its log. Null: there is none on this machine. */
export async function serverCrashes(
  serverOf: () => Promise<OwnServer | null>,
  placeAt: (url: string) => Place,
  signals: readonly (keyof typeof deaths)[],
  times: number,
): Promise<readonly Tally[] | null> {
  const server = await serverOf()
  if (server === null) return null
  const tallies: Tally[] = []
  try {
    const place = placeAt(server.url)
    for (const signal of signals) {
      const entropy = seededEntropy(signal)
      const audits: Audit[] = []
      for (let crash = 0; crash < times; crash += 1) {
        const afterMs = 100 + Math.floor(entropy.next() * 200)
        const name = `${signal.toLowerCase()}${crash}`
        audits.push(...(await crashed(place, name, afterMs, () => server.crash(signal), server.start)))
      }
      tallies.push({ fault: deaths[signal], tried: times, ...sum(audits) })
    }
  } finally {
    await server.dispose()
  }
  return tallies
}

async function crashed(
  place: Place,
  name: string,
  afterMs: number,
  crash: () => Promise<void>,
  start: () => Promise<void>,
): Promise<readonly Audit[]> {
  const target = openTarget(place.engine, place.at, place.schema)
  const store = await open(target.storage)
  const flights = Array.from({ length: writers }, (_, index) => ({ writer: `${name}-${index}`, told: new Set<number>() }))
  const done = Promise.all(flights.map(({ writer, told }) => writeUntilRefused(store, writer, told)))
  await new Promise<void>((resolve) => setTimeout(resolve, afterMs))
  await crash()
  await done
  await store.close()
  await target.end()
  await start()
  const audits: Audit[] = []
  for (const { writer, told } of flights) audits.push(await auditAnew(place, writer, told))
  return audits
}
