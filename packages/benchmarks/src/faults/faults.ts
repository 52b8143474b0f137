import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow, seededEntropy } from '@caseload/core'
import { guardStore, type Storage, type Store } from '@caseload/storage'
import { type TcpProxy, tcpProxy, workerProcess } from '@caseload/storage-conformance/faults'
import { nodeSqlite, type SqliteDatabase, sqliteStorage } from '@caseload/storage-sqlite'
import { createPool } from 'mysql2/promise'
import { Pool } from 'pg'
import { kinds, tenant } from '../sqlite/workload.ts'
import { type Audit, audit } from './audit.ts'
import { numberedCommit } from './numbered-commit.ts'
import { type Engine, type OpenTarget, openTarget, patienceMs } from './open-target.ts'

const times = { kills: 10, restarts: 20, cuts: 40, full: 20, away: 20 } as const

interface Place {
  readonly name: string
  readonly engine: Engine
  /** Path or address. */
  readonly at: string
  readonly schema: string
  readonly dispose: () => Promise<void>
}

interface Tally extends Audit {
  readonly fault: string
  readonly tried: number
}

/** Kills, restarts, cuts, full disks and servers that are away, under a writer that counts what it was told: nothing it was told may be lost, doubled or torn. */
export async function faults(): Promise<boolean> {
  console.log('faults: a writer is told of commits while things break; then everything is counted, and repeated')
  console.log(
    `  ${'store'.padEnd(12)}${'fault'.padEnd(48)}${['tried', 'told', 'lost', 'doubled', 'torn'].map((name) => name.padStart(9)).join('')}`,
  )
  const postgresUrl = process.env['CASELOAD_TEST_POSTGRES_URL'] ?? ''
  const mariadbUrl = process.env['CASELOAD_TEST_MARIADB_URL'] ?? ''
  const places = [
    sqlitePlace(),
    ...(postgresUrl === '' ? [] : [postgresPlace(postgresUrl)]),
    ...(mariadbUrl === '' ? [] : [mariadbPlace(mariadbUrl)]),
  ]
  let kept = true
  for (const place of places) {
    try {
      for (const provoke of [
        kills,
        restarts,
        place.engine === 'sqlite' ? fullDisks : cuts,
        ...(place.engine === 'sqlite' ? [] : [aways]),
      ]) {
        const { fault, tried, acknowledged, lost, doubled, torn } = await provoke(place)
        const figures = [tried, acknowledged, lost, doubled, torn].map((figure) => String(figure).padStart(9)).join('')
        console.log(`  ${place.name.padEnd(12)}${fault.padEnd(48)}${figures}`)
        kept &&= acknowledged > 0 && lost + doubled + torn === 0
      }
    } finally {
      await place.dispose()
    }
  }
  if (postgresUrl === '') console.log('  PostgreSQL left out: CASELOAD_TEST_POSTGRES_URL is not set')
  if (mariadbUrl === '') console.log('  MariaDB left out: CASELOAD_TEST_MARIADB_URL is not set')
  console.log(`  ${kept ? 'kept' : 'MISSED'} (0 lost, 0 doubled, 0 torn)\n`)
  return kept
}

async function kills(place: Place): Promise<Tally> {
  const entropy = seededEntropy('kills')
  const script = new URL('./write-worker.ts', import.meta.url).pathname
  const audits: Audit[] = []
  for (let kill = 0; kill < times.kills; kill += 1) {
    const writer = `kill${kill}`
    const worker = workerProcess(script, [place.engine, place.at, place.schema, writer])
    const enough = 1 + Math.floor(entropy.next() * 60)
    let over = false
    void worker.ended.then(() => {
      over = true
    })
    while (worker.lines.length < enough && !over) await new Promise<void>((resolve) => setTimeout(resolve, 1))
    worker.kill()
    await worker.ended
    audits.push(await auditAnew(place, writer, new Set(worker.lines.map(Number))))
  }
  return { fault: 'process killed in the middle of commits', tried: times.kills, ...sum(audits) }
}

