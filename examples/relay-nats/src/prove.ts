// Shows on a real server that every event gets onto the stream once and in order, whatever is killed: three relays share five tenants, each is killed with -9 while it works, and so is the server.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { orThrow, seededEntropy } from '@caseload/core'
import { type CloudEvent, createDesk, type Desk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { connect } from '@nats-io/transport-node'
import { startNats } from './nats-server.ts'
import { prepareStream } from './relay.ts'
import { streamName } from './subject.ts'

const tenants = ['t1', 't2', 't3', 't4', 't5']
const tickets = 150
const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'caseload-relay-'))
const db = join(folder, 'desk.db')
const entropy = seededEntropy('relay-nats')
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const server = await startNats()
const desk = orThrow(await createDesk({ storage: sqliteStorage(db), policies: standardPolicies }))
const relays: ChildProcess[] = []
const start = (): void => {
  relays.push(
    spawn(process.execPath, ['--conditions=@caseload/source', '--no-warnings', main, '--db', db, '--nats', server.url], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
}

try {
  for (let index = 0; index < 3; index += 1) start()
  let kills = 0
  for (let ticket = 0; ticket < tickets; ticket += 1) {
    const bot = desk.tenant(tenants[ticket % tenants.length] ?? '').as({ kind: 'bot', id: 'bot_1' })
    const opened = orThrow(
      await bot.openTicket({
        from: { email: `u${ticket % 9}@example.com` },
        channel: 'email',
        kind: 'question',
        subject: 'secret',
      }),
    )
    orThrow(await bot.resolve(opened.ticket.id, { code: 'answered' }))
    await wait(15)
    if (ticket % 25 === 24) {
      await wait(entropy.next() * 100)
      relays.shift()?.kill('SIGKILL')
      kills += 1
      start()
    }
    if (ticket === Math.floor(tickets / 2)) await server.restart(1500)
  }
  await caughtUp(desk)
  await check(kills)
} finally {
  for (const child of relays) child.kill('SIGKILL')
  await desk.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function caughtUp(of: Desk): Promise<void> {
  const end = performance.now() + 60_000
  while (orThrow(await of.lag('nats')).length > 0) {
    if (performance.now() > end) throw new Error(`the relays did not catch up: ${JSON.stringify(orThrow(await of.lag('nats')))}`)
    await wait(50)
  }
}

async function check(kills: number): Promise<void> {
  const connection = await connect({ servers: server.url })
  const stream = await prepareStream(connection)
  const consumer = await stream.consumers.get(streamName)
  const { num_pending: stored } = await consumer.info()
  const seen: CloudEvent[] = []
  for await (const message of await consumer.fetch({ max_messages: Math.max(1, stored), expires: 10_000 })) {
    seen.push(message.json<CloudEvent>())
    if (seen.length === stored) break
  }
  await connection.close()

  const told: string[] = []
  for (const tenant of tenants) {
    const ours = seen.filter((event) => event.tenant === tenant)
    let after: string | null = null
    const journal: string[] = []
    for (let end = false; !end; ) {
      const page: {
        readonly events: readonly { readonly stream: string; readonly version: number }[]
        readonly next: string
        readonly end: boolean
      } = orThrow(await desk.tenant(tenant).events({ after, limit: 500 }))
      journal.push(...page.events.map(({ stream: of, version }) => `${of}.${version}`))
      after = page.next
      end = page.end
    }
    const ids = ours.map(({ id }) => id)
    if (JSON.stringify(ids) !== JSON.stringify(journal))
      throw new Error(
        `${tenant}: the stream has ${ids.length} events in another order or number than the journal’s ${journal.length}`,
      )
    told.push(`${tenant} ${ids.length}`)
  }
  const text = JSON.stringify(seen)
  for (const canary of ['secret', 'example.com"', 'u1@']) if (text.includes(canary)) throw new Error(`an event says ${canary}`)
  console.log(
    `${seen.length} events on the stream (${told.join(', ')}), each once, in the order of the journal, after ${kills} relays and 1 server were killed`,
  )
}
