import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow } from '@caseload/core'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, start } from '../../test/fixture.ts'

const steps = [
  { id: 'soon', at: { percent: 75 }, actions: [{ do: 'notify', who: 'lead' }] },
  { id: 'late', at: { after: 'PT1H' }, actions: [{ do: 'change-level', level: 2 }] },
] as const
const policies: PoliciesDocument = {
  ...standardPolicies,
  sla: [{ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { resolution: { goal: 'PT4H', steps } } }] }],
}
const folder = mkdtempSync(join(tmpdir(), 'caseload-many-due-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'desk.db')
const shared = memoryStorage()
const stores: readonly (readonly [string, () => Storage])[] = [
  ['memory', () => shared],
  ['SQLite', () => sqliteStorage({ path: file, synchronous: 'normal' })],
]

/** How often each step of each ticket was carried out. */
async function carriedOut({ desk }: Fixture): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  const page = orThrow(await desk.tenant('acme').events({ limit: 500, types: ['sla-step-reached', 'sla-breached'] }))
  expect(page.end).toBe(true)
  for (const { stream, data } of page.events) {
    const key = `${stream} ${'step' in data ? String(data.step) : 'breach'}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

describe.each(stores)('given sixty tickets whose steps all fell due while every process slept, on %s', (_, storage) => {
  it('two processes that wake together carry out each step of each ticket once', async () => {
    const one = await fixture({ storage: storage(), policies })
    const other = await fixture({ storage: storage(), policies, idPrefix: 'other' })
    const ids: string[] = []
    for (let count = 0; count < 60; count += 1)
      ids.push(orThrow(await one.ada.openTicket({ channel: 'web', kind: 'question' })).ticket.id)
    for (const { clock } of [one, other]) clock.set(instant(start) + 7 * 86_400_000)

    for (let acted = 1; acted > 0; ) {
      const reports = await Promise.all([one.desk.runDueTimers(), other.desk.runDueTimers()])
      acted = reports.map(orThrow).reduce((sum, report) => sum + report.acted, 0)
      expect(reports.map(orThrow).flatMap(({ failed, refused }) => [...failed, ...refused])).toEqual([])
    }
    const counts = await carriedOut(one)
    const wanted = ids.flatMap((id) => ['soon', 'breach', 'late'].map((step) => `${id.replace('tkt_', 'sla_')} ${step}`))
    expect([...counts.keys()].toSorted()).toEqual(wanted.toSorted())
    expect(new Set(counts.values())).toEqual(new Set([1]))
    const levels = await Promise.all(ids.map(async (id) => orThrow(await one.ada.ticket(id))?.level))
    expect(new Set(levels)).toEqual(new Set([2]))
  })
})
