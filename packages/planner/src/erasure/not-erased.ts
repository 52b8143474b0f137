import type { CustomerId } from '@caseload/core'
import type { Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import type { Plan } from '../plans/plan.ts'
import { type CustomerIsErased, customerIsErased } from '../plans/plan-rejections.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'

/**
 * That something is brought in under the identity of customers none of whom was erased, and that none is when it is committed: an erasure meanwhile must not be followed by what it should have taken.
 *
 * @param loaded - What was read.
 * @param ids - The customers; one of whom nothing is stored cannot have been erased.
 * @returns What the commit has to expect; `customer/erased` naming the first who was, `planner/unreadable-document` where what is stored of one cannot be read.
 *
 * @example
 * ```ts
 * import { orThrow, parseId } from '@caseload/core'
 * import { notErased } from '@caseload/planner'
 *
 * const id = orThrow(parseId('cus', 'cus_1'))
 * const stored = (erasedAt: number | null) => ({
 *   docs: [{ ref: { kind: 'customer', id }, version: 3, doc: { id, version: 3, updatedAt: 0, erasedAt, emails: [], phones: [], accounts: [] } }],
 *   found: [],
 * })
 * orThrow(notErased(stored(null), [id])) // => [{ ref: { kind: 'customer', id: 'cus_1' }, version: 3 }]
 * notErased(stored(9), [id])._unsafeUnwrapErr().kind // => 'customer/erased'
 * ```
 */
export function notErased(
  loaded: Loaded,
  ids: readonly CustomerId[],
): Result<Plan['expect'], CustomerIsErased | UnreadableDocument> {
  const expected: { readonly ref: Ref; readonly version: number }[] = []
  for (const id of new Set(ids)) {
    const doc = loadedDocument(loaded, { kind: 'customer', id })
    if (doc === null) continue
    const customer = readDocument('customer', doc)
    if (customer.isErr()) return err(customer.error)
    if (customer.value.erasedAt !== null) return err(customerIsErased(id))
    expected.push({ ref: doc.ref, version: doc.version })
  }
  return ok(expected)
}
