import { orThrow, seededEntropy } from '@caseload/core'
import type { Store } from '@caseload/storage'
import { type TcpProxy, tcpProxy } from '@caseload/storage-conformance/faults'
import { nodeSqlite, type SqliteDatabase, sqliteStorage } from '@caseload/storage-sqlite'
import { ownMariadb, ownPostgres } from '@caseload/storage-testing'
import type { ReportOptions } from '../harness/report.ts'
import { tenant } from '../sqlite/workload.ts'
import { numberedCommit } from './numbered-commit.ts'
import { type OpenTarget, openTarget, patienceMs } from './open-target.ts'
import { auditAnew, mariadbPlace, open, type Place, postgresPlace, sqlitePlace, type Tally } from './place.ts'
import { selfCheck } from './self-check.ts'
import { serverCrashes } from './server-crashes.ts'
import { serverFullDisks } from './server-full-disks.ts'
import { kills, restarts } from './stop-writers.ts'

/** How often each is done: some, so that it ends within three minutes, and many. */
const some = { kills: 4, restarts: 6, cuts: 16, full: 10, away: 6, crashes: 3, serverFull: 3 } as const
const many = { kills: 10, restarts: 20, cuts: 40, full: 20, away: 20, crashes: 6, serverFull: 10 } as const

/** Kills, restarts, cuts, full disks and servers that are away, under a writer that counts what it was told: nothing it was told may be lost, doubled or torn. */
export async function faults({ full }: ReportOptions): Promise<boolean> {
  const times = full ? many : some
  console.log('faults: a writer is told of commits while things break; then everything is counted, and repeated')
  console.log(
    `  ${'store'.padEnd(32)}${'fault'.padEnd(48)}${['tried', 'told', 'lost', 'doubled', 'torn'].map((name) => name.padStart(9)).join('')}`,
  )
  const postgresUrl = process.env['CASELOAD_TEST_POSTGRES_URL'] ?? ''
  const mariadbUrl = process.env['CASELOAD_TEST_MARIADB_URL'] ?? ''
  const places = [
    sqlitePlace(),
    ...(postgresUrl === '' ? [] : [postgresPlace(postgresUrl)]),
    ...(mariadbUrl === '' ? [] : [mariadbPlace(mariadbUrl)]),
  ]
  let kept = true
  for (const { flaw, fault, tried, acknowledged, lost, doubled, torn, caught } of await selfCheck()) {
    row(`${flaw}, on purpose`, fault, [tried, acknowledged, lost, doubled, torn], caught ? 'caught' : 'NOT CAUGHT')
    kept &&= caught
  }
  const tell = (name: string, { fault, tried, acknowledged, lost, doubled, torn }: Tally): void => {
    row(name, fault, [tried, acknowledged, lost, doubled, torn])
    kept &&= acknowledged > 0 && lost + doubled + torn === 0
  }
  for (const place of places) {
    try {
      tell(place.name, await kills(place, times.kills))
      tell(place.name, await restarts(place, times.restarts))
      tell(place.name, await (place.engine === 'sqlite' ? fullDisks(place, times.full) : cuts(place, times.cuts)))
      if (place.engine !== 'sqlite') tell(place.name, await aways(place, times.away))
    } finally {
      await place.dispose()
    }
  }
  for (const { name, serverIn, placeAt, signals } of servers) {
    const crashes = await serverCrashes(serverIn, placeAt, signals, times.crashes)
    for (const tally of crashes ?? []) tell(name, tally)
    if (crashes === null) console.log(`  ${name} left out: there is none on this machine`)
    const filled = crashes === null ? null : await serverFullDisks(serverIn, placeAt, times.serverFull)
    if (filled !== null) tell(name, filled)
    else if (crashes !== null) console.log(`  ${name} on a full disk left out: mounting a small one is not allowed`)
  }
  if (postgresUrl === '') console.log('  PostgreSQL left out: CASELOAD_TEST_POSTGRES_URL is not set')
  if (mariadbUrl === '') console.log('  MariaDB left out: CASELOAD_TEST_MARIADB_URL is not set')
  console.log(`  ${kept ? 'kept' : 'MISSED'} (0 lost, 0 doubled, 0 torn)\n`)
  return kept
}

/** Servers of our own. */
const servers = [
  { name: 'PostgreSQL 18 of our own', serverIn: ownPostgres, placeAt: postgresPlace, signals: ['SIGQUIT', 'SIGKILL'] },
  { name: 'MariaDB of our own', serverIn: ownMariadb, placeAt: mariadbPlace, signals: ['SIGKILL'] },
] as const

function row(name: string, fault: string, figures: readonly number[], verdict = ''): void {
  const columns = figures.map((figure) => String(figure).padStart(9)).join('')
  console.log(`  ${name.padEnd(32)}${fault.padEnd(48)}${columns}  ${verdict}`.trimEnd())
}

async function fullDisks(place: Place, times: number): Promise<Tally> {
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
  const { told, tried } = await underFaults(store, 'full', times, { begin: () => limit(1), end: () => limit(1_073_741_823) })
  await store.close()
  return { fault: 'disk full', tried, ...(await auditAnew(place, 'full', told)) }
}

async function cuts(place: Place, times: number): Promise<Tally> {
  const entropy = seededEntropy('cuts')
  return throughProxy(place, 'cut', 'connection cut after any byte, either way', times, (proxy) => ({
    begin: () => proxy.breakAfter(entropy.next() < 0.5 ? 'sent' : 'received', 1 + Math.floor(entropy.next() * 1500)),
    end: () => proxy.mend(),
  }))
}

async function aways(place: Place, times: number): Promise<Tally> {
  return throughProxy(place, 'away', 'server away and back', times, (proxy) => ({
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
