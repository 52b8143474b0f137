import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addMs, type Entropy, formatInstant, orThrow, seededEntropy } from '@caseload/core'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from './fixture.ts'
import { beforeLab } from './lab-migration.ts'
import { type Kept, readKept } from './model/kept.ts'

const worker = fileURLToPath(new URL('./rearm-worker.ts', import.meta.url))
/** More than three steps of the walk. */
const tickets = 620
const minuteMs = 60_000

/** Lets a process run the due timers as of an instant until it has committed so often, then kills it a little later; whether it came to its end before. */
function killedAfter(path: string, at: string, commits: number, entropy: Entropy): Promise<boolean> {
  const child = spawn(process.execPath, ['--conditions=@caseload/source', '--no-warnings', worker, path, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.split('commit\n').length > commits) setTimeout(() => child.kill('SIGKILL'), entropy.next() * 4)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== null && code !== 0) reject(new Error(`the process ended with ${code}: ${output}`))
      else resolve(code === 0)
    })
  })
}

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
      while (!(await killedAfter(path, at(), kills % 4, entropy))) kills += 1
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
