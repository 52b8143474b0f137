import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { orThrow, seededEntropy } from '@caseload/core'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from './fixture.ts'
import { killedAfter } from './killed-while-committing.ts'
import { beforeLab, labPolicies, labSla, toLab } from './lab-migration.ts'
import { type Kept, readKept } from './model/kept.ts'

const worker = fileURLToPath(new URL('./migrate-worker.ts', import.meta.url))
const rounds = 36
const changedAt = '2026-03-02T20:00:00Z'

/** A desk with tickets of the old workflow in every category. */
async function inFlight(path: string): Promise<Fixture> {
  const made = await fixture({ storage: sqliteStorage({ path, synchronous: 'normal' }), policies: { ...beforeLab, sla: labSla } })
  const { ada, clock } = made
  const opened = async (): Promise<string> =>
    orThrow(await ada.openTicket({ channel: 'web', kind: 'question', from: { email: 'eve@example.com' } })).ticket.id
  for (let round = 0; round < rounds; round += 1) {
    await opened()
    orThrow(await ada.requestInformation(await opened(), { body: 'Which one?' }))
    orThrow(await ada.hold(await opened()))
    orThrow(await ada.resolve(await opened(), { code: 'fixed' }))
    orThrow(await ada.cancel(await opened()))
    const merged = await opened()
    orThrow(await ada.hold(merged))
    orThrow(await ada.mergeInto(merged, { survivorId: await opened() }))
    clock.advance(60_000)
  }
  return made
}

/** All that a desk has, but for the names of the commands that led to it, which are drawn, and the order of tickets among each other. */
function comparable({ docs, work, events }: Kept): object {
  const plain = events.map(({ cause: _, ...event }) => event)
  return {
    docs: [...docs.values()].filter(({ ref }) => ref.kind !== 'counter'),
    work: [...work],
    events: plain.toSorted((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.version - b.version)),
  }
}

describe('given processes that change the workflow of a desk on a file, and are killed at any instant', () => {
  it('comes to what an uninterrupted change comes to: no ticket twice, none left behind, and history as it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'migrate-killed-'))
    const [path, twin] = [join(folder, 'desk.db'), join(folder, 'twin.db')]
    const entropy = seededEntropy('migrate')
    try {
      const old = await inFlight(path)
      const before = await readKept(old.desk.tenant('acme'))
      orThrow(await old.desk.close())
      copyFileSync(path, twin)

      let kills = 0
      while (!(await killedAfter(kills % 4, worker, [path, changedAt], entropy))) kills += 1
      console.log(`killed ${kills} times`)
      expect(kills).toBeGreaterThan(2)

      const policies = { ...labPolicies, sla: labSla }
      const killed = await fixture({ storage: sqliteStorage({ path, synchronous: 'normal' }), policies, idPrefix: 'k' })
      const whole = await fixture({ storage: sqliteStorage({ path: twin, synchronous: 'normal' }), policies, idPrefix: 'w' })
      whole.clock.set(changedAt)
      orThrow(await whole.ada.migrateWorkflow(toLab))
      const after = await readKept(killed.desk.tenant('acme'))
      expect(comparable(after)).toEqual(comparable(await readKept(whole.desk.tenant('acme'))))

      const changed = after.events.filter(({ type }) => type === 'workflow-changed')
      expect([changed.length, new Set(changed.map(({ stream }) => stream)).size]).toEqual([6 * rounds, 6 * rounds])
      expect(after.events.slice(0, before.events.length)).toEqual(before.events)
      expect(orThrow(await killed.ada.migrateWorkflow({ ...toLab, dryRun: true }))).toMatchObject({
        stays: 0,
        moves: 0,
        closed: 0,
        stranded: [],
      })
      killed.clock.set(changedAt)
      killed.clock.advance(hours(72))
      expect(orThrow(await killed.desk.runDueTimers()).failed).toEqual([])
      orThrow(await killed.desk.close())
      orThrow(await whole.desk.close())
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 240_000)
})
