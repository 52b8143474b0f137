import { instant, orThrow, parseTenantId } from '@caseload/core'
import fc from 'fast-check'
import type { DocRow } from '../src/evaluate/tables.ts'
import type { Commit } from '../src/port/commit.ts'
import type { JsonText } from '../src/port/json-text.ts'
import type { KindSpec } from '../src/port/kind-spec.ts'
import type { Filter, Sort } from '../src/port/query.ts'

/** Two tenants for tests. */
export const acme = orThrow(parseTenantId('acme'))
export const beta = orThrow(parseTenantId('beta'))

/** Text that is equal or ordered otherwise wherever somebody means well with it. */
export const words = fc.constantFrom(
  '',
  'A',
  'a',
  'a ',
  'a%',
  'a_',
  'é',
  'e\u0301',
  'z',
  'za',
  '\u{1F600}',
  '\uFF5E',
  '__proto__',
  'constructor',
  "x' or 1=1--",
  'true',
  '0',
)
const numbers = fc.constantFrom(Number.MIN_SAFE_INTEGER, -1, 0, 1, 2, 10, Number.MAX_SAFE_INTEGER)
const instants = fc.constantFrom(-8.64e15, -1, 0, 1, 8.64e15)

/** The kinds of all that is drawn here: an item has a field of every type, and one of every type that may be null. */
export const itemKinds: readonly KindSpec[] = [
  {
    kind: 'item',
    fields: {
      status: { type: 'text' },
      name: { type: 'text', sortable: true },
      rank: { type: 'int', sortable: true },
      at: { type: 'instant', sortable: true },
      open: { type: 'bool', sortable: true },
      owner: { type: 'text', nullable: true },
      score: { type: 'int', nullable: true },
      seen: { type: 'instant', nullable: true },
      hot: { type: 'bool', nullable: true },
    },
    keys: { mail: { unique: true }, account: { unique: true }, tag: { unique: false } },
  },
  { kind: 'side-note', fields: {} },
]

/** Fields of {@link itemKinds}' items, few values of each so that there are ties. */
export const itemFields = fc.record({
  status: words,
  name: words,
  rank: numbers,
  at: instants,
  open: fc.boolean(),
  owner: fc.option(words),
  score: fc.option(numbers),
  seen: fc.option(instants),
  hot: fc.option(fc.boolean()),
})

/** Look-up values of an item, as the guard gives them: in order, each once. */
export const itemKeys = fc
  .uniqueArray(fc.record({ name: fc.constantFrom('account', 'mail', 'tag'), value: fc.constantFrom('X', 'x', 'y') }), {
    maxLength: 3,
    selector: ({ name, value }) => `${name} ${value}`,
  })
  .map((keys) => keys.toSorted((a, b) => (`${a.name} ${a.value}` < `${b.name} ${b.value}` ? -1 : 1)))

/** Identities whose order by code point is not their order by anything else, and names that objects have by themselves. */
export const ids = fc.constantFrom('10', '9', 'A', 'B', 'Z', 'a', 'a-1', 'a.1', 'a_1', 'b', '__proto__', 'constructor', '~')

/** Documents of a tenant, of two kinds. */
export const docRows: fc.Arbitrary<readonly DocRow[]> = fc.uniqueArray(
  fc
    .record({
      ref: fc.record({ kind: fc.constantFrom('item', 'item', 'item', 'side-note'), id: ids }),
      version: fc.integer({ min: 1, max: 3 }),
      fields: itemFields,
      keys: itemKeys,
    })
    .map((row) => ({ ...row, doc: JSON.stringify(row.ref.id) as JsonText })),
  { maxLength: 14, selector: ({ ref }) => `${ref.kind}/${ref.id}` },
)

