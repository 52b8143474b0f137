import { guardStore, type KindSpec, type OpenStore, type Store } from '@caseload/storage'
import { bareStore } from './bare-store.ts'

/**
 * How a case reaches the database: `plain` over one handle of the bare adapter; `noisy` the same beside a tenant that is written to all the time; `in turn` over two handles,
 * call by call; `guarded` through the guard, as applications do.
 */
export type Pass = 'plain' | 'noisy' | 'in turn' | 'guarded'

/** All of them. */
export const passes: readonly Pass[] = ['plain', 'noisy', 'in turn', 'guarded']

/** The handle a case gets in a pass. */
export function handleFor(pass: Pass, open: OpenStore, kinds: readonly KindSpec[]): Store {
  return pass === 'guarded'
    ? guardStore(open, { kinds, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) })
    : bareStore(open, kinds)
}

/** One handle that sends every call to the other of two. */
export function inTurn(a: Store, b: Store): Store {
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

/** Of cases that ask what only the guard answers. */
export const guardedOnly: readonly Pass[] = ['guarded']

/** Of cases that look at all tenants at once, where a noisy one would be in the way. */
export const besideNobody: readonly Pass[] = ['plain', 'in turn', 'guarded']

/** Of cases that bring processes, servers or faults of their own, which one pass is enough for. */
export const onceGuarded: readonly Pass[] = ['guarded']
