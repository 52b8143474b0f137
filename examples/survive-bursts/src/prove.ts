// Sends a hundred times the normal load to a desk of its own, takes the store away in the middle of it and kills the desk with -9 meanwhile; then shows that no acknowledged contact was lost, none became two tickets, each customer's came out in
// their order, clocks start when a contact came in, urgent ones went first, and nothing of them is left in the spool.
//   --seconds N of load (default: 120)  --rate N contacts a second (default: 1000, a hundred times the 10 a second of a desk with 860,000 contacts a day)
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { orThrow, parseTenantId } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '120' }, rate: { type: 'string', default: '1000' } },
})
const seconds = Number(values.seconds)
const rate = Number(values.rate)
const total = seconds * rate
const customers = total / 10
/** Less than comes in while the store is away, so that the limit is reached. */
const limit = Math.floor(total / 2.5)
const folder = mkdtempSync(join(tmpdir(), 'caseload-burst-'))
const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const agent = new Agent({ keepAlive: true, maxSockets: 128 })
const port = await freePort()
const counts = { acknowledged: 0, told: 0, unanswered: 0 }
let desk = await start()

try {
  const began = performance.now()
  const second = (at: number): Promise<void> => wait(Math.max(0, began + at * 1000 - performance.now()))
  const trouble = (async () => {
    await second(seconds * 0.25)
    writeFileSync(join(folder, 'store-is-down'), '')
    await second(seconds * 0.4)
    await kill(desk)
    desk = await start()
    await second(seconds * 0.55)
    rmSync(join(folder, 'store-is-down'))
    await second(seconds * 0.75)
    await kill(desk)
    desk = await start()
  })()
  await Promise.all([trouble, ...Array.from({ length: customers }, (_, customer) => customerWrites(customer, began))])
  const sentIn = (performance.now() - began) / 1000
  console.log(
    `${counts.acknowledged} contacts acknowledged in ${sentIn.toFixed(1)} s; ${counts.told} times told to come again, ${counts.unanswered} times not answered; killed twice, store away for ${(seconds * 0.3).toFixed(0)} s`,
  )
  for (let waiting = 1; waiting > 0; await wait(200)) waiting = await waitingNow()
  console.log(`all decided ${((performance.now() - began) / 1000 - sentIn).toFixed(1)} s after the last`)
  const ended = new Promise((resolve) => desk.on('close', resolve))
  desk.kill('SIGTERM')
  await ended
  await check()
} finally {
  desk.kill('SIGKILL')
  agent.destroy()
  rmSync(folder, { recursive: true, force: true })
}

/** One customer's contacts, one after another, each until it was acknowledged, as a good client does. */
async function customerWrites(customer: number, began: number): Promise<void> {
  const mine = total / customers
  for (let number = 0; number < mine; number += 1) {
    await wait(began + ((number + customer / customers) * seconds * 1000) / mine - performance.now())
    const kind = (customer + number) % 10 === 0 ? 'incident' : 'question'
    const contactId = `c${customer}-${number}`
    const receivedAt = Date.now()
    const body = JSON.stringify({
      contactId,
      receivedAt,
      from: { email: `canary${customer}@example.com` },
      channel: 'web',
      kind,
      subject: 'canary',
      body: `canary ${'x'.repeat(400)}`,
    })
    for (;;) {
      const answer = await post(body)
      if (answer.status === 202) break
      if (answer.status === 503) counts.told += 1
      else if (answer.status === 0) counts.unanswered += 1
      else throw new Error(`answered with ${answer.status}`)
      await wait(answer.status === 503 ? answer.retryAfter * 1000 : 100)
    }
    counts.acknowledged += 1
  }
}

async function check(): Promise<void> {
  const reader = orThrow(await createDesk({ storage: sqliteStorage(join(folder, 'desk.db')), policies: standardPolicies }))
  const tickets = new Set<string>()
  const lastOf = new Map<string, number>()
  const waited = { incident: [] as number[], question: [] as number[] }
  let after: string | null = null
  for (let end = false; !end; ) {
    const page: {
      readonly events: readonly {
        readonly type: string
        readonly stream: string
        readonly at: number
        readonly recordedAt: number
        readonly data: object
      }[]
      readonly next: string
      readonly end: boolean
    } = orThrow(await reader.tenant('acme').events({ after, limit: 500, types: ['ticket-opened'] }))
    for (const { stream, at, recordedAt, data } of page.events) {
      if (tickets.has(stream)) throw new Error(`${stream} was opened twice`)
      tickets.add(stream)
      const [customer = '', number = ''] = stream.replace('tkt_con.c', '').split('-')
      const before = lastOf.get(customer) ?? -1
      if (Number(number) !== before + 1)
        throw new Error(`customer ${customer}: contact ${number} was decided after contact ${before}`)
      lastOf.set(customer, Number(number))
      waited['kind' in data && data.kind === 'incident' ? 'incident' : 'question'].push(recordedAt - at)
    }
    after = page.next
    end = page.end
  }
  const { brokenAt } = orThrow(await reader.admin.verify(orThrow(parseTenantId('acme'))))
  await reader.close()
  if (brokenAt !== null) throw new Error('the journal has a gap')
  const lost = counts.acknowledged - tickets.size
  console.log(`${tickets.size} tickets: ${Math.max(0, lost)} lost, ${Math.max(0, -lost)} doubled, each customer’s in their order`)
  for (const [kind, times] of Object.entries(waited)) {
    times.sort((a, b) => a - b)
    const at = (share: number): string => ((times[Math.floor(times.length * share)] ?? 0) / 1000).toFixed(2)
    console.log(`  ${kind.padEnd(8)} waited ${at(0.5)} s at the median, ${at(0.99)} s at the 99th percentile`)
  }
  if (lost !== 0) throw new Error('contacts were lost or doubled')
  const left = readdirSync(join(folder, 'spool')).filter((name) => readFileSync(join(folder, 'spool', name)).includes('canary'))
  if (left.length > 0) throw new Error(`something readable is left in ${left.join(', ')}`)
  if (counts.told === 0) throw new Error('the limit was never reached')
}

async function start(): Promise<ChildProcess> {
  const args = [
    '--conditions=@caseload/source',
    '--no-warnings',
    main,
    '--folder',
    folder,
    '--port',
    String(port),
    '--limit',
    String(limit),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('close', () => reject(new Error('the desk did not start')))
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.on('close', resolve))
  child.kill('SIGKILL')
  await ended
}

/** Status 0: nobody answered. */
function post(body: string): Promise<{ readonly status: number; readonly retryAfter: number }> {
  return new Promise((resolve) => {
    const none = () => resolve({ status: 0, retryAfter: 0 })
    const sent = request({ agent, port, host: '127.0.0.1', method: 'POST' }, (response) => {
      response.on('error', none)
      response.resume()
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: Number(response.headers['retry-after'] ?? 0) }),
      )
    })
    sent.on('error', none)
    sent.end(body)
  })
}

async function waitingNow(): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  const backlog: { readonly waiting: number; readonly parked: readonly object[]; readonly bytes: number } = JSON.parse(
    await answer.text(),
  )
  if (backlog.parked.length > 0) throw new Error(`parked: ${JSON.stringify(backlog.parked[0])}`)
  return backlog.waiting + (backlog.bytes > 0 ? 1 : 0)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
