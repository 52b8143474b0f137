import { parseArgs } from 'node:util'
import type { Problem } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { type Database, readDatabase } from './database.ts'

/** What the command line asks for. */
export interface Options {
  /** CSV file; null for the one that the mapping names. */
  readonly input: string | null
  /** Mapping document; null for the shipped one. */
  readonly mapping: string | null
  /** Database; null for the SQLite file `desk.sqlite` in the folder of the results. */
  readonly db: Database | null
  /** Folder of the results. */
  readonly out: string
  /** Only so many rows, the earliest; null for all. */
  readonly limit: number | null
  /** Tenant whose desk it is. */
  readonly tenant: string
  /**
   * When a commit counts as done: `normal`: the operating system has it, so it outlives the process; `full`: the disk has it, so it outlives the machine, at several
   * times the cost. A replay that loses its last rows with the power takes them over again, so `normal` is the default here.
   */
  readonly synchronous: 'normal' | 'full'
  /** Whether to begin with an empty database. */
  readonly fresh: boolean
  /** Whether to write the canonical export and tell its SHA-256. */
  readonly export: boolean
  /** Whether to explain the options and do nothing. */
  readonly help: boolean
}

/** An option is unknown or has a value it cannot have. */
export interface InvalidOption extends Problem<'cli/invalid-option'> {}

/** Reads the command line. */
export function readOptions(args: readonly string[]): Result<Options, InvalidOption> {
  const parsed = parsedArgs(args)
  if (typeof parsed === 'string') return invalid(parsed)
  const limit = parsed.limit === undefined ? null : Number(parsed.limit)
  if (limit !== null && (!Number.isSafeInteger(limit) || limit < 1))
    return invalid('--limit: expected a whole number of rows, at least 1')
  if (!/^[A-Za-z0-9._:~-]{1,64}$/.test(parsed.tenant)) return invalid('--tenant: expected 1 to 64 letters, digits or . _ : ~ -')
  const synchronous = parsed.synchronous
  if (synchronous !== 'normal' && synchronous !== 'full') return invalid('--synchronous: expected normal or full')
  for (const name of ['input', 'mapping', 'db', 'out'] as const)
    if (parsed[name] === '') return invalid(`--${name}: expected a path`)
  const db = parsed.db === undefined ? null : readDatabase(parsed.db)
  if (db === null && parsed.db !== undefined)
    return invalid('--db: expected memory, sqlite:FILE, pglite:FOLDER, postgres:URL or mysql:URL')
  return ok({
    input: parsed.input ?? null,
    mapping: parsed.mapping ?? null,
    db,
    out: parsed.out,
    limit,
    tenant: parsed.tenant,
    synchronous,
    fresh: parsed.fresh,
    export: parsed.export,
    help: parsed.help,
  })
}

function parsedArgs(args: readonly string[]) {
  try {
    return parseArgs({
      // pnpm passes the `--` on that parts its own options from the script's.
      args: args.filter((argument) => argument !== '--'),
      options: {
        input: { type: 'string' },
        mapping: { type: 'string' },
        db: { type: 'string' },
        out: { type: 'string', default: 'demo-output' },
        limit: { type: 'string' },
        tenant: { type: 'string', default: 'replay' },
        synchronous: { type: 'string', default: 'normal' },
        fresh: { type: 'boolean', default: false },
        export: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (problem) {
    // Its first sentence names the option; the rest is advice about other command lines.
    const said = problem instanceof Error ? (problem.message.split('. ')[0] ?? '') : 'unreadable'
    return `${said}; --help lists the options`
  }
}

function invalid(message: string): Result<never, InvalidOption> {
  return err({ kind: 'cli/invalid-option', message })
}

/** What `--help` says. */
export const help = `Replays a log of tickets through the service desk, measures it and draws a report.

  --input FILE    CSV log, packed by gzip or not (default: the log that the mapping names)
  --mapping FILE  what the columns mean, see mapping.schema.json (default: the shipped incident log)
  --db DATABASE   sqlite:FILE (or only FILE), postgres:URL, mysql:URL, memory or pglite:FOLDER, which is a PostgreSQL without a server
                  and may lose what it has when power fails (default: desk.sqlite in the folder of the results)
  --out FOLDER    where report.html, report.json and rejects.csv go (default: demo-output)
  --limit N       only the N earliest rows
  --tenant NAME   whose desk it is (default: replay)
  --synchronous normal|full
                  whether a commit outlives the process or the machine (default: normal; what power takes, the next run repeats)
  --fresh         begin without anything of the tenant; without it a run that was interrupted goes on
  --export        also write export.ndjson, the desk's canonical export, and tell its SHA-256
  --help          this text
`
