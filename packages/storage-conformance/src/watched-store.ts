import type { Store } from '@caseload/storage'
import { ResultAsync } from 'neverthrow'
import { failureText } from './kit/failure-text.ts'

/** What was last asked of a store, for whoever waits in vain. */
export interface LastCall {
  /** Name of the call; null before the first. */
  name: keyof Store | null
}

/** The same store; it notes what is asked, and says which call threw instead of answering. */
export function watchedStore(store: Store, last: LastCall): Store {
  return {
    about: store.about,
    commit: (...args) => watched('commit', () => store.commit(...args)),
    load: (...args) => watched('load', () => store.load(...args)),
    find: (...args) => watched('find', () => store.find(...args)),
    count: (...args) => watched('count', () => store.count(...args)),
    journal: (...args) => watched('journal', () => store.journal(...args)),
    claim: (...args) => watched('claim', () => store.claim(...args)),
    lease: (...args) => watched('lease', () => store.lease(...args)),
    close: () => watched('close', () => store.close()),
  }

  function watched<Value, P>(name: keyof Store, call: () => ResultAsync<Value, P>): ResultAsync<Value, P> {
    last.name = name
    const threw = (cause: unknown): never => {
      throw new Error(`${name} threw, where a store answers: ${failureText(cause)}`, { cause })
    }
    try {
      return new ResultAsync(Promise.resolve(call()).catch(threw))
    } catch (cause) {
      return threw(cause)
    }
  }
}