async function restarts(place: Place): Promise<Tally> {
  const audits: Audit[] = []
  for (let restart = 0; restart < times.restarts; restart += 1) {
    const target = openTarget(place.engine, place.at, place.schema)
    const store = await open(target.storage)
    const writer = `restart${restart}`
    const told = new Set<number>()
    const flight = (async () => {
      for (let number = 1; ; number += 1) {
        if ((await store.commit(tenant, numberedCommit(writer, number))).isErr()) return
        told.add(number)
        // A store that answers at once would leave nobody a turn to close it.
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
    })()
    await new Promise<void>((resolve) => setTimeout(resolve, 20 + restart))
    await store.close()
    await flight
    await target.end()
    audits.push(await auditAnew(place, writer, told))
  }
  return { fault: 'closed with commits in flight, opened anew', tried: times.restarts, ...sum(audits) }
}

async function fullDisks(place: Place): Promise<Tally> {
  const databases: SqliteDatabase[] = []
  const driver = {
    open(path: string) {
      const database = nodeSqlite.open(path)
      databases.push(database)
      return database
    },
  }
  const store = await open(sqliteStorage({ path: place.at, driver }))
  // A limit below the size there is means: no further.
  const limit = (pages: number): void => databases.forEach((database) => void database.exec(`pragma max_page_count = ${pages}`))
  const { told, tried } = await underFaults(store, 'full', times.full, { begin: () => limit(1), end: () => limit(1_073_741_823) })
  await store.close()
  return { fault: 'disk full', tried, ...(await auditAnew(place, 'full', told)) }
}

async function cuts(place: Place): Promise<Tally> {
  const entropy = seededEntropy('cuts')
  return throughProxy(place, 'cut', 'connection cut after any byte, either way', times.cuts, (proxy) => ({
    begin: () => proxy.breakAfter(entropy.next() < 0.5 ? 'sent' : 'received', 1 + Math.floor(entropy.next() * 1500)),
    end: () => proxy.mend(),
  }))
}

async function aways(place: Place): Promise<Tally> {
  return throughProxy(place, 'away', 'server away and back', times.away, (proxy) => ({
    begin: () => proxy.down(),
    end: () => proxy.mend(),
  }))
}

interface Trouble {
  readonly begin: () => void
  readonly end: () => void
}

async function throughProxy(
  place: Place,
  writer: string,
  fault: string,
  rounds: number,
  troubleOf: (proxy: TcpProxy) => Trouble,
): Promise<Tally> {
  const address = new URL(place.at)
  const proxy = await tcpProxy({
    host: address.hostname,
    port: Number(address.port || (place.engine === 'postgres' ? 5432 : 3306)),
    timeoutMs: patienceMs,
  })
  address.hostname = '127.0.0.1'
  address.port = String(proxy.port)
  const target: OpenTarget = openTarget(place.engine, address.href, place.schema)
  const store = await open(target.storage)
  const { told, tried } = await underFaults(store, writer, rounds, troubleOf(proxy))
  await store.close()
  await target.end()
  await proxy.close()
  return { fault, tried, ...(await auditAnew(place, writer, told)) }
}

/** Commits one after another, every other one in trouble; what did not go through is repeated once the trouble is over, as the contract allows. */
async function underFaults(
  store: Store,
  writer: string,
  rounds: number,
  { begin, end }: Trouble,
): Promise<{ readonly told: ReadonlySet<number>; readonly tried: number }> {
  const told = new Set<number>()
  for (let number = 1; number <= rounds * 2; number += 1) {
    if (number % 2 === 0) begin()
    const result = await store.commit(tenant, numberedCommit(writer, number))
    if (number % 2 === 0) end()
    if (result.isErr()) orThrow(await store.commit(tenant, numberedCommit(writer, number)))
    told.add(number)
  }
  return { told, tried: rounds }
}

async function auditAnew({ engine, at, schema }: Place, writer: string, told: ReadonlySet<number>): Promise<Audit> {
  const target = openTarget(engine, at, schema)
  const store = await open(target.storage)
  const found = await audit(store, writer, told)
  await store.close()
  await target.end()
  return found
}

function sum(audits: readonly Audit[]): Audit {
  const total = (figure: keyof Audit): number => audits.reduce((all, each) => all + each[figure], 0)
  return { acknowledged: total('acknowledged'), lost: total('lost'), doubled: total('doubled'), torn: total('torn') }
}

async function open(storage: Storage): Promise<Store> {
  return guardStore(orThrow(await storage.open({ kinds })), { kinds, retries: 0 })
}

function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-faults-'))
  return {
    name: 'SQLite',
    engine: 'sqlite',
    at: join(folder, 'desk.db'),
    schema: '',
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

function postgresPlace(at: string): Place {
  const schema = `caseload_faults_${randomBytes(4).toString('hex')}`
  return {
    name: 'PostgreSQL',
    engine: 'postgres',
    at,
    schema,
    async dispose() {
      const pool = new Pool({ connectionString: at, max: 1 })
      await pool.query(`drop schema if exists "${schema}" cascade`)
      await pool.end()
    },
  }
}

function mariadbPlace(at: string): Place {
  const schema = `caseload_faults_${randomBytes(4).toString('hex')}`
  return {
    name: 'MariaDB',
    engine: 'mariadb',
    at,
    schema,
    async dispose() {
      const pool = createPool({ uri: at, connectionLimit: 1 })
      await pool.query(`drop database if exists \`${schema}\``)
      await pool.end()
    },
  }
}
