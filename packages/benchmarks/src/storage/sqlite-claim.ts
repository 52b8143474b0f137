import { orThrow } from '@caseload/core'
import type { Store } from '@caseload/storage'
import type { Benchmark } from '../harness/benchmark.ts'
import { type BareDriver, bareDriver } from '../sqlite/bare-driver.ts'
import { type RecordedStatement, recordStatements } from '../sqlite/record-statements.ts'
import { tenant } from '../sqlite/workload.ts'
import { openStore, scratchDatabases } from './scratch-databases.ts'

const items = 4000
const claims = 30
const request = { worker: 'w', limit: 100, leaseMs: 60_000, queues: ['auto-close'], now: 8e12 } as const

/** Claims of a hundred due timers, out of four thousand that are due. */
export async function sqliteClaim(): Promise<Benchmark> {
  const databases = await scratchDatabases()
  const filled = async (): Promise<string> => {
    const path = databases.fresh()
    const store = await openStore(path)
    for (let first = 0; first < items; first += 200) {
      const work = Array.from(
        { length: 200 },
        (_, index) =>
          ({ op: 'schedule', queue: 'auto-close', id: `tkt_${first + index}`, dueAt: first + index, payload: {} }) as const,
      )
      orThrow(await store.commit(tenant, { key: `fill_${first}`, writes: [], events: [], work }))
    }
    await store.close()
    return path
  }
  const statements = await recorded(await filled())
  let ours: Store | null = null
  let bare: BareDriver | null = null
  return {
    name: 'sqlite-claim',
    work: 'a claim of 100 due timers of 4,000, leased, synchronous=normal',
    contenders: [
      {
        name: 'caseload, guard and all',
        before: async () => {
          await ours?.close()
          ours = await openStore(await filled())
        },
        run: async () => {
          if (ours !== null) await claimAll(ours)
        },
        close: () => ours?.close(),
      },
      {
        name: 'bare node:sqlite, same statements, payloads parsed',
        before: async () => {
          bare?.close()
          bare = bareDriver(await filled(), 'normal')
        },
        // Whoever claims gets payloads, not their text.
        run: () => bare?.run(statements, ({ payload }) => JSON.parse(String(payload))),
        close: () => {
          bare?.close()
          databases.dispose()
        },
      },
    ],
    promises: { 'bare node:sqlite, same statements, payloads parsed': 0.9 },
    batch: claims,
    rounds: 9,
    callsPerRound: 1,
  }
}

async function recorded(path: string): Promise<readonly RecordedStatement[]> {
  const store = await openStore(path)
  const statements = await recordStatements(() => claimAll(store))
  await store.close()
  return statements
}

async function claimAll(store: Store): Promise<void> {
  for (let claim = 0; claim < claims; claim += 1) orThrow(await store.claim(request))
}
