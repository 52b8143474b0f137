// Replays the log into every kind of database there is and shows that the desk and the report come out the same to the last byte: memory, SQLite, PostgreSQL where CASELOAD_TEST_POSTGRES_URL is set, MariaDB where CASELOAD_TEST_MARIADB_URL is.
// --limit N rows (default: all)
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { limit: { type: 'string' } } })
const folder = mkdtempSync(join(tmpdir(), 'caseload-same-'))
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const databases: Readonly<Record<string, string | undefined>> = {
  memory: 'memory',
  SQLite: `sqlite:${join(folder, 'desk.db')}`,
  PostgreSQL: serverOf('postgres', process.env['CASELOAD_TEST_POSTGRES_URL']),
  MariaDB: serverOf('mysql', process.env['CASELOAD_TEST_MARIADB_URL']),
}

function serverOf(scheme: string, url: string | undefined): string | undefined {
  return url === undefined || url === '' ? undefined : `${scheme}:${url}`
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex')
}

const seen = new Map<string, string>()
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
  rmSync(folder, { recursive: true, force: true })
}
