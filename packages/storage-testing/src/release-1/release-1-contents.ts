import { instant, orThrow, parseTenantId, type TenantId } from '@caseload/core'
import type { Commit, KindSpec, NewEvent, PutWrite } from '@caseload/storage'

/** The kinds the store of release 1 was opened with: a field of every type, look-up values of either sort, a path, and a kind with nothing. */
export const release1Kinds: readonly KindSpec[] = [
  {
    kind: 'ticket',
    fields: {
      status: { type: 'text' },
      rank: { type: 'int', sortable: true },
      at: { type: 'instant', sortable: true },
      open: { type: 'bool' },
      owner: { type: 'text', nullable: true },
    },
    keys: { number: { unique: true }, tag: { unique: false } },
    paths: [{ eq: ['status'], sort: ['at'] }],
  },
  { kind: 'side-note', fields: {} },
]

/** Two tenants. */
export const acme = orThrow(parseTenantId('acme'))
export const beta = orThrow(parseTenantId('beta'))

const start = 1_700_000_000_000

function ticket(id: string, version: number, doc: PutWrite['doc'], fields: PutWrite['fields'], number: string): PutWrite {
  const keys = [
    { name: 'number', value: number },
    { name: 'tag', value: 'vip' },
    { name: 'tag', value: 'Zoë 🔥' },
  ]
  const all = { status: 'open', rank: -7, at: start + version, open: true, owner: null, ...fields }
  return { op: 'put', ref: { kind: 'ticket', id }, version, doc, fields: all, keys }
}

function changed(stream: string, version: number, data: NewEvent['data'], cause: string | null = null): NewEvent {
  const at = instant(start + version)
  return { stream, version, type: 'ticket-changed', schema: 2, at, recordedAt: instant(at + 1), actor: 'agent:ada', cause, data }
}

/** What was committed, in order. Dumps were made from it and are compared with it: it never changes; another release has another. */
export const release1Commits: readonly (readonly [TenantId, Commit])[] = [
  [
    acme,
    {
      key: 'open-1',
      fingerprint: 'f'.repeat(64),
      writes: [ticket('tkt_1', 0, { text: 'Es brennt' }, { owner: 'ada' }, '1')],
      events: [changed('tkt_1', 1, { to: 'open' }), changed('tkt_1', 2, { to: 'open', number: 1.5 }, 'open-1')],
      work: [
        { op: 'schedule', queue: 'auto-close', id: 'tkt_1', dueAt: 5000, payload: { ticketId: 'tkt_1' } },
        { op: 'schedule', queue: 'survey', id: 'tkt_1', dueAt: start * 2, payload: null },
      ],
    },
  ],
  [
    acme,
    {
      key: 'change-1',
      writes: [
        ticket(
          'tkt_1',
          1,
          { text: `Zoë's "printer" \\ 🔥 $1 ? %s`, deep: { list: [null, true, -0.25, 1e21, []] } },
          { open: false },
          '1',
        ),
        { op: 'put', ref: { kind: 'side-note', id: 'n.1' }, version: 0, doc: { text: '' }, fields: {} },
      ],
      events: [changed('tkt_1', 3, { to: 'solved' }), changed('other', 1, {})],
    },
  ],
  [acme, { key: 'open-2', writes: [ticket('tkt_2', 0, { text: 'x'.repeat(5000) }, { rank: 2 ** 53 - 1 }, '2')], events: [] }],
  [
    acme,
    {
      key: 'remove-2',
      writes: [{ op: 'remove', ref: { kind: 'ticket', id: 'tkt_2' }, version: 1 }],
      events: [changed('tkt_2', 1, {})],
    },
  ],
  // The same names with another tenant.
  [
    beta,
    {
      key: 'open-1',
      writes: [ticket('tkt_1', 0, { text: 'beta' }, { status: 'new' }, '1')],
      events: [changed('tkt_1', 1, { to: 'new' })],
      work: [{ op: 'schedule', queue: 'auto-close', id: 'tkt_1', dueAt: 5000, payload: { ticketId: 'tkt_1' } }],
    },
  ],
]
