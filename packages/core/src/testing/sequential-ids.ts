import type { IdSource } from '../id-source.ts'

/**
 * Tokens that can be read and foretold: `000001`, `000002` …
 *
 * @param prefix - Put before each number, to tell two sources apart (default: nothing).
 *
 * @example
 * ```ts
 * import { sequentialIds } from '@caseload/core/testing'
 *
 * const ids = sequentialIds('a')
 * ids.next() // => 'a000001'
 * ids.next() // => 'a000002'
 * ```
 */
export function sequentialIds(prefix = ''): IdSource {
  let last = 0
  return {
    next: () => {
      last += 1
      return `${prefix}${String(last).padStart(6, '0')}`
    },
  }
}
