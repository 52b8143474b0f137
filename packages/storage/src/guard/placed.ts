import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'

/**
 * The same issue, seen from outside: checks name paths from where they stand, and whoever asked says where that is, so that nothing is spelled out for what is in order.
 */
export function placed({ path, rule }: StorageInvalid, at: string): StorageInvalid {
  return storageInvalid(path === '' || path.startsWith('[') ? `${at}${path}` : `${at}.${path}`, rule)
}
