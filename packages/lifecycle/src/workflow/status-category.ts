/**
 * The family a status belongs to. Workflows name their own statuses; code, clocks and metrics depend on the family only.
 *
 * `new`: nobody has taken it up; `open`: the desk's turn; `pending`: the requester's turn; `on-hold`: a third party's turn; `resolved`: answered,
 * may come back; `closed`: over.
 */
export type StatusCategory = 'new' | 'open' | 'pending' | 'on-hold' | 'resolved' | 'closed'

/** Every {@link StatusCategory}, in the order a ticket usually passes them. */
export const statusCategories = [
  'new',
  'open',
  'pending',
  'on-hold',
  'resolved',
  'closed',
] as const satisfies readonly StatusCategory[]

/**
 * Whether tickets of a category are done: resolved or closed.
 *
 * @param category - The category.
 *
 * @example
 * ```ts
 * import { isDone } from '@caseload/lifecycle'
 *
 * isDone('resolved') // => true
 * isDone('on-hold') // => false
 * ```
 */
export function isDone(category: StatusCategory): boolean {
  return category === 'resolved' || category === 'closed'
}
