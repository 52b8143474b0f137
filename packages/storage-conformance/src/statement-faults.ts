import type { StatementFaults } from './place.ts'

/** The two sides of a hook before statements. */
export interface StatementHook {
  /** For the place: what is to go wrong. */
  readonly faults: StatementFaults
  /** For the executor: to be called before each statement; throws where one is to fail. */
  before(): void
}

/**
 * Makes a hook for {@link Place.statements}: an adapter's test calls `before` ahead of every statement of its executor, `begin` and `commit` included.
 *
 * @param thrown - What the engine would throw where its connection is gone, and where somebody else is in the way.
 *
 * @example
 * ```ts
 * import { statementHook } from '@caseload/storage-conformance'
 *
 * const hook = statementHook({ gone: () => new Error('connection lost'), busy: () => new Error('locked') })
 * hook.before()
 * hook.faults.count() // => 1
 * ```
 */
export function statementHook(thrown: { readonly gone: () => unknown; readonly busy: () => unknown }): StatementHook {
  let count = 0
  let dieAt = Number.POSITIVE_INFINITY
  let busy = 0
  return {
    before() {
      count += 1
      if (count >= dieAt) throw thrown.gone()
      if (busy > 0) {
        busy -= 1
        throw thrown.busy()
      }
    },
    faults: {
      count: () => count,
      dieBefore(statement) {
        dieAt = count + statement
      },
      busy(times) {
        busy = times
      },
      mend() {
        dieAt = Number.POSITIVE_INFINITY
        busy = 0
      },
    },
  }
}
