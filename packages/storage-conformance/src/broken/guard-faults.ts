import type { CallOptions, Store } from '@caseload/storage'
import { bareStore } from '../bare-store.ts'
import { conformanceKinds } from '../kit/builders.ts'
import type { Fault } from './fault.ts'

/** What a guard gets wrong; no adapter can, because it is not asked. */
export const guardFaults: readonly Fault[] = [
  { name: 'checks nothing that it is given', guard: (_, open) => bareStore(open, conformanceKinds) },
  {
    name: 'looks at no signal',
    guard: (store) => ({
      ...store,
      commit: (tenant, change) => store.commit(tenant, change),
      find: (tenant, query) => store.find(tenant, query),
    }),
  },
  {
    name: 'goes on listening to signals',
    guard: (store) => ({ ...store, find: (tenant, query, options) => store.find(tenant, query, listening(options)) }),
  },
  { name: 'repeats in a problem what it was given', guard: repeats },
]

function listening(options: CallOptions | undefined): CallOptions {
  options?.signal?.addEventListener('abort', () => undefined)
  return options ?? {}
}

function repeats(store: Store): Store {
  return {
    ...store,
    commit: (tenant, change) =>
      store.commit(tenant, change).mapErr((problem) => ({
        ...problem,
        message: `${problem.message}: ${String(change.writes.map((write) => JSON.stringify(write)))}`,
      })),
  }
}
