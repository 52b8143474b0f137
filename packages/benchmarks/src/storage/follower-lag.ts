import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { createDesk, type Desk, standardPolicies } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { postgresStorage } from '@caseload/storage-postgres'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { ok } from 'neverthrow'
import { type PlainFollower, plainPostgresFollower, plainSqliteFollower } from './peers/plain-follower.ts'
import { postgresScratch } from './postgres-server.ts'
import { hasPostgres } from './postgres-url.ts'

const rounds = 120
const pollMs = 20
/** So many tickets more are there to catch up with. */
const behind = 500
const turns = 5

/** How long after a commit a follower has the event: on the desk that commits, on another handle that polls, and on the raw driver that polls; and how fast each reads a backlog. */
export async function followerLag(): Promise<undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const path = join(folder, 'desk.db')
  const writerStorage = sqliteStorage({ path, synchronous: 'normal' })
  const desks = await openTwo(writerStorage, sqliteStorage({ path, synchronous: 'normal' }))
  const plain = plainSqliteFollower(path)
  await tell('SQLite, synchronous=normal', 'node:sqlite', desks, plain)
  plain.close()
  await close(desks)
  rmSync(folder, { recursive: true, force: true })
  if (hasPostgres()) {
    const { pool, schema, dispose } = postgresScratch(8)
    const onServer = await openTwo(postgresStorage({ pool, schema }), postgresStorage({ pool, schema }))
    await tell('PostgreSQL', 'pg', onServer, plainPostgresFollower(pool))
    await close(onServer)
    await dispose()
  } else console.log('follower-lag on PostgreSQL left out: CASELOAD_TEST_POSTGRES_URL is not set\n')
}

interface Desks {
  readonly writer: Desk
  readonly other: Desk
}

async function openTwo(first: Storage, second: Storage): Promise<Desks> {
  const open = async (storage: Storage) => orThrow(await createDesk({ storage, policies: standardPolicies }))
  return { writer: await open(first), other: await open(second) }
}

async function close({ writer, other }: Desks): Promise<void> {
  await writer.close()
  await other.close()
}

async function tell(where: string, driver: string, { writer, other }: Desks, plain: PlainFollower): Promise<void> {
  console.log(`follower-lag: from the acknowledged commit to the handler, ${where}`)
  const lagging = (name: string, times: readonly number[]): void => {
    const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
    console.log(`  ${name.padEnd(50)} median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`)
  }
  lagging('same desk', await lagOf(writer, (heard) => following(writer, 'same-desk', 250, heard)))
  lagging(
    `another handle, polling every ${pollMs} ms`,
    await lagOf(writer, (heard) => following(other, 'another', pollMs, heard)),
  )
  lagging(`${driver}, polling every ${pollMs} ms, one reader only`, await lagOf(writer, (heard) => polling(plain, heard)))
  for (let ticket = 0; ticket < behind; ticket += 1) orThrow(await open(writer))
  const rates: Record<'ours' | 'plain', number[]> = { ours: [], plain: [] }
  for (let turn = 0; turn < turns; turn += 1) {
    rates.ours.push(
      await rateOf(
        async () => orThrow(await writer.follow(`behind-${turn}`, () => ok({}), { until: 'caught-up', batch: 500 })).delivered,
      ),
    )
    rates.plain.push(await rateOf(() => catchUp(plain, `plain-${turn}`)))
  }
  const [ours, theirs] = [middle(rates.ours), middle(rates.plain)]
  console.log(
    `  a backlog, 500 at a time with a commit each: ${Math.round(ours)} events/s; ${driver} ${Math.round(theirs)}: ${(ours / theirs).toFixed(2)}×\n`,
  )
}

/** Times how long it takes a follower to hear of each ticket. */
async function lagOf(writer: Desk, follow: (heard: () => void) => Promise<() => Promise<void>>): Promise<readonly number[]> {
  let heard: () => void = () => undefined
  const stop = await follow(() => heard())
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 3 + ((round * 7) % 11)))
    const told = new Promise<number>((resolve) => {
      heard = () => resolve(performance.now())
    })
    orThrow(await open(writer))
    const committed = performance.now()
    times.push(Math.max(0, (await told) - committed))
  }
  await stop()
  return times.sort((a, b) => a - b)
}

function open(desk: Desk) {
  return desk.tenant('acme').as({ kind: 'bot', id: 'bot_1' }).openTicket({ channel: 'api', kind: 'question' })
}

/** A follower of a desk that has caught up and goes on; gives what stops it. */
async function following(desk: Desk, name: string, everyMs: number, heard: () => void): Promise<() => Promise<void>> {
  const stop = new AbortController()
  orThrow(await desk.follow(name, () => ok({}), { until: 'caught-up' }))
  const handler = () => {
    heard()
    return ok({})
  }
  const done = desk.follow(name, handler, { signal: stop.signal, pollMs: everyMs })
  return async () => {
    stop.abort()
    orThrow(await done)
  }
}

async function polling(plain: PlainFollower, heard: () => void): Promise<() => Promise<void>> {
  let stopped = false
  let place = await readAll(plain, 0, async () => undefined)
  const done = (async () => {
    while (!stopped) {
      place = await readAll(plain, place, async (seq) => {
        heard()
        await plain.note('plain', seq)
      })
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  })()
  return async () => {
    stopped = true
    await done
  }
}

async function catchUp(plain: PlainFollower, name: string): Promise<number> {
  return readAll(plain, 0, (seq) => plain.note(name, seq))
}

/** Reads to the end, and gives the place it came to. */
async function readAll(plain: PlainFollower, after: number, each: (seq: number) => Promise<void>): Promise<number> {
  for (let place = after; ; ) {
    const events = await plain.read(place)
    const last = events.at(-1)
    if (last === undefined) return place
    place = last.seq
    await each(place)
  }
}

async function rateOf(read: () => Promise<number>): Promise<number> {
  const began = performance.now()
  const events = await read()
  return (events * 1000) / (performance.now() - began)
}

function middle(some: readonly number[]): number {
  return [...some].sort((a, b) => a - b)[Math.floor(some.length / 2)] ?? Number.NaN
}
