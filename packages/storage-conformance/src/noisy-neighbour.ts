import { type Entropy, orThrow, parseTenantId } from '@caseload/core'
import type { Store } from '@caseload/storage'
import { commit, event, item, key, put } from './kit/builders.ts'

/** The tenant that makes the noise. */
export const noisy = orThrow(parseTenantId('noisy'))

/** A handle beside a tenant that is written to with every call: the same ids, keys, streams and commit keys as the cases use, in another tenant. */
export interface NoisyStore {
  /** The handle. */
  readonly store: Store
  /** Waits until the noise has died away. */
  readonly quiet: () => Promise<void>
}

const ids = ['a', 'b', 'c', 'd10', 'effect', 'x']

/** Puts the neighbour beside a handle; it works over another one. */
export function besideNoise(store: Store, neighbour: Store, entropy: Entropy): NoisyStore {
  const versions = new Map<string, number>()
  let step = 0
  let under: Promise<unknown> = Promise.resolve()
  let idle = true
  const pick = (count: number): number => Math.floor(entropy.next() * count)

  const noise = (): void => {
    // One at a time: it is to be in the way, not to take all the time there is.
    if (!idle) return
    idle = false
    under = oneStep().finally(() => {
      idle = true
    })
  }

  const oneStep = async (): Promise<void> => {
    step += 1
    const id = ids[pick(ids.length)] ?? 'a'
    const version = versions.get(id) ?? 0
    const remove = version > 0 && pick(4) === 0
    const made = await neighbour.commit(
      noisy,
      commit(`c${step}`, {
        writes: remove
          ? [{ op: 'remove', ref: item(id), version }]
          : [put(id, version, { doc: { of: 'noise' }, fields: { owner: 'x' }, keys: [key('tag', 't'), key('mail', id)] })],
        events: [event('s', step), event(`n${step}`, 1)],
        work: [{ op: 'schedule', queue: 'noise', id, dueAt: 0, payload: null }],
      }),
    )
    // The version after a removal goes on counting; a look is simpler than a copy of that rule.
    if (made.isErr()) throw new Error(`the noisy neighbour was refused: ${made.error.kind}`)
    const [doc] = orThrow(await neighbour.load(noisy, [item(id)]))
    versions.set(id, doc?.version ?? 0)
    if (pick(3) === 0)
      orThrow(await neighbour.claim({ worker: 'n', limit: 2, leaseMs: 1000, queues: ['noise'], now: 0, tenant: noisy }))
  }

  const beside = <Args extends readonly unknown[], Answer>(call: (...args: Args) => Answer) => {
    return (...args: Args): Answer => {
      noise()
      return call(...args)
    }
  }
  return {
    store: {
      about: store.about,
      commit: beside(store.commit),
      load: beside(store.load),
      find: beside(store.find),
      count: beside(store.count),
      journal: beside(store.journal),
      claim: beside(store.claim),
      lease: beside(store.lease),
      close: () => store.close(),
    },
    quiet: async () => {
      await under
    },
  }
}
