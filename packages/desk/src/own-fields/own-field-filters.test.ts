import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow } from '@caseload/core'
import { defineTicketFields } from '@caseload/lifecycle'
import type { OwnFieldFilters } from '@caseload/planner'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'
import { standardPolicies } from '../index.ts'

const indexed = { personal: false, indexed: true } as const
const fields = defineTicketFields({
  floor: { type: 'number', ...indexed },
  due: { type: 'instant', ...indexed },
  effort: { type: 'duration', ...indexed },
  model: { type: 'text', ...indexed },
  grade: { type: 'enum', values: ['low', 'mid', 'high'], ordered: true, ...indexed },
  parts: { type: 'set', of: { type: 'enum', values: ['fan', 'lid', 'key'] }, ...indexed },
  hidden: { type: 'number', personal: false },
})
const opening = { from: { email: 'eve@example.com' }, channel: 'web', kind: 'question' } as const
const hour = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'caseload-fields-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stocked = async (storage: Storage) => {
  const { ada } = await fixture({ storage, policies: { ...standardPolicies, fields } })
  const rows = {
    a: {
      floor: -1.5,
      due: instant('2026-03-01T00:00:00Z'),
      effort: hour,
      model: `${'x'.repeat(120)}1`,
      grade: 'low',
      parts: ['fan'],
    },
    b: {
      floor: 0,
      due: instant('2026-03-02T00:00:00Z'),
      effort: 3 * hour,
      model: `${'x'.repeat(120)}2`,
      grade: 'mid',
      parts: ['lid', 'fan'],
    },
    c: { floor: 10, effort: 20 * hour, model: 'X100% ', grade: 'high', parts: [] },
    d: {},
  }
  const names = new Map<string, string>()
  for (const [name, attributes] of Object.entries(rows))
    names.set(orThrow(await ada.openTicket({ ...opening, attributes })).ticket.id, name)
  const found = async (filters: OwnFieldFilters) =>
    orThrow(await ada.tickets({ filter: { fields: filters } }))
      .tickets.map(({ id }) => names.get(id))
      .sort()
      .join('')
  return { ada, found }
}

describe.each([
  ['memory', () => memoryStorage()],
  ['SQLite', () => sqliteStorage({ path: join(mkdtempSync(join(folder, 'desk-')), 'desk.db'), synchronous: 'normal' })],
] as const)('given tickets with values of indexed fields, on %s', (_, storage) => {
  it('lists by tests of every type', async () => {
    const { found } = await stocked(storage())
    expect(await found({ floor: { atLeast: -1.5, lessThan: 10 } })).toBe('ab')
    expect(await found({ floor: { moreThan: -1.5 } })).toBe('bc')
    expect(await found({ floor: { in: [10, 0] } })).toBe('bc')
    expect(await found({ due: { moreThan: '2026-03-01T02:00+02:00' } })).toBe('b')
    expect(await found({ due: { atMost: '2026-03-01T02:00+02:00' } })).toBe('a')
    expect(await found({ effort: { atLeast: 'PT2H', atMost: 'PT3H' } })).toBe('b')
    expect(await found({ due: '2026-03-01T02:00+02:00' })).toBe('a')
    expect(await found({ due: { in: ['2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'] } })).toBe('b')
    expect(await found({ effort: 'PT60M' })).toBe('a')
    expect(await found({ effort: { in: ['PT3H'] } })).toBe('b')
    expect(await found({ model: { prefix: 'x' } })).toBe('ab')
    expect(await found({ model: { prefix: `${'x'.repeat(120)}2` } })).toBe('b')
    expect(await found({ model: { prefix: 'X100%' } })).toBe('c')
    expect(await found({ grade: { atLeast: 'mid' } })).toBe('bc')
    expect(await found({ grade: { lessThan: 'mid' } })).toBe('a')
    expect(await found({ floor: { missing: true } })).toBe('d')
    expect(await found({ due: { missing: false } })).toBe('ab')
  })

  it('lists by members of a set', async () => {
    const { found, ada } = await stocked(storage())
    expect(await found({ parts: 'fan' })).toBe('ab')
    expect(await found({ parts: { allOf: ['fan', 'lid'] } })).toBe('b')
    expect(await found({ parts: { anyOf: ['lid', 'key'] } })).toBe('b')
    expect(await found({ parts: { noneOf: ['lid'] } })).toBe('ac')
    expect(await found({ parts: { missing: true } })).toBe('d')
    const [first] = orThrow(await ada.tickets({ filter: { fields: { parts: { allOf: ['lid'] } } } })).tickets
    expect(first?.attributes).toMatchObject({ parts: ['fan', 'lid'] })
  })

  it('follows a value that changes, several tests at once, and a label', async () => {
    const { found, ada } = await stocked(storage())
    const [c] = orThrow(await ada.tickets({ filter: { fields: { floor: 10 } } })).tickets
    orThrow(await ada.setField(c?.id ?? '', { field: 'floor', value: -3 }))
    orThrow(await ada.tag(c?.id ?? '', { tags: ['vip'] }))
    expect(await found({ floor: { lessThan: 0 } })).toBe('ac')
    expect(await found({ floor: { lessThan: 0 }, grade: { in: ['high'] } })).toBe('c')
    const tagged = orThrow(await ada.tickets({ filter: { tag: 'vip', fields: { floor: { lessThan: 0 } } } }))
    expect(tagged.tickets.map(({ id }) => id)).toEqual([c?.id])
    orThrow(await ada.setField(c?.id ?? '', { field: 'floor', value: null }))
    expect(await found({ floor: { missing: true } })).toBe('cd')
  })

  it('fills each page of a range, in the order of the list', async () => {
    const { ada } = await stocked(storage())
    for (let floor = 0; floor < 9; floor += 1) orThrow(await ada.openTicket({ ...opening, attributes: { floor: floor % 3 } }))
    const filter = { fields: { floor: { atLeast: 1, atMost: 2 } } }
    const sizes: number[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: { readonly tickets: readonly unknown[]; readonly next: string | null } = orThrow(
        await ada.tickets({ filter, limit: 4, ...(cursor === undefined ? {} : { cursor }) }),
      )
      sizes.push(page.tickets.length)
      cursor = page.next
    }
    expect(sizes).toEqual([4, 2])
  })

  it('refuses tests that the declaration does not know, naming the place', async () => {
    const { ada } = await stocked(storage())
    const refused: readonly OwnFieldFilters[] = [
      { hidden: { atLeast: 1 } },
      { none: { missing: true } },
      { model: { atLeast: 'x' } },
      { floor: { prefix: '1' } },
      { effort: { atLeast: 5 } },
      { effort: hour },
      { due: instant('2026-03-01T00:00:00Z') },
      { due: 'today' },
      { parts: 'wheel' },
      { grade: { in: ['none'] } },
      { floor: {} },
    ]
    for (const wrong of refused)
      expect((await ada.tickets({ filter: { fields: wrong } }))._unsafeUnwrapErr()).toMatchObject({
        kind: 'input/invalid',
        issues: [{ path: expect.stringContaining('filter.fields') }],
      })
  })
})
