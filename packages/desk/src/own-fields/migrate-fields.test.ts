import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { type ActingDesk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { defineTicketFields, type TicketFieldsDocument } from '@caseload/lifecycle'
import { type Storage, storageConflict, storageUnavailable } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { errAsync } from 'neverthrow'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, start } from '../../test/fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-migrate-fields-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const before = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'fax', 'telex'], personal: false, indexed: true },
  room: { type: 'text', personal: false },
  allergies: { type: 'text', personal: false },
  diet: { type: 'enum', values: ['vegan', 'keto'], personal: true },
})
const after = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'phone'], personal: false, indexed: true },
  area: { type: 'text', personal: false, indexed: true },
  allergies: { type: 'text', personal: true },
  diet: { type: 'enum', values: ['vegan', 'any'], personal: true },
})
const mapping = {
  schema: 1,
  fields: {
    device: { values: { fax: 'phone' } },
    room: { otherwise: 'clear' },
    allergies: { otherwise: 'move' },
    diet: { values: { keto: 'any' } },
  },
} as const
const promised = (version: number, device: string) => ({
  ...{ schema: 1 as const, id: 's', version },
  policies: [{ id: 'p', when: { field: 'attributes.device', equals: device }, targets: { firstReply: 'PT4H' } }],
})
const policiesWith = (fields: TicketFieldsDocument): PoliciesDocument => ({ ...standardPolicies, fields })
const opening = { from: { email: 'eve@example.com' }, channel: 'web', kind: 'question' } as const
const reason = 'new catalogue'

async function stocked(storage: Storage = memoryStorage(), count = 1): Promise<Fixture> {
  const made = await fixture({
    storage,
    policies: { ...policiesWith(before), sla: [promised(1, 'laptop')] },
    policyRegistry: true,
  })
  const { ada } = made
  const open = (device: 'laptop' | 'fax' | 'telex', more: object = {}) =>
    ada.openTicket({ ...opening, attributes: { device, ...more } })
  for (let round = 0; round < count; round += 1) {
    orThrow(await open('laptop'))
    orThrow(await open('fax', { room: 'r1' }))
    orThrow(await open('telex', { allergies: 'nuts' }))
    const closed = orThrow(await ada.openTicket({ ...opening, personalFields: { diet: 'keto' } })).ticket
    orThrow(await ada.cancel(closed.id))
  }
  return made
}
async function activated({ ada, clock }: Fixture): Promise<void> {
  const { version } = orThrow(
    await ada.publishPolicies(
      { ...policiesWith(after), sla: [promised(1, 'laptop'), { ...promised(2, 'phone'), effectiveFrom: start }] },
      { reason },
    ),
  )
  orThrow(await ada.activatePolicies(version, { reason }))
  clock.advance(1000)
}
const values = async (ada: ActingDesk) => {
  const { tickets } = orThrow(await ada.tickets({ limit: 500, sort: 'openedAt', direction: 'asc' }))
  return Promise.all(
    tickets.map(async ({ id, attributes }) => ({
      ...attributes,
      ...orThrow(await ada.personalFields(id, { purpose: 'check' })),
    })),
  )
}