/** A condition the guard lets through. */
export const filters: fc.Arbitrary<Filter> = fc.oneof(
  condition(['status', 'name'], ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'prefix'], words),
  condition(['owner'], ['lt', 'lte', 'gt', 'gte', 'prefix'], words),
  condition(['rank', 'at'], ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'], numbers),
  condition(['score', 'seen'], ['lt', 'lte', 'gt', 'gte'], numbers),
  condition(['open'], ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'], fc.boolean()),
  condition(['owner'], ['eq', 'ne'], fc.option(words)),
  condition(['score', 'seen'], ['eq', 'ne'], fc.option(numbers)),
  condition(['hot'], ['eq', 'ne'], fc.option(fc.boolean())),
  condition(['owner', 'name'], ['in'], fc.array(fc.option(words), { maxLength: 3 })),
  condition(['score', 'rank'], ['in'], fc.array(fc.option(numbers), { maxLength: 3 })),
)

function condition(
  fields: readonly string[],
  ops: readonly Filter['op'][],
  value: fc.Arbitrary<Filter['value']>,
): fc.Arbitrary<Filter> {
  return fc.record({ field: fc.constantFrom(...fields), op: fc.constantFrom(...ops), value })
}

/** An order the guard lets through. */
export const sorts: fc.Arbitrary<readonly Sort[]> = fc.uniqueArray(
  fc.record({ field: fc.constantFrom('name', 'rank', 'at', 'open'), dir: fc.constantFrom('asc', 'desc') }),
  { maxLength: 3, selector: ({ field }) => field },
)

const keysOfCommits = fc.integer({ min: 1, max: 60 }).map((number) => `k${number}`)

/** One document put or removed, and nothing else: most of them go through. */
const small: fc.Arbitrary<Commit<JsonText>> = fc
  .record({
    key: keysOfCommits,
    fields: itemFields,
    id: fc.constantFrom('a', 'b'),
    version: fc.constantFrom(0, 0, 1, 2),
    gone: fc.boolean(),
  })
  .map(({ key, fields, id, version, gone }) => {
    const ref = { kind: 'item', id }
    const write = gone
      ? ({ op: 'remove', ref, version: Math.max(1, version) } as const)
      : ({ op: 'put', ref, version, doc: '3' as JsonText, fields, keys: [] } as const)
    return { key, fingerprint: 'f', writes: [write], events: [] }
  })

const large: fc.Arbitrary<Commit<JsonText>> = fc.record({
  key: keysOfCommits,
  fingerprint: fc.constantFrom('f', 'f', 'f', 'g'),
  writes: fc.uniqueArray(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          op: fc.constant('put' as const),
          ref: fc.record({ kind: fc.constant('item'), id: fc.constantFrom('a', 'b', 'c', '__proto__') }),
          version: fc.constantFrom(0, 0, 0, 1, 1, 2),
          doc: fc.constantFrom('1' as JsonText, '2' as JsonText),
          fields: itemFields,
          keys: itemKeys,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constant('remove' as const),
          ref: fc.record({ kind: fc.constant('item'), id: fc.constantFrom('a', 'b') }),
          version: fc.constantFrom(1, 1, 2),
        }),
      },
    ),
    { maxLength: 3, selector: ({ ref }) => ref.id },
  ),
  expect: fc.array(
    fc.record({
      ref: fc.record({ kind: fc.constantFrom('item', 'side-note'), id: fc.constantFrom('c', 'd') }),
      version: fc.constantFrom(0, 0, 1),
    }),
    { maxLength: 1 },
  ),
  events: fc.constantFrom([], [], ['s'], ['t'], ['s', 't'], ['s', 's']).chain((streams) =>
    fc.integer({ min: 1, max: 3 }).map((first) =>
      streams.map((stream, index) => ({
        stream,
        version: first + (streams[index - 1] === stream ? 1 : 0),
        type: `type-${stream}`,
        schema: 1,
        at: instant(first),
        recordedAt: instant(first),
        actor: 'agent:agt_1' as const,
        cause: null,
        data: '1' as JsonText,
      })),
    ),
  ),
})

/** Commits that often meet each other: few identities, keys, streams and values. */
export const commits: fc.Arbitrary<Commit<JsonText>> = fc.oneof(small, large)
