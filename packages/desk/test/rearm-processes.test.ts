import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addMs, formatInstant, orThrow, seededEntropy } from '@caseload/core'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from './fixture.ts'
import { killedAfter } from './killed-while-committing.ts'
import { beforeLab } from './lab-migration.ts'
import { type Kept, readKept } from './model/kept.ts'

const worker = fileURLToPath(new URL('./rearm-worker.ts', import.meta.url))
/** More than three steps of the walk. */
const tickets = 620
const minuteMs = 60_000

function standing({ docs, work }: Kept): object {
  const found = [...docs.values()].filter(({ ref }) => ref.kind === 'ticket')
  return { found: found.map(({ ref, doc, fields, keys }) => ({ ref, doc, fields, keys })), work: [...work].sort() }
}

describe('given processes that set the timers of a desk on a file anew, and are killed at any instant', () => {
  it('comes to what an uninterrupted walk comes to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rearm-killed-'))
    const [path, twin] = [join(folder, 'desk.db'), join(folder, 'twin.db')]
    const entropy = seededEntropy('rearm')
    try {
      const old = await fixture({
        storage: sqliteStorage({ path, synchronous: 'normal' }),
        policies: beforeLab,
        policyRegistry: true,
      })
      const { ada, clock } = old
      for (let each = 0; each < tickets; each += 1) {
        const { ticket } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' }))
        orThrow(await ada.requestInformation(ticket.id))
      }
      const workflows = beforeLab.workflows.map((one) => ({ ...one, version: 2, pendingExpiresAfter: 'PT500H' }))
      const { version } = orThrow(await ada.publishPolicies({ ...beforeLab, workflows }, { reason: 'because' }))
      orThrow(await ada.activatePolicies(version, { reason: 'because' }))
      const begins = addMs(clock.now(), minuteMs)
      const before = await readKept(old.desk.tenant('acme'))
      orThrow(await old.desk.close())
      copyFileSync(path, twin)

      let kills = 0
      // A lease of whoever was killed ends after a minute.
      const at = () => formatInstant(addMs(begins, kills * 2 * minuteMs))
      while (!(await killedAfter(kills % 4, worker, [path, at()], entropy))) kills += 1
      expect(kills).toBeGreaterThan(2)

      const killed = await fixture({ storage: sqliteStorage({ path }), policies: beforeLab, policyRegistry: true, idPrefix: 'k' })
      const whole = await fixture({
        storage: sqliteStorage({ path: twin }),
        policies: beforeLab,
        policyRegistry: true,
        idPrefix: 'w',
      })
      whole.clock.set(begins)
      expect(orThrow(await whole.desk.runDueTimers()).failed).toEqual([])
      const after = await readKept(killed.desk.tenant('acme'))
      expect(standing(after)).toEqual(standing(await readKept(whole.desk.tenant('acme'))))
      expect(standing(after)).not.toEqual(standing(before))
      const due = [...after.work].filter(([name]) => name.startsWith('pending-expiry/')).map(([, dueAt]) => dueAt)
      expect([due.length, Math.min(...due) - begins > hours(499)]).toEqual([tickets, true])
      expect([...after.work.keys()].filter((name) => name.startsWith('rearm-timers/'))).toEqual([])
      orThrow(await killed.desk.close())
      orThrow(await whole.desk.close())
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 240_000)
})
