import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { createDesk, type Desk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { ok } from 'neverthrow'

const rounds = 120

/** How long after a commit a follower has the event: on the desk that commits, and on another handle that polls; and how fast a follower reads a backlog. */
export async function followerLag(): Promise<undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const open = async () =>
    orThrow(
      await createDesk({
        storage: sqliteStorage({ path: join(folder, 'desk.db'), synchronous: 'normal' }),
        policies: standardPolicies,
      }),
    )
  const writer = await open()
  const other = await open()
  console.log('follower-lag: from the acknowledged commit to the handler, SQLite, synchronous=normal')
  for (const [name, desk, pollMs] of [
    ['same desk', writer, 250],
    ['another handle, polling every 20 ms', other, 20],
  ] as const) {
    const times = await lagOf(writer, desk, name.replaceAll(/[^a-z]/g, '-').slice(0, 30), pollMs)
    const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
    console.log(`  ${name.padEnd(38)} median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`)
  }
  const began = performance.now()
  const { delivered } = orThrow(await writer.follow('backlog', () => ok({}), { until: 'caught-up', batch: 500 }))
  console.log(
    `  a backlog is read at ${Math.round((delivered * 1000) / (performance.now() - began))} events/s, in batches of 500 with a commit each\n`,
  )
  await writer.close()
  await other.close()
  rmSync(folder, { recursive: true, force: true })
}

async function lagOf(writer: Desk, follower: Desk, name: string, pollMs: number): Promise<readonly number[]> {
  const stop = new AbortController()
  let heard: () => void = () => undefined
  const handler = () => {
    heard()
    return ok({})
  }
  orThrow(await follower.follow(name, () => ok({}), { until: 'caught-up' }))
  const following = follower.follow(name, handler, { signal: stop.signal, pollMs })
  const bot = writer.tenant('acme').as({ kind: 'bot', id: 'bot_1' })
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 3 + ((round * 7) % 11)))
    const told = new Promise<number>((resolve) => {
      heard = () => resolve(performance.now())
    })
    orThrow(await bot.openTicket({ channel: 'api', kind: 'question' }))
    const committed = performance.now()
    times.push(Math.max(0, (await told) - committed))
  }
  stop.abort()
  orThrow(await following)
  return times.sort((a, b) => a - b)
}
