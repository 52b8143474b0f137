// Shows on a real endpoint that every event is taken once and in order, signed as the reference library of Standard Webhooks believes it, whatever is killed: two relays are killed with -9 in turn, the endpoint fails now and then and is away for
// a while; and that forged, changed and stale webhooks are refused.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { orThrow, seededEntropy } from '@caseload/core'
import { type CloudEvent, createDesk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { Webhook } from 'standardwebhooks'
import { startReceiver } from './receiver.ts'
import { signWebhook } from './signature.ts'
import { webhookId } from './webhook-id.ts'

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const tenants = ['t1', 't2', 't3']
const tickets = 90
const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'caseload-relay-'))
const db = join(folder, 'desk.db')
const entropy = seededEntropy('relay-webhook')
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const taken: CloudEvent[] = []
const seen = new Set<string>()
let failures = 0
const take = (body: string, id: string): boolean => {
  if (entropy.next() < 0.02) {
    failures += 1
    return false
  }
  const event: CloudEvent = JSON.parse(body)
  if (id !== webhookId(event.tenant, event.subject, Number(event.sequence)))
    throw new Error(`the webhook ${id} holds the event ${event.id}`)
  taken.push(event)
  return true
}

let receiver = await startReceiver({ secret, take }, seen)
const { url } = receiver
const port = Number(new URL(url).port)
const desk = orThrow(await createDesk({ storage: sqliteStorage(db), policies: standardPolicies }))
const relays: ChildProcess[] = []
const start = (): void => {
  relays.push(
    spawn(process.execPath, ['--conditions=@caseload/source', '--no-warnings', main, '--db', db, '--url', url], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, WEBHOOK_SECRET: secret },
    }),
  )
}

try {
  for (let index = 0; index < 2; index += 1) start()
  let kills = 0
  for (let ticket = 0; ticket < tickets; ticket += 1) {
    const bot = desk.tenant(tenants[ticket % tenants.length] ?? '').as({ kind: 'bot', id: 'bot_1' })
    const opened = orThrow(await bot.openTicket({ channel: 'email', kind: 'question', subject: 'secret' }))
    orThrow(await bot.resolve(opened.ticket.id, { code: 'answered' }))
    await wait(20)
    if (ticket % 20 === 19) {
      await wait(entropy.next() * 100)
      relays.shift()?.kill('SIGKILL')
      kills += 1
      start()
    }
    if (ticket === Math.floor(tickets / 2)) {
      await receiver.stop()
      await wait(1500)
      receiver = await startReceiver({ secret, take, port }, seen)
    }
  }
  const end = performance.now() + 90_000
  while (orThrow(await desk.lag('webhook')).length > 0) {
    if (performance.now() > end)
      throw new Error(`the relays did not catch up: ${JSON.stringify(orThrow(await desk.lag('webhook')))}`)
    await wait(50)
  }
  for (const tenant of tenants) {
    const journal = orThrow(await desk.tenant(tenant).events({ limit: 500 })).events.map(
      ({ stream, version }) => `${stream}.${version}`,
    )
    const ids = taken.filter((event) => event.tenant === tenant).map(({ id }) => id)
    if (JSON.stringify(ids) !== JSON.stringify(journal))
      throw new Error(
        `${tenant}: ${ids.length} events were taken in another order or number than the journal’s ${journal.length}`,
      )
  }
  console.log(
    `${taken.length} events taken, each once, in the order of the journal, after ${kills} relays were killed, ${failures} failures of the endpoint and one outage`,
  )
  await refusals()
} finally {
  for (const child of relays) child.kill('SIGKILL')
  await desk.close()
  await receiver.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** What must not be believed, sent to the real endpoint; and what must, signed by the reference library. */
async function refusals(): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const forged = `whsec_${Buffer.alloc(32, 6).toString('base64')}`
  const body = JSON.stringify({ ...taken[0], id: 'tkt_x.1', subject: 'tkt_x', sequence: '1' })
  const id = webhookId(taken[0]?.tenant ?? '', 'tkt_x', 1)
  const send = async (headers: Readonly<Record<string, string>>, text = body): Promise<number> =>
    (await fetch(receiver.url, { method: 'POST', headers, body: text })).status
  const before = taken.length
  const statuses = {
    unsigned: await send({}),
    forged: await send({ ...signWebhook([forged], id, now, body) }),
    changed: await send({ ...signWebhook([secret], id, now, body) }, `${body} `),
    stale: await send({ ...signWebhook([secret], id, now - 301, body) }),
    // Further than the bound, which the signature's own tests try to the second: `now` grows old while these are sent.
    'from the future': await send({ ...signWebhook([secret], id, now + 600, body) }),
  }
  for (const [name, status] of Object.entries(statuses))
    if (status !== 401) throw new Error(`what is ${name} was answered with ${status}`)
  if (taken.length !== before) throw new Error('something that must not be believed was taken')
  const reference = {
    'webhook-id': id,
    'webhook-timestamp': String(now),
    'webhook-signature': new Webhook(secret).sign(id, new Date(now * 1000), body),
  }
  let status = 503
  while (status === 503) status = await send(reference)
  if (status !== 204 || (await send(reference)) !== 200) throw new Error('what the reference library signed was not taken once')
  console.log(`refused: ${Object.keys(statuses).join(', ')}; taken: what the reference library signed, once`)
}
