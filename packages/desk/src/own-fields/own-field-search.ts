import type { Instant } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import { compileOwnFields, type OwnFieldFilters } from '@caseload/planner'
import type { Filter, KeyValue } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { indexServes } from './field-index-state.ts'

/** How tickets are searched by the desk's own fields. */
export interface OwnFieldSearch {
  /** Whether tickets are looked through one by one, since some are not indexed by these fields yet. */
  readonly scanned: boolean
  /** What the store can find by look-up; null where nothing is. */
  readonly key: KeyValue | null
  /** What the store compares. */
  readonly where: readonly Filter[]
  /** The store's own cursor; absent for the first page. */
  readonly after?: string
  /** Pages of the store that one page of the list is made of at most. */
  readonly pages: number
  /** What has to be asked of each ticket found. */
  holds(ticket: Ticket, now: Instant): boolean
  /** The list's cursor for the store's. */
  cursor(next: string | null): string | null
}

/** A list that began by looking tickets through goes on so, whatever becomes of the index meanwhile. */
const scanMark = 'scan:'

/** Pages that are looked through before an empty one is answered. */
const pagesScanned = 20

/** Checks filters by own fields, and says how they are answered: by the index, or where it does not serve all tickets yet, by looking through them. */
export async function ownFieldSearch(
  engine: Engine,
  { tenant }: Scope,
  filters: OwnFieldFilters,
  cursor: string | undefined,
): Promise<Result<OwnFieldSearch, QueryProblem>> {
  const compiled = compileOwnFields(filters, engine.policiesOf(tenant).fields)
  if (compiled.isErr()) return err(compiled.error)
  const goesOn = cursor?.startsWith(scanMark) ?? false
  const serves = goesOn ? ok(false) : await indexServes(engine, tenant, Object.keys(filters))
  if (serves.isErr()) return err(serves.error)
  const { holds, key, where } = compiled.value
  if (serves.value) {
    const after = cursor === undefined ? {} : { after: cursor }
    return ok({ ...{ scanned: false, key, where, pages: 1 }, ...after, holds, cursor: (next) => next })
  }
  const after = cursor === undefined ? {} : { after: cursor.slice(goesOn ? scanMark.length : 0) }
  return ok({
    ...{ scanned: true, key: null, where: [], pages: pagesScanned },
    ...after,
    holds,
    cursor: (next) => (next === null ? null : `${scanMark}${next}`),
  })
}
