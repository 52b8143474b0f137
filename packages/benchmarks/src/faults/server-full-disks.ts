import type { Store } from '@caseload/storage'
import type { OwnServer } from '@caseload/storage-testing'
import { tenant } from '../sqlite/workload.ts'
import { numberedCommit } from './numbered-commit.ts'
import { openTarget } from './open-target.ts'
import { auditAnew, open, type Place, type Tally } from './place.ts'
import { smallDisk } from './small-disk.ts'

/** So many commits fit into what a server had taken from the disk before, at most. */
const mostUntilFull = 5000
/** So long a server may take to find its feet again. */
const recoveryMs = 60_000

/** A real server whose disk is full for a while, data and log alike: commits are refused until there is room again. Null: no server for this platform, or whoever runs this may not mount a small disk. */
export async function serverFullDisks(
  serverIn: (folder: string) => Promise<OwnServer | null>,
  placeAt: (url: string) => Place,
  times: number,
): Promise<Tally | null> {
  const disk = smallDisk()
  if (disk === null) return null
  try {
    const server = await serverIn(disk.folder)
    if (server === null) return null
    try {
      const place = placeAt(server.url)
      const target = openTarget(place.engine, place.at, place.schema)
      const store = await open(target.storage)
      const told = new Set<number>()
      let number = 0
      for (let round = 0; round < times; round += 1) {
        disk.fill()
        const last = number + mostUntilFull
        let refused = false
        while (!refused && number < last) {
          number += 1
          refused = (await store.commit(tenant, numberedCommit('full', number))).isErr()
          if (!refused) told.add(number)
        }
        disk.free()
        if (!refused) throw new Error('the disk is full and nothing is refused')
        await commitInTheEnd(store, number)
        told.add(number)
      }
      await store.close()
      await target.end()
      return { fault: 'disk full, data and log', tried: times, ...(await auditAnew(place, 'full', told)) }
    } finally {
      await server.dispose()
    }
  } finally {
    disk.dispose()
  }
}

/** Repeats a commit, as the contract allows, until the server has recovered. */
async function commitInTheEnd(store: Store, number: number): Promise<void> {
  const end = performance.now() + recoveryMs
  for (;;) {
    const again = await store.commit(tenant, numberedCommit('full', number))
    if (again.isOk()) return
    if (performance.now() > end) throw new Error(`still ${again.error.kind} though there is room`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
