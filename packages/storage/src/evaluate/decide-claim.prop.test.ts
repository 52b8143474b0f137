import type { TenantId } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acme, beta, ids } from '../../test/arbitraries.ts'
import type { WorkClaim, WorkRequest } from '../port/claim.ts'
import type { JsonText } from '../port/json-text.ts'
import { decideClaim } from './decide-claim.ts'
import { decideCommit } from './decide-commit.ts'
import { decideLease } from './decide-lease.ts'
import { applyChanges, emptyTables } from './table-maps.ts'
import type { TableMaps, WorkRow } from './tables.ts'

const items: fc.Arbitrary<readonly Item[]> = fc.uniqueArray(
  fc.record({
    tenant: fc.constantFrom(acme, beta),
    queue: fc.constantFrom('p', 'q', 'r'),
    id: ids,
    visibleAt: fc.integer({ min: 0, max: 9 }),
    held: fc.boolean(),
  }),
  { maxLength: 20, selector: ({ tenant, queue, id }) => `${tenant} ${queue} ${id}` },
)
interface Item {
  readonly tenant: TenantId
  readonly queue: string
  readonly id: string
  readonly visibleAt: number
  readonly held: boolean
}

const asked: fc.Arbitrary<WorkRequest> = fc.record({
  worker: fc.constant('w'),
  limit: fc.integer({ min: 1, max: 6 }),
  leaseMs: fc.constant(100),
  queues: fc.uniqueArray(fc.constantFrom('p', 'q'), { minLength: 1 }),
  now: fc.integer({ min: 0, max: 10 }),
})

function tenantsWith(rows: readonly Item[]): Map<TenantId, TableMaps> {
  const tenants = new Map([acme, beta].map((tenant) => [tenant, emptyTables()]))
  for (const { tenant, queue, id, visibleAt, held } of rows) {
    const row: WorkRow = { queue, id, dueAt: 0, payload: '1' as JsonText, attempt: 3, visibleAt, secret: held ? 'old' : null }
    tenants.get(tenant)?.work.set(`${queue}/${id}`, row)
  }
  return tenants
}

const asks = ({ queues }: WorkRequest, queue: string) => queues.includes(queue)
const placeOf = ({ tenant, queue, id }: Pick<Item, 'tenant' | 'queue' | 'id'>) => `${tenant} ${queue} ${id}`
const claimedBy = (answer: readonly object[]) => answer.filter((claim): claim is WorkClaim<JsonText> => 'queue' in claim)

describe('given any work that waits and is held', () => {
  it('takes one after the other what has been claimable longest, ties by id, tenant and queue, up to the limit', () => {
    fc.assert(
      fc.property(items, asked, fc.integer({ min: 0, max: 10 }), fc.boolean(), (rows, request, clock, one) => {
        const left = rows.filter(
          ({ tenant, queue, visibleAt, held }) =>
            (!one || tenant === beta) && asks(request, queue) && visibleAt <= (held ? clock : request.now),
        )
        const wanted: string[] = []
        while (wanted.length < request.limit && left.length > 0) {
          let first = 0
          for (const [index, item] of left.entries()) if (isFirst(item, left[first] ?? item)) first = index
          wanted.push(...left.splice(first, 1).map(placeOf))
        }
        const { answer } = decideClaim(tenantsWith(rows), one ? { ...request, tenant: beta } : request, clock, 's')
        expect(claimedBy(answer).map(placeOf)).toEqual(wanted)
        expect(claimedBy(answer).every(({ attempt }) => attempt === 4)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('gives each item to one worker until the lease ends, and settling to the last one only', () => {
    fc.assert(
      fc.property(items, asked, (rows, request) => {
        const tenants = tenantsWith(rows.map((row) => ({ ...row, held: false })))
        const take = (clock: number, secret: string) => {
          const { answer, changes } = decideClaim(tenants, { ...request, limit: 1000, now: 10 }, clock, secret)
          applyChanges(tenants, changes)
          return claimedBy(answer)
        }
        const settle = ({ tenant, token }: WorkClaim<JsonText>) =>
          decideCommit(
            tenants.get(tenant) ?? emptyTables(),
            [],
            tenant,
            { key: token.replaceAll('/', '-'), writes: [], events: [], work: [{ op: 'settle', token }] },
            0,
          )

        const first = take(1000, 'one')
        expect(first).toHaveLength(rows.filter(({ queue }) => asks(request, queue)).length)
        expect(take(1099, 'two')).toEqual([])
        const second = take(1100, 'three')
        expect(second.map(placeOf).toSorted()).toEqual(first.map(placeOf).toSorted())
        expect(second.every(({ attempt }) => attempt === 5)).toBe(true)
        for (const claim of first) {
          expect(settle(claim)._unsafeUnwrapErr().kind).toBe('storage/fenced')
          expect(decideLease(tenants, { op: 'extend', token: claim.token, ms: 9 }, 0)).toEqual({ answer: false, changes: [] })
        }
        for (const claim of second) applyChanges(tenants, settle(claim)._unsafeUnwrap().changes)
        expect(take(9999, 'four')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

function isFirst(a: Item, b: Item): boolean {
  if (a.visibleAt !== b.visibleAt) return a.visibleAt < b.visibleAt
  if (a.id !== b.id) return a.id < b.id
  if (a.tenant !== b.tenant) return a.tenant < b.tenant
  return a.queue < b.queue
}
