import { idRule, isIdText } from '../names/names.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Ref } from '../port/ref.ts'
import { isObject } from './is-object.ts'
import type { KindCatalogue } from './kind-catalogue.ts'

/** Checks the name of a document. */
export function checkRef(catalogue: KindCatalogue, ref: Ref): StorageInvalid | null {
  if (!isObject(ref)) return storageInvalid('', 'an object with kind and id')
  if (!catalogue.has(ref.kind)) return storageInvalid('kind', 'a declared kind')
  return checkId(ref.id, 'id')
}

/** Checks an id, a stream or a key of a commit. */
export function checkId(id: unknown, at: string): StorageInvalid | null {
  return isIdText(id) ? null : storageInvalid(at, idRule)
}

/** Checks a version or another whole number from a least one up. */
export function checkCountFrom(least: number, value: unknown, at: string): StorageInvalid | null {
  const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= 2 ** 31
  return fits ? null : storageInvalid(at, `a whole number from ${least}`)
}
