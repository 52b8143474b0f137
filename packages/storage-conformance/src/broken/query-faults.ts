import type { Doc, Filter, JsonText, Page, Position, PutWrite, Query, Scalar } from '@caseload/storage'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'

type Found = Page<Doc<JsonText>, Position>

/** A store that is asked something else. */
function asking(change: (query: Query<Position>) => Query<Position>): (store: LaterAdapter) => LaterAdapter {
  return (store) => ({ ...store, find: (tenant, query) => store.find(tenant, change(query)) })
}

/** A store that answers something else. */
function answering(change: (page: Found, query: Query<Position>) => Found): (store: LaterAdapter) => LaterAdapter {
  return (store) => ({ ...store, find: (tenant, query) => store.find(tenant, query).map((page) => change(page, query)) })
}

function filtering(change: (filter: Filter) => Filter | null): (store: LaterAdapter) => LaterAdapter {
  const changed = (where: readonly Filter[] = []) => where.flatMap((filter) => change(filter) ?? [])
  return (store) => ({
    ...store,
    find: (tenant, query) => store.find(tenant, { ...query, where: changed(query.where) }),
    count: (tenant, query) => store.count(tenant, { ...query, where: changed(query.where) }),
  })
}

/** What goes wrong with lists and counts. */
export const queryFaults: readonly Fault[] = [
  {
    name: 'takes “at most” for “less than”',
    store: () => filtering((filter) => (filter.op === 'lte' ? { ...filter, op: 'lt' } : filter)),
  },
  {
    name: 'lets null take no part in a difference, as SQL does',
    store: () => (store) => ({
      ...store,
      find(tenant, query) {
        const where = query.where ?? []
        const real = where.flatMap(({ field, op, value }): readonly Filter[] =>
          op === 'ne' && value !== null ? [{ field, op: 'ne', value: null }] : [],
        )
        return store.find(tenant, { ...query, where: [...where, ...real] })
      },
    }),
  },
  {
    name: 'takes “in nothing” for “in anything”',
    store: () =>
      filtering((filter) => (filter.op === 'in' && Array.isArray(filter.value) && filter.value.length === 0 ? null : filter)),
  },
  {
    name: 'takes a prefix for a pattern',
    store: () =>
      filtering((filter) =>
        filter.op === 'prefix' && typeof filter.value === 'string'
          ? { ...filter, value: filter.value.replace(/[%_].*$/, '') }
          : filter,
      ),
  },
  {
    name: 'looks at the first of several filters only',
    store: () => asking((query) => ({ ...query, where: (query.where ?? []).slice(0, 1) })),
  },
  {
    name: 'forgets the filters where it looks by a value',
    store: () => asking(({ where = [], ...query }) => (query.key === undefined ? { ...query, where } : query)),
  },
  {
    name: 'orders text as people do',
    store: () =>
      answering((page, { sort = [] }) =>
        sort[0]?.field === 'name' ? { ...page, items: [...page.items].sort((a, b) => a.ref.id.localeCompare(b.ref.id)) } : page,
      ),
  },
  {
    name: 'compares text without regard to case',
    store: () => (store) => ({
      ...store,
      find(tenant, query) {
        const [filter] = query.where ?? []
        if (filter?.op !== 'eq' || typeof filter.value !== 'string') return store.find(tenant, query)
        const { value } = filter
        return store.find(tenant, {
          ...query,
          where: [{ field: filter.field, op: 'in', value: [value, value.toUpperCase(), value.toLowerCase()] }],
        })
      },
    }),
  },
  {
    name: 'stores truth as a number',
    store: () => (store) => ({
      ...store,
      count: (tenant, query) =>
        store.count(tenant, query).map((buckets) =>
          buckets.map((bucket) => ({
            ...bucket,
            group: Object.fromEntries(
              Object.entries(bucket.group).map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value]),
            ),
          })),
        ),
    }),
  },
  {
    name: 'does not count what is null',
    store: () => (store) => ({
      ...store,
      count: (tenant, query) =>
        store.count(tenant, query).map((buckets) => buckets.filter(({ group }) => !Object.values(group).includes(null))),
    }),
  },
  {
    name: 'counts no further than fifty',
    store: () => (store) => ({
      ...store,
      count: (tenant, query) =>
        store.count(tenant, query).map((buckets) => buckets.map((bucket) => ({ ...bucket, count: Math.min(50, bucket.count) }))),
    }),
  },
  { name: 'counts from statistics that are a commit behind', store: countsLate },
  { name: 'forgets the tenant in one query', store: forgetsTenant },
  { name: 'goes on finding a document by values it had before', store: neverForgets },
  { name: 'pages by offset', store: pagesByOffset },
  { name: 'goes on after a sort value, whatever else has it', store: () => asking((query) => skipTies(query)) },
  {
    name: 'breaks ties in one direction always',
    store: () =>
      answering((page, { sort = [] }) =>
        sort.length === 1 && sort[0]?.dir === 'desc'
          ? { ...page, items: [...page.items].sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1)) }
          : page,
      ),
  },
  { name: 'never has a second page', store: () => answering(({ items }) => ({ items, next: null })) },
  {
    name: 'has a next page as long as the last was full',
    store: () =>
      answering(({ items, next }, query) => {
        const last = items.length === query.limit && query.sort === undefined ? items.at(-1) : undefined
        return { items, next: next ?? (last === undefined ? null : [last.ref.id]) }
      }),
  },
  {
    name: 'loses the last document of a page',
    store: () =>
      answering((page) => (page.next === null || page.items.length < 2 ? page : { ...page, items: page.items.slice(0, -1) })),
  },
]

