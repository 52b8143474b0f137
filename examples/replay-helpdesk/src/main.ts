import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Problem, parseTenantId } from '@caseload/core'
import { createDesk, type Desk } from '@caseload/desk'
import { err, type Result } from 'neverthrow'
import type { Database } from './cli/database.ts'
import { help, type Options, readOptions } from './cli/options.ts'
import { writing } from './files/writing.ts'
import { readLog } from './log/read-log.ts'
import { rejectsCsv } from './log/reject.ts'
import { loadMapping } from './mapping/load-mapping.ts'
import { outcomeOf } from './outcome/outcome.ts'
import { promisesKept } from './outcome/promises-kept.ts'
import { reportOf } from './outcome/report-of.ts'
import { outcomeTables, promiseTables } from './outcome/tables.ts'
import { logClock } from './replay/log-clock.ts'
import { progress } from './replay/progress.ts'
import { replay } from './replay/replay.ts'
import { reportPage } from './report/report-page.ts'
import { replayStorage } from './storage/replay-storage.ts'
import { formatCount } from './text/format.ts'
import { textTable } from './text/table.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function run(options: Options): Promise<Result<void, Problem>> {
  const mapping = await loadMapping(options.mapping, options.input)
  if (mapping.isErr()) return err(mapping.error)
  const { compiled, workflow, policies, input } = mapping.value

  const whole = await readLog(input, compiled)
  if (whole.isErr()) return err(whole.error)
  const log = { ...whole.value, rows: whole.value.rows.slice(0, options.limit ?? whole.value.rows.length) }
  say(
    `Read ${formatCount(whole.value.rows.length)} rows of ${relative('.', input)}, rejected ${formatCount(log.rejects.length)}.`,
  )

  const database: Database = options.db ?? { engine: 'sqlite', path: join(options.out, 'desk.sqlite') }
  for (const folder of [options.out, ...(database.engine === 'sqlite' ? [dirname(database.path)] : [])]) {
    const made = await writing(folder, () => mkdir(folder, { recursive: true }))
    if (made.isErr()) return err(made.error)
  }
  const place = await replayStorage(database, options.synchronous)
  const tenant = parseTenantId(options.tenant)
  if (tenant.isErr()) return err(tenant.error)
  const clock = logClock(log.rows[0]?.at ?? compiled.earliest)
  const opened = await createDesk({ storage: place.storage, policies, clock })
  if (opened.isErr()) return err(opened.error)
  const desk = opened.value
  if (options.fresh) {
    // Others may have their tenants beside ours, and what is no desk's database is not ours to throw away.
    const emptied = await desk.admin.dropTenant(tenant.value)
    if (emptied.isErr()) return err(emptied.error)
  }

  say(`Replaying ${formatCount(log.rows.length)} rows, one commit each, into ${place.name}.`)
  const replayed = await replay({
    desk,
    clock,
    tenant: options.tenant,
    log,
    mapping: compiled,
    progress: (already) => progress(log.rows.length, already, 'rows', terminal),
  })
  if (replayed.isErr()) return err(replayed.error)
  const { journal, already, taken } = replayed.value
  const also = [
    ...(already > 0 ? [`${formatCount(already)} were there already`] : []),
    ...(replayed.value.rejects.length > 0
      ? [`the desk refused ${formatCount(replayed.value.rejects.length)}, see rejects.csv`]
      : []),
  ]
  say(`${[`Replayed ${formatCount(taken)} rows`, ...also].join('; ')}.\n`)

  const outcome = outcomeOf(journal, compiled.document.zone, compiled.document.groupings, compiled.categoryOf)
  if (outcome.isErr()) return err(outcome.error)
  const isWhole = options.limit === null || options.limit >= whole.value.rows.length
  const kept = await promisesKept(
    desk.tenant(options.tenant).as({ kind: 'system', id: 'replay', roles: ['analyst'] }),
    journal.facts(),
  )
  if (kept.isErr()) return err(kept.error)
  const source = { sha256: log.sha256, whole: isWhole && log.rejects.length === 0 }
  const tables = [...outcomeTables(outcome.value, source), ...promiseTables(kept.value)]
  for (const table of tables) say(textTable(table))
  say(['What this extract hides', '', ...compiled.document.caveats.map((caveat) => `- ${caveat}`), ''].join('\n'))

  const rejects = [...log.rejects, ...replayed.value.rejects]
  const origin = `${formatCount(log.rows.length)} rows of ${compiled.document.id}, SHA-256 ${log.sha256}; ${formatCount(rejects.length)} rows rejected.`
  const report = reportOf(outcome.value, tables, compiled.document, workflow, origin)
  const numbers = `${JSON.stringify({ ...report, deviations: outcome.value.deviations }, null, 2)}\n`
  const files = { 'report.html': reportPage(report), 'report.json': numbers, 'rejects.csv': rejectsCsv(rejects) }
  for (const [name, text] of Object.entries(files)) {
    const path = join(options.out, name)
    const written = await writing(path, () => writeFile(path, text))
    if (written.isErr()) return err(written.error)
  }
  say(`Report: ${join(options.out, 'report.html')}   Numbers: report.json   Rejected rows: rejects.csv (${rejects.length})`)
  if (options.export) {
    let sha256 = ''
    const path = join(options.out, 'export.ndjson')
    const written = await writing(path, async () => {
      sha256 = await writeExport(desk, options.tenant, path)
    })
    if (written.isErr()) return err(written.error)
    say(`export ${sha256}`)
  }
  const closed = await desk.close()
  await place.end()
  return closed.map(() => undefined)
}

/** Writes the canonical export and gives its SHA-256. */
async function writeExport(desk: Desk, tenant: string, path: string): Promise<string> {
  const hash = createHash('sha256')
  async function* lines(): AsyncGenerator<string> {
    for await (const line of desk.tenant(tenant).exportLines()) {
      const text = `${line}\n`
      hash.update(text)
      yield text
    }
  }
  await pipeline(lines(), createWriteStream(path))
  return hash.digest('hex')
}

const terminal = {
  write: (text: string): void => void process.stdout.write(text),
  isTerminal: process.stdout.isTTY === true,
  columns: process.stdout.columns ?? 80,
  elapsedMs: (): number => performance.now(),
}

// A reader who has seen enough (`| head`) closes the pipe: no reason to complain.
process.stdout.on('error', (problem) => process.exit('code' in problem && problem.code === 'EPIPE' ? 0 : 1))

const options = readOptions(process.argv.slice(2))
if (options.isErr()) {
  process.stderr.write(`${options.error.message}\n`)
  process.exitCode = 2
} else if (options.value.help) say(help)
else {
  const ended = await run(options.value)
  if (ended.isErr()) {
    process.stderr.write(`${ended.error.kind}: ${ended.error.message}\n`)
    process.exitCode = 1
  }
}