describe('given a declaration that is published', () => {
  it('tells in words what changes, which tickets have values that would not fit, and how many; nothing is changed', async () => {
    const { ada, desk } = await stocked()
    const told = orThrow(await desk.tenant('acme').events({ limit: 500 })).events.length
    const { fields, version } = orThrow(await ada.publishPolicies(policiesWith(after), { reason }))
    expect(fields.changes.map(({ kind, field }) => `${field} ${kind}`)).toEqual([
      'allergies became-personal',
      'area field-added',
      'area index-added',
      'device choice-removed',
      'device choice-removed',
      'device choice-added',
      'diet choice-removed',
      'diet choice-added',
      'room field-removed',
    ])
    expect(fields).toMatchObject({ version, tickets: 4, unfit: 3, unindexed: 4, next: null, commits: 0 })
    const kept = { replaced: 0, cleared: 0, moved: 0 }
    expect(fields.byField).toEqual([
      { field: 'allergies', ...kept, kept: 1 },
      { field: 'device', ...kept, kept: 2 },
      { field: 'diet', ...kept, kept: 1 },
      { field: 'room', ...kept, kept: 1 },
    ])
    expect(
      fields.listed.map(({ number, values: unfit }) => [number, unfit.map(({ field, reason: why }) => [field, why])]),
    ).toEqual([
      [
        2,
        [
          ['device', 'fields/wrong-value'],
          ['room', 'fields/undeclared'],
        ],
      ],
      [
        3,
        [
          ['allergies', 'fields/personal'],
          ['device', 'fields/wrong-value'],
        ],
      ],
      [4, [['diet', 'fields/wrong-value']]],
    ])
    expect(JSON.stringify(fields.listed)).not.toMatch(/nuts|keto|fax/)
    const { events } = orThrow(await desk.tenant('acme').events({ limit: 500 }))
    expect(events.slice(told).map(({ type }) => type)).toEqual(['policies-published'])
  })

  it('looks at no ticket where no value can be left behind', async () => {
    const { ada } = await stocked()
    const { fields } = orThrow(
      await ada.publishPolicies(policiesWith({ ...before, more: { type: 'text', personal: false } }), { reason }),
    )
    expect(fields).toMatchObject({ tickets: 0, unfit: 0, unindexed: 0, changes: [{ kind: 'field-added' }] })
  })

  it('can be asked about by its version, a page at a time, under any mapping; but not carried out before it is in force', async () => {
    const { ada } = await stocked(memoryStorage(), 60)
    const { version, fields } = orThrow(await ada.publishPolicies(policiesWith(after), { reason }))
    expect([fields.tickets, fields.next === null]).toEqual([200, false])
    let [looked, unfit] = [fields.tickets, fields.unfit]
    for (let next = fields.next; next !== null; ) {
      const page = orThrow(await ada.migrateFields({ version, dryRun: true, after: next, mapping }))
      looked += page.tickets
      unfit += page.unfit
      next = page.next
    }
    expect([looked, unfit]).toEqual([240, 180])
    expect((await ada.migrateFields({ version, mapping }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'desk/version-not-in-force',
      version,
      inForce: 0,
    })
  })
})

describe.each([
  ['memory', () => memoryStorage()],
  ['SQLite', () => sqliteStorage({ path: join(mkdtempSync(join(folder, 'desk-')), 'desk.db'), synchronous: 'normal' })],
] as const)('given a declaration in force, on %s', (_, made) => {
  it('makes of values what the mapping says, closed tickets among them, with events, clocks and index, and once', async () => {
    const place = await stocked(made())
    await activated(place)
    const { ada, desk } = place
    expect(orThrow(await ada.migrateFields({ mapping, dryRun: true }))).toMatchObject({ version: 1, changes: [], commits: 0 })
    const applied = orThrow(await ada.migrateFields({ mapping }))
    expect(applied).toMatchObject({ tickets: 4, unfit: 3, unindexed: 0, next: null, commits: 1 })
    expect(applied.byField).toEqual([
      { field: 'allergies', replaced: 0, cleared: 0, moved: 1, kept: 0 },
      { field: 'device', replaced: 1, cleared: 0, moved: 0, kept: 1 },
      { field: 'diet', replaced: 1, cleared: 0, moved: 0, kept: 0 },
      { field: 'room', replaced: 0, cleared: 1, moved: 0, kept: 0 },
    ])
    expect(await values(ada)).toEqual([
      { device: 'laptop' },
      { device: 'phone' },
      { device: 'telex', allergies: 'nuts' },
      { diet: 'any' },
    ])
    const { tickets, scanned } = orThrow(await ada.tickets({ filter: { fields: { device: 'phone' } } }))
    expect([tickets.length, scanned]).toEqual([1, false])
    expect(Object.keys(orThrow(await ada.clocks(tickets[0]?.id ?? ''))?.clocks ?? {})).toEqual(['firstReply'])
    const { events } = orThrow(await desk.tenant('acme').events({ limit: 500 }))
    const switched = events.findIndex(({ type }) => type === 'policies-activated')
    expect(
      events
        .slice(switched + 1)
        .map(({ type }) => type)
        .filter((type) => !type.startsWith('sla') && type !== 'protected-fields-read')
        .sort(),
    ).toEqual(['personal-field-set', 'personal-field-set', 'ticket-classified', 'ticket-classified'])
    expect(JSON.stringify(events.slice(switched))).not.toMatch(/nuts|keto/)
    expect(orThrow(await ada.migrateFields({ mapping }))).toMatchObject({ unfit: 1, commits: 0 })
    expect(
      orThrow(await ada.migrateFields({ mapping: { schema: 1, fields: { device: { otherwise: 'clear' } } } })),
    ).toMatchObject({
      unfit: 1,
      commits: 1,
    })
    expect(orThrow(await ada.migrateFields())).toMatchObject({ unfit: 0, byField: [], commits: 0 })
  })
})

/** A store of which commits that touch tickets can be made to fail. */
function failing() {
  const inner = memoryStorage()
  const rule = { fail: (_commit: number): 'conflict' | 'away' | null => null, commits: 0 }
  const storage: Storage = {
    ...inner,
    open: (options) =>
      inner.open(options).map(({ store, admin }) => ({
        admin,
        store: {
          ...store,
          commit: (...args) => {
            if (!args[1].writes.some(({ ref }) => ref.kind === 'ticket')) return store.commit(...args)
            rule.commits += 1
            const fails = rule.fail(rule.commits)
            if (fails === null) return store.commit(...args)
            return errAsync(
              fails === 'away' ? storageUnavailable('network') : storageConflict('document', { kind: 'ticket', id: 'x' }, 1, 2),
            )
          },
        },
      })),
  }
  return { storage, rule }
}

describe('given a migration of fields that is disturbed', () => {
  it('goes on where it was broken off, and migrates nothing twice', async () => {
    const { storage, rule } = failing()
    const place = await stocked(storage, 20)
    await activated(place)
    rule.commits = 0
    rule.fail = (commit) => (commit === 3 ? 'away' : null)
    expect((await place.ada.migrateFields({ mapping }))._unsafeUnwrapErr().kind).toBe('storage/unavailable')
    rule.fail = () => null
    const rest = orThrow(await place.ada.migrateFields({ mapping }))
    expect(rest.commits).toBeGreaterThan(0)
    const { events } = orThrow(await place.desk.tenant('acme').events({ limit: 500 }))
    const moved = events.filter(
      ({ type, data }) => type === 'personal-field-set' && 'field' in data && data.field === 'allergies',
    )
    expect([moved.length, new Set(moved.map(({ stream }) => stream)).size]).toEqual([20, 20])
    expect(orThrow(await place.ada.migrateFields({ mapping }))).toMatchObject({ unfit: 20, commits: 0 })
  })

  it('decides anew where others were faster', async () => {
    const { storage, rule } = failing()
    const place = await stocked(storage, 5)
    await activated(place)
    rule.commits = 0
    rule.fail = (commit) => (commit % 2 === 1 ? 'conflict' : null)
    expect(orThrow(await place.ada.migrateFields({ mapping }))).toMatchObject({ unfit: 15, unindexed: 0 })
    expect((await values(place.ada)).filter((each) => 'room' in each)).toEqual([])
  })

  it('keeps nothing personal of a customer who was erased', async () => {
    const place = await stocked()
    const [ticket] = orThrow(await place.ada.tickets()).tickets
    orThrow(await place.ada.eraseCustomer(String(ticket?.requesterId)))
    await activated(place)
    orThrow(await place.ada.migrateFields({ mapping }))
    expect(await values(place.ada)).toEqual([{ device: 'laptop' }, { device: 'phone' }, { device: 'telex' }, {}])
  })
})

describe('given fields that a registry knows', () => {
  it('makes numbers of texts, and takes a name that only tickets from before the registry have', async () => {
    const storage = memoryStorage()
    const text = { floor: { type: 'text', personal: false }, wing: { type: 'text', personal: false } } as const
    const old = await fixture({ storage, policies: policiesWith(text), idPrefix: 'a' })
    for (const floor of ['1', 'first', 'roof'])
      orThrow(await old.ada.openTicket({ ...opening, attributes: { floor, wing: 'w' } }))
    const number = { floor: { type: 'number', personal: false } } as const
    const { ada } = await fixture({ storage, policies: policiesWith(number), policyRegistry: true, idPrefix: 'b' })
    const fields = { floor: { values: { 1: 1, first: 1 }, otherwise: 'clear' }, wing: { otherwise: 'clear' } } as const
    const report = orThrow(await ada.migrateFields({ mapping: { schema: 1, fields } }))
    expect(report.byField).toMatchObject([
      { field: 'floor', replaced: 2, cleared: 1 },
      { field: 'wing', cleared: 3 },
    ])
    expect(await values(ada)).toEqual([{ floor: 1 }, { floor: 1 }, {}])
  })
})

describe('given a migration of fields that cannot be', () => {
  it('says why', async () => {
    const { ada } = await stocked()
    const kind = async (input: Parameters<ActingDesk['migrateFields']>[0]) =>
      (await ada.migrateFields(input))._unsafeUnwrapErr().kind
    expect(await kind({ version: 9, dryRun: true })).toBe('policies/unknown-version')
    expect(await kind({ mapping: { schema: 1, fields: { device: { values: { telex: 'pager' } } } } })).toBe(
      'desk/invalid-fields-migration',
    )
    const mistyped = { schema: 1, fields: { devise: { otherwise: 'clear' } } } as const
    expect((await ada.migrateFields({ mapping: mistyped }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'desk/invalid-fields-migration',
      issues: [{ kind: 'fields-migration/unknown-field', path: 'fields.devise' }],
      message: 'the mapping cannot be used: fields.devise: expected a field that is declared, or that a ticket has',
    })
    expect(await kind({ limit: 0 })).toBe('input/invalid')
    expect(await kind({ dryRun: true, after: 'x' })).toBe('input/invalid')
    const without = await fixture({ policies: policiesWith(before) })
    expect((await without.ada.migrateFields({ version: 1, dryRun: true }))._unsafeUnwrapErr().kind).toBe('desk/no-registry')
    expect(orThrow(await without.ada.migrateFields({ dryRun: true }))).toMatchObject({ version: 0, changes: [], unfit: 0 })
    expect((await without.timers.migrateFields())._unsafeUnwrapErr().kind).toBe('access/denied')
  })
})