/** After the last with that value instead of after the last document. */
function skipTies(query: Query<Position>): Query<Position> {
  const { after, sort = [] } = query
  if (after === undefined || sort.length === 0) return query
  const end: Scalar = sort.at(-1)?.dir === 'desc' ? '' : '~'
  return { ...query, after: [...after.slice(0, -1), end] }
}

function countsLate(): (store: LaterAdapter) => LaterAdapter {
  let behind = false
  return (store) => ({
    ...store,
    commit(tenant, change) {
      behind = true
      return store.commit(tenant, change)
    },
    count(tenant, query) {
      const late = behind
      behind = false
      return store
        .count(tenant, query)
        .map((buckets) => (late ? buckets.map((bucket) => ({ ...bucket, count: bucket.count - 1 })) : buckets))
    },
  })
}

function forgetsTenant(): (store: LaterAdapter) => LaterAdapter {
  let first: Parameters<LaterAdapter['count']>[0] | null = null
  return (store) => ({
    ...store,
    commit(tenant, change) {
      first ??= tenant
      return store.commit(tenant, change)
    },
    count: (tenant, query) => store.count(first ?? tenant, query),
  })
}

function neverForgets(): (store: LaterAdapter) => LaterAdapter {
  const had = new Map<string, PutWrite<JsonText>['fields'][]>()
  return (store) => ({
    ...store,
    commit(tenant, change) {
      for (const write of change.writes)
        if (write.op === 'put') had.set(write.ref.id, [...(had.get(write.ref.id) ?? []), write.fields])
      return store.commit(tenant, change)
    },
    find(tenant, query) {
      const [filter, ...more] = query.where ?? []
      if (filter?.op !== 'eq' || more.length > 0) return store.find(tenant, query)
      return store.find(tenant, { ...query, where: [] }).map((page) => ({
        ...page,
        items: page.items.filter(({ ref }) => (had.get(ref.id) ?? []).some((fields) => fields[filter.field] === filter.value)),
      }))
    },
  })
}

function pagesByOffset(): (store: LaterAdapter) => LaterAdapter {
  const offsets = new Map<string, number>()
  return (store) => ({
    ...store,
    find(tenant, { after, ...query }) {
      const offset = after === undefined ? 0 : (offsets.get(JSON.stringify(after)) ?? 0)
      return store.find(tenant, { ...query, limit: offset + query.limit }).map(({ items, next }) => {
        if (next !== null) offsets.set(JSON.stringify(next), offset + query.limit)
        return { items: items.slice(offset), next }
      })
    },
  })
}
