import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { orThrow, seededEntropy } from '@caseload/core'
import { createDesk, type EventsPage, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { describe, expect, it } from 'vitest'

const worker = fileURLToPath(new URL('./drain-worker.ts', import.meta.url))
const generations = 3

interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  readonly lines: () => readonly string[]
}

function start(folder: string, ...job: readonly string[]): Run {
  const child = spawn(process.execPath, ['--conditions=@caseload/source', '--no-warnings', worker, folder, ...job], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  // What was killed in the middle of a line has not said it.
  return { child, ended: new Promise((resolve) => child.on('close', resolve)), lines: () => output.split('\n').slice(0, -1) }
}

describe('given a process that takes contacts in and decides them, and is killed again and again', () => {
  it('decides whatever was acknowledged, once, and each customer’s in the order in which they came', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-drain-'))
    const entropy = seededEntropy('drain')
    const acknowledged: string[] = []
    const runs: Run[] = []
    try {
      for (let generation = 1; generation <= generations; generation += 1) {
        const run = start(folder, String(generation))
        runs.push(run)
        while (run.lines().length < 20 && run.child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
        await new Promise((resolve) => setTimeout(resolve, entropy.next() * 200))
        if (generation === 2) {
          const second = start(folder, '2b')
          runs.push(second)
          await second.ended
          expect(second.lines()).toEqual(['spool/in-use'])
        }
        run.child.kill('SIGKILL')
        await run.ended
        acknowledged.push(...run.lines())
      }
      const last = start(folder, String(generations + 1), 'finish')
      runs.push(last)
      await last.ended
      const [summary = 'null'] = last.lines()
      expect(JSON.parse(summary)).toMatchObject({ parked: 0, left: 0 })

      const storage = sqliteStorage({ path: join(folder, 'desk.db') })
      const desk = orThrow(await createDesk({ storage, policies: standardPolicies }))
      const tickets: string[] = []
      let after: string | null = null
      for (;;) {
        const page: EventsPage = orThrow(await desk.tenant('acme').events({ after, limit: 500, types: ['ticket-opened'] }))
        tickets.push(...page.events.map(({ stream }) => stream.replace('tkt_con.', '')))
        if (page.end) break
        after = page.next
      }
      await desk.close()
      expect(acknowledged.length).toBeGreaterThanOrEqual(20 * generations)
      expect(new Set(tickets).size, 'decided twice').toBe(tickets.length)
      expect(
        acknowledged.filter((contactId) => !tickets.includes(contactId)),
        'lost',
      ).toEqual([])
      for (const customer of ['eve', 'bob', 'kim', 'ann']) {
        const decided = tickets.filter((contactId) => contactId.startsWith(customer))
        expect(decided, customer).toEqual(decided.toSorted((a, b) => placeOf(a) - placeOf(b)))
      }
    } finally {
      for (const { child } of runs) child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }, 180_000)
})

function placeOf(contactId: string): number {
  const [, generation = '', number = ''] = contactId.split('-')
  return Number(generation) * 1_000_000 + Number(number)
}
