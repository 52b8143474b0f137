import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { guardStore, type Storage, type Store } from '@caseload/storage'
import { createPool } from 'mysql2/promise'
import { Pool } from 'pg'
import { kinds } from '../sqlite/workload.ts'
import { type Audit, audit } from './audit.ts'
import type { Flaw } from './broken-storage.ts'
import { type Engine, openTarget } from './open-target.ts'

/** Where the tables are that things happen to. */
export interface Place {
  /** Name of the store, as the table shows it. */
  readonly name: string
  /** What keeps the tables. */
  readonly engine: Engine
  /** Path or address. */
  readonly at: string
  /** Where the tables are on a server. */
  readonly schema: string
  /** What the store of the writers does wrong on purpose. */
  readonly flaw: Flaw | null
  /** Takes everything away. */
  readonly dispose: () => Promise<void>
}

/** What came of one kind of fault. */
export interface Tally extends Audit {
  /** What was done. */
  readonly fault: string
  /** How often. */
  readonly tried: number
}

/** A store that does not try again by itself. */
export async function open(storage: Storage): Promise<Store> {
  return guardStore(orThrow(await storage.open({ kinds })), { kinds, retries: 0 })
}

/** Counts on a store without a flaw, opened for it. */
export async function auditAnew({ engine, at, schema }: Place, writer: string, told: ReadonlySet<number>): Promise<Audit> {
  const target = openTarget(engine, at, schema)
  const store = await open(target.storage)
  const found = await audit(store, writer, told)
  await store.close()
  await target.end()
  return found
}

/** All of it. */
export function sum(audits: readonly Audit[]): Audit {
  const total = (figure: keyof Audit): number => audits.reduce((all, each) => all + each[figure], 0)
  return { acknowledged: total('acknowledged'), lost: total('lost'), doubled: total('doubled'), torn: total('torn') }
}

/** A file of our own. */
export function sqlitePlace(flaw: Flaw | null = null): Place {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-faults-'))
  return {
    name: 'SQLite',
    engine: 'sqlite',
    at: join(folder, 'desk.db'),
    schema: '',
    flaw,
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A schema of our own on a server. */
export function postgresPlace(at: string): Place {
  const schema = `caseload_faults_${randomBytes(4).toString('hex')}`
  return {
    name: 'PostgreSQL',
    engine: 'postgres',
    at,
    schema,
    flaw: null,
    async dispose() {
      const pool = new Pool({ connectionString: at, max: 1 })
      await pool.query(`drop schema if exists "${schema}" cascade`)
      await pool.end()
    },
  }
}

/** A database of our own on a server. */
export function mariadbPlace(at: string): Place {
  const schema = `caseload_faults_${randomBytes(4).toString('hex')}`
  return {
    name: 'MariaDB',
    engine: 'mariadb',
    at,
    schema,
    flaw: null,
    async dispose() {
      const pool = createPool({ uri: at, connectionLimit: 1 })
      await pool.query(`drop database if exists \`${schema}\``)
      await pool.end()
    },
  }
}
