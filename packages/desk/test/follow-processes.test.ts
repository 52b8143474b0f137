import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { orThrow, seededEntropy } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { projected, projection } from './desk-places.ts'

const worker = fileURLToPath(new URL('./follow-worker.ts', import.meta.url))

describe('given several processes that follow under one name, and are killed', () => {
  it('brings each event of each tenant to bear exactly once and in order, by more than one of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-follow-'))
    const path = join(folder, 'desk.db')
    const storage = sqliteStorage({ path, synchronous: 'normal' })
    const desk = orThrow(await createDesk({ storage, policies: standardPolicies, kinds: [projection] }))
    const tenants = ['t1', 't2', 't3', 't4', 't5']
    const entropy = seededEntropy('follow')
    const workers: { readonly child: ChildProcess; output: string }[] = []
    const start = (): void => {
      const child = spawn(process.execPath, ['--conditions=@caseload/source', '--no-warnings', worker, path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const one = { child, output: '' }
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        one.output += text
      })
      workers.push(one)
    }
    const untilReady = async (worked: (typeof workers)[number]) => {
      while (worked.output === '' && worked.child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    try {
      for (let index = 0; index < 3; index += 1) start()
      for (let round = 0; round < 60; round += 1) {
        const bot = desk.tenant(tenants[round % tenants.length] ?? '').as({ kind: 'bot', id: 'bot_1' })
        const { ticket } = orThrow(await bot.openTicket({ channel: 'api', kind: 'question', body: 'x' }))
        orThrow(await bot.resolve(ticket.id, { code: 'done' }))
        if (round % 20 !== 10) continue
        const victim = workers[Math.floor(round / 20)]
        if (victim === undefined) throw new Error('expected a worker')
        await untilReady(victim)
        await new Promise((resolve) => setTimeout(resolve, entropy.next() * 10))
        victim.child.kill('SIGKILL')
        start()
      }
      while (orThrow(await desk.lag('counts')).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      for (const tenant of tenants) {
        const { events } = orThrow(await desk.tenant(tenant).events({ limit: 500 }))
        for (const stream of new Set(events.map((event) => event.stream))) {
          const expected = events.filter((event) => event.stream === stream).length
          expect(await projected(desk, tenant, stream), stream).toBe(expected)
        }
      }
      expect(workers.filter(({ output }) => /\d/.test(output)).length).toBeGreaterThan(1)
      expect(workers.flatMap(({ output }) => output.match(/out-of-order/g) ?? [])).toEqual([])
    } finally {
      for (const { child } of workers) child.kill('SIGKILL')
      await desk.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
