import { fileURLToPath } from 'node:url'
import { orThrow, seededEntropy } from '@caseload/core'
import { guardStore, type Store } from '@caseload/storage'
import { workerProcess } from '@caseload/storage-conformance/faults'
import { kinds, tenant } from '../sqlite/workload.ts'
import type { Audit } from './audit.ts'
import { numberedCommit } from './numbered-commit.ts'
import { openTarget } from './open-target.ts'
import { auditAnew, open, type Place, sum, type Tally } from './place.ts'

/** Processes that are killed while they commit. */
export async function kills(place: Place, times: number): Promise<Tally> {
  const entropy = seededEntropy('kills')
  const script = fileURLToPath(new URL('./write-worker.ts', import.meta.url))
  // Its tables are made first: a process that is killed while it makes them tells nothing of commits.
  const target = openTarget(place.engine, place.at, place.schema)
  await guardStore(orThrow(await target.storage.open({ kinds })), { kinds }).close()
  await target.end()
  const audits: Audit[] = []
  for (let kill = 0; kill < times; kill += 1) {
    const writer = `kill${kill}`
    const worker = workerProcess(script, [place.engine, place.at, place.schema, writer, place.flaw ?? ''])
    const enough = 1 + Math.floor(entropy.next() * 60)
    let over = false
    void worker.ended.then(() => {
      over = true
    })
    while (worker.lines.length < enough && !over) await new Promise<void>((resolve) => setTimeout(resolve, 1))
    worker.kill()
    await worker.ended
    audits.push(await auditAnew(place, writer, new Set(worker.lines.map(Number))))
  }
  return { fault: 'process killed in the middle of commits', tried: times, ...sum(audits) }
}

/** Stores that are closed while they commit. */
export async function restarts(place: Place, times: number): Promise<Tally> {
  const audits: Audit[] = []
  for (let restart = 0; restart < times; restart += 1) {
    const target = openTarget(place.engine, place.at, place.schema, place.flaw)
    const store = await open(target.storage)
    const writer = `restart${restart}`
    const told = new Set<number>()
    const flight = writeUntilRefused(store, writer, told)
    await new Promise<void>((resolve) => setTimeout(resolve, 20 + restart))
    await store.close()
    await flight
    await target.end()
    audits.push(await auditAnew(place, writer, told))
  }
  return { fault: 'closed with commits in flight, opened anew', tried: times, ...sum(audits) }
}

/** Commits one after another until one is refused, and notes which were acknowledged. */
export async function writeUntilRefused(store: Store, writer: string, told: Set<number>): Promise<void> {
  for (let number = 1; ; number += 1) {
    if ((await store.commit(tenant, numberedCommit(writer, number))).isErr()) return
    told.add(number)
    // A store that answers at once would leave nobody a turn to close it.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
