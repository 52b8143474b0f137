import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { type Commit, guardStore, type Store } from '@caseload/storage'
import { sqliteStorage } from '@caseload/storage-sqlite'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { type BareDriver, bareDriver } from './bare-driver.ts'
import { type RecordedStatement, recordStatements } from './record-statements.ts'
import { commits, kinds, tenant } from './workload.ts'

const count = 500
/** A store is opened once and used for days: the first commits after its opening, in which engines compile and caches fill, are carried out but not timed. */
const settling = 300
const changes = commits(settling + count)

/**
 * Commits on SQLite: our store with its guard against the bare driver executing the same statements and pragmas, and the bare driver without one part after another: what each part costs.
 */
export async function sqliteCommit(synchronous: 'full' | 'normal'): Promise<Benchmark> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const empty = join(folder, 'empty.db')
  const opened = orThrow(await sqliteStorage({ path: empty, synchronous }).open({ kinds }))
  await opened.store.close()
  let files = 0
  const fresh = (): string => {
    files += 1
    const path = join(folder, `${files}.db`)
    cpSync(empty, path)
    return path
  }
  const statements = await recorded(fresh(), synchronous)
  return {
    name: `sqlite-commit-${synchronous}`,
    work: `one commit (document with 3 lists, 2 keys, 2 events, 1 timer, receipt, counter), synchronous=${synchronous}`,
    contenders: [
      caseload(fresh, synchronous),
      bare('bare node:sqlite, same statements', fresh, synchronous, statements),
      bare('… without receipt', fresh, synchronous, without(statements, /\breceipt\b/)),
      bare('… without journal', fresh, synchronous, without(statements, /\bjournal\b/)),
      bare('… without timer', fresh, synchronous, without(statements, /\bwork\b/)),
      bare('… without keys', fresh, synchronous, without(statements, /\bkey_(?:unique|shared)\b/)),
      bare('… without list indexes', fresh, synchronous, statements, dropLists),
      {
        name: 'document alone',
        ...bareSteps(
          fresh,
          synchronous,
          without(statements, /\b(?:receipt|journal|work|key_unique|key_shared|head)\b/),
          dropLists,
        ),
        close: () => rmSync(folder, { recursive: true }),
      },
    ],
    promises: { 'bare node:sqlite, same statements': 0.9 },
    batch: count,
    rounds: 25,
    callsPerRound: 1,
  }
}

async function recorded(path: string, synchronous: 'full' | 'normal'): Promise<readonly RecordedStatement[]> {
  const open = orThrow(await sqliteStorage({ path, synchronous }).open({ kinds }))
  const store = guardStore(open, { kinds })
  const statements = await recordStatements(() => commitAll(store, changes))
  await store.close()
  return statements
}

async function commitAll(store: Store, some: readonly Commit[]): Promise<void> {
  for (const change of some) orThrow(await store.commit(tenant, change))
}

function caseload(fresh: () => string, synchronous: 'full' | 'normal'): Contender {
  let store: Store | null = null
  return {
    name: 'caseload, guard and all',
    before: async () => {
      await store?.close()
      store = guardStore(orThrow(await sqliteStorage({ path: fresh(), synchronous }).open({ kinds })), { kinds })
      await commitAll(store, changes.slice(0, settling))
    },
    run: () => (store === null ? null : commitAll(store, changes.slice(settling))),
    close: () => store?.close(),
  }
}

function bare(
  name: string,
  fresh: () => string,
  synchronous: 'full' | 'normal',
  statements: readonly RecordedStatement[],
  prepare?: (driver: BareDriver) => void,
): Contender {
  return { name, ...bareSteps(fresh, synchronous, statements, prepare) }
}

function bareSteps(
  fresh: () => string,
  synchronous: 'full' | 'normal',
  statements: readonly RecordedStatement[],
  prepare?: (driver: BareDriver) => void,
): Pick<Contender, 'before' | 'run'> {
  let driver: BareDriver | null = null
  const commitsSeen = startsOfCommits(statements)
  const first = commitsSeen[settling] ?? 0
  return {
    before: () => {
      driver?.close()
      driver = bareDriver(fresh(), synchronous)
      prepare?.(driver)
      driver.run(statements.slice(0, first))
    },
    run: () => driver?.run(statements.slice(first)),
  }
}

function startsOfCommits(statements: readonly RecordedStatement[]): readonly number[] {
  return statements.flatMap(({ sql }, index) => (sql.startsWith('begin') ? [index] : []))
}

function without(statements: readonly RecordedStatement[], part: RegExp): readonly RecordedStatement[] {
  return statements.filter(({ sql }) => !part.test(sql))
}

/** The indexes our adapter makes of the lists a ticket declares. */
const ticketLists = kinds.flatMap(({ paths = [] }) => paths.map(({ eq, sort }) => ({ fields: [...eq, ...sort] })))

function dropLists(driver: BareDriver): void {
  for (const { fields } of ticketLists) driver.exec(`drop index "i_ticket__${fields.join('_')}"`)
}
