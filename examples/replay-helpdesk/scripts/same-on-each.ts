// Replays the log into every kind of database there is and shows that the desk and the report come out the same to the last byte: memory, SQLite, PGlite, PostgreSQL where CASELOAD_TEST_POSTGRES_URL is set, MariaDB where CASELOAD_TEST_MARIADB_URL is.
// --limit N rows (default: all)
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'

const { values } = parseArgs({ options: { limit: { type: 'string' } } })
const folder = mkdtempSync(join(tmpdir(), 'caseload-same-'))
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
// A database of this run's own: what an earlier form of a desk left behind would show in the export.
const own = `caseload_same_${process.pid}`
const onPostgres = process.env['CASELOAD_TEST_POSTGRES_URL'] ?? ''
const onMariaDb = process.env['CASELOAD_TEST_MARIADB_URL'] ?? ''
const databases: Readonly<Record<string, string | undefined>> = {
  memory: 'memory',
  SQLite: `sqlite:${join(folder, 'desk.db')}`,
  PGlite: `pglite:${join(folder, 'pglite')}`,
  PostgreSQL: ownDatabase('postgres', onPostgres),
  MariaDB: ownDatabase('mysql', onMariaDb),
}

function ownDatabase(scheme: string, server: string): string | undefined {
  if (server === '') return undefined
  const url = new URL(server)
  url.pathname = `/${own}`
  return `${scheme}:${url}`
}

async function onServers(statement: 'create database' | 'drop database'): Promise<void> {
  const sql = `${statement} ${own}`
  if (onPostgres !== '') {
    const client = new pg.Client({ connectionString: onPostgres })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  if (onMariaDb !== '') {
    const connection = await createConnection(onMariaDb)
    await connection.query(sql)
    await connection.end()
  }
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex')
}

const seen = new Map<string, string>()
await onServers('create database')
try {
  for (const [name, db] of Object.entries(databases)) {
    if (db === undefined) {
      console.log(`${name.padEnd(10)}  left out: no server was named`)
      continue
    }
    const out = join(folder, name)
    const limit = values.limit === undefined ? [] : ['--limit', values.limit]
    const started = performance.now()
    // The export names its tenant, so it has to be the same one everywhere; nobody else's may be called like this.
    const args = [
      '--conditions=@caseload/source',
      main,
      '--db',
      db,
      '--out',
      out,
      '--tenant',
      'replay-same-on-each',
      '--fresh',
      '--export',
      ...limit,
    ]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
    const exported = /export ([0-9a-f]{64})/.exec(stdout)?.[1]
    if (status !== 0 || exported === undefined) throw new Error(`${name}: the replay ended with ${status}\n${stdout}\n${stderr}`)
    const report = sha256(readFileSync(join(out, 'report.json')))
    seen.set(name, `${exported} ${report}`)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${name.padEnd(10)}  export ${exported}  report ${report}  ${seconds} s`)
  }
  const same = new Set(seen.values()).size === 1
  console.log(same ? `the same on ${[...seen.keys()].join(', ')}` : 'NOT the same')
  process.exitCode = same ? 0 : 1
} finally {
  await onServers('drop database')
  rmSync(folder, { recursive: true, force: true })
}
