import { orThrow } from '@caseload/core'
import { type CancelSignal, type Commit, guardStore, type OpenStore, type Storage, type Store } from '@caseload/storage'
import { acme, commit, conformanceKinds, event, item, key, put } from '../kit/builders.ts'

/**
 * Does what a process of {@link Place.process} is told, on a store that is opened with the clock of the host.
 *
 * `write <name>` commits without end and says the number of each acknowledged commit; `claim <name>` claims and settles until nothing is left and says each item;
 * `increment <name> <rounds>` raises one document's number; `hold <name>` claims one item, says its identity and waits to be killed; `open` opens, migrating where need be, and says so.
 *
 * Where the store is busy it is opened again for some seconds. Whatever else goes wrong rejects.
 *
 * @param storage - The store.
 * @param job - What to do, as given to {@link Place.process}.
 * @param say - Prints a line.
 * @param killed - Ends the waiting of `hold` where the process is only played.
 *
 * @example
 * ```ts
 * import { runWorker } from '@caseload/storage-conformance'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const lines: string[] = []
 * await runWorker(memoryStorage(), ['increment', 'w1', '3'], (line) => lines.push(line))
 * lines // => ['done']
 * ```
 */
export async function runWorker(
  storage: Storage,
  job: readonly string[],
  say: (line: string) => void,
  killed?: CancelSignal,
): Promise<void> {
  const [task = '', name = 'w', rounds = '0'] = job
  const store = guardStore(await openPatiently(storage), { kinds: conformanceKinds, retries: 50 })
  const work = tasks[task]
  if (work === undefined) throw new Error(`no job is called ${task}`)
  await work(store, say, name, Number(rounds), killed)
  await store.close()
}

/** Beside other processes and tests there may be no free connection for a while, and the guard that would wait for one is not there yet. */
async function openPatiently(storage: Storage): Promise<OpenStore> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await storage.open({ kinds: conformanceKinds })
    const busy = opened.isErr() && opened.error.kind === 'storage/busy'
    if (!busy || attempt === 50) return orThrow(opened)
    await new Promise<void>((resolve) => setTimeout(resolve, Math.min(10 * attempt, 200)))
  }
}

/** The so-many-th commit of a process that writes. */
export function writtenBy(name: string, number: number): Commit {
  const id = `${name}-${number}`
  const note = { op: 'put', ref: { kind: 'side-note', id }, version: 0, doc: { number }, fields: {} } as const
  return commit(id, {
    writes: [put(id, 0, { doc: { number }, keys: [key('tag', name)] }), note],
    events: [event(name, number)],
    work: [{ op: 'schedule', queue: 'q', id, dueAt: 0, payload: null }],
  })
}

type Task = (store: Store, say: (line: string) => void, name: string, rounds: number, killed?: CancelSignal) => Promise<void>

const tasks: Readonly<Record<string, Task>> = {
  async open(_, say) {
    say('opened')
  },
  async write(store, say, name) {
    for (let number = 1; ; number += 1) {
      orThrow(await store.commit(acme, writtenBy(name, number)))
      say(String(number))
    }
  },
  async claim(store, say, name) {
    for (;;) {
      const claims = orThrow(await store.claim({ worker: name, limit: 5, leaseMs: 60_000, queues: ['q'], now: 1 }))
      if (claims.length === 0) return
      for (const claim of claims) {
        if (!('id' in claim)) continue
        orThrow(await store.commit(acme, commit(`settle-${claim.id}`, { work: [{ op: 'settle', token: claim.token }] })))
        say(claim.id)
      }
    }
  },
  async increment(store, say, name, rounds) {
    for (let round = 0; round < rounds; ) {
      const [doc] = orThrow(await store.load(acme, [item('counter')]))
      const version = doc?.version ?? 0
      const done = await store.commit(
        acme,
        commit(`${name}-${round}-${version}`, { writes: [put('counter', version, { doc: version + 1 })] }),
      )
      if (done.isOk()) round += 1
      else if (done.error.kind !== 'storage/conflict') orThrow(done)
    }
    say('done')
  },
  async hold(store, say, name, _, killed) {
    const [claim] = orThrow(await store.claim({ worker: name, limit: 1, leaseMs: 1000, queues: ['q'], now: 1 }))
    say(claim !== undefined && 'id' in claim ? claim.id : 'nothing')
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 600_000)
      killed?.addEventListener('abort', () => clearTimeout(timer))
    })
  },
}
