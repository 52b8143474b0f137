import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { createDesk } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { readLog } from '../../../../examples/replay-helpdesk/src/log/read-log.ts'
import { loadMapping } from '../../../../examples/replay-helpdesk/src/mapping/load-mapping.ts'
import { logClock } from '../../../../examples/replay-helpdesk/src/replay/log-clock.ts'
import { replay as replayLog } from '../../../../examples/replay-helpdesk/src/replay/replay.ts'
import type { Benchmark } from '../harness/benchmark.ts'
import { type BareDriver, bareDriver } from '../sqlite/bare-driver.ts'
import { recordStatements } from '../sqlite/record-statements.ts'

const rows = 12_000

/** The replay of the incident log through desk and SQLite, a commit a row, against the bare driver executing the same statements: the price of everything we decide. */
export async function replay(): Promise<Benchmark> {
  const { compiled, policies, input } = orThrow(await loadMapping(null, null))
  const whole = orThrow(await readLog(input, compiled))
  const log = { ...whole, rows: whole.rows.slice(0, rows) }
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  let files = 0
  const fresh = (): string => {
    files += 1
    return join(folder, `${files}.db`)
  }
  const run = async (path: string): Promise<void> => {
    const clock = logClock(log.rows[0]?.at ?? compiled.earliest)
    const desk = orThrow(await createDesk({ storage: sqliteStorage(path), policies, clock }))
    const { taken } = orThrow(
      await replayLog({
        desk,
        clock,
        tenant: 'bench',
        log,
        mapping: compiled,
        progress: () => ({ to: () => undefined, end: () => undefined }),
      }),
    )
    if (taken !== rows) throw new Error(`took over ${taken} rows of ${rows}`)
    await desk.close()
  }
  let path = ''
  let driver: BareDriver | null = null
  const statements = await recordStatements(() => run(fresh()))
  return {
    name: 'replay',
    work: 'one row of the incident log taken over: read, decided, committed (synchronous=full)',
    contenders: [
      {
        name: 'caseload desk on SQLite',
        before: () => {
          path = fresh()
        },
        run: () => run(path),
      },
      {
        name: 'bare node:sqlite, same statements',
        before: () => {
          driver?.close()
          driver = bareDriver(fresh(), 'full')
        },
        run: () => driver?.run(statements),
        close: () => {
          driver?.close()
          rmSync(folder, { recursive: true })
        },
      },
    ],
    promises: { 'bare node:sqlite, same statements': 0.5 },
    batch: rows,
    rounds: 5,
    callsPerRound: 1,
  }
}
