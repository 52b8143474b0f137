import {
  type StorageBusy,
  type StorageCorrupt,
  type StorageUnavailable,
  storageBusy,
  storageCorrupt,
  storageUnavailable,
} from '@caseload/storage'
import { isCorruptRow } from './row.ts'
import type { SqlFailure } from './sql-executor.ts'

/**
 * A failure of the engine in the words of the port, for authors of executors; for everything but a commit of unknown fate.
 *
 * @param failure - What the engine or the way to it did.
 *
 * @example
 * ```ts
 * import { sqlFailure, storageProblemOf } from '@caseload/storage-sql'
 *
 * storageProblemOf(sqlFailure('full')).message // => 'the database has no space left'
 * storageProblemOf(sqlFailure('retry')).kind // => 'storage/busy'
 * ```
 */
export function storageProblemOf(failure: SqlFailure): StorageBusy | StorageUnavailable | StorageCorrupt {
  const { reason, cause } = failure
  switch (reason) {
    case 'retry':
      return storageBusy(cause)
    case 'corrupt':
      return storageCorrupt(null, 'a database without damage')
    case 'lost':
      return storageUnavailable('network', cause)
    case 'network':
    case 'full':
    case 'readonly':
    case 'closed':
      return storageUnavailable(reason, cause)
    case 'other':
      return isCorruptRow(cause) ? storageCorrupt(null, 'rows as they were written') : storageUnavailable('other', cause)
  }
}
