import { type Answer, later, type StoreAdapter } from '@caseload/storage'
import type { ResultAsync } from 'neverthrow'

/** An adapter that answers nothing at once, so that a fault can be chained to every answer. */
export type LaterAdapter = {
  readonly [Name in keyof StoreAdapter]: StoreAdapter[Name] extends (...args: infer Args) => Answer<infer Value, infer P>
    ? (...args: Args) => ResultAsync<Value, P>
    : StoreAdapter[Name]
}

/** The same adapter, answering later. */
export function answeringLater(store: StoreAdapter): LaterAdapter {
  return {
    about: store.about,
    commit: (...args) => later(store.commit(...args)),
    load: (...args) => later(store.load(...args)),
    find: (...args) => later(store.find(...args)),
    count: (...args) => later(store.count(...args)),
    journal: (...args) => later(store.journal(...args)),
    claim: (...args) => later(store.claim(...args)),
    lease: (...args) => later(store.lease(...args)),
    close: () => store.close(),
  }
}
