import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Worker, workerData } from 'node:worker_threads'
import { ticketCommandTypes } from '@caseload/lifecycle'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import fc from 'fast-check'
import { type Move, move } from './move.ts'
import { badLine, goodLine, runModel } from './run-model.ts'
import { runPure } from './run-pure.ts'
import { shortest } from './shortest.ts'

// A million commands on the pure packages; and on the other core a hundred thousand through a desk on memory, and thirty thousand on SQLite over a bad line.
// `--seed=` repeats a run, `--commands=` makes it longer or shorter; a failure is shrunk and printed with its seed and path.
const argument = (name: string): number | null => {
  const given = process.argv.find((each) => each.startsWith(`--${name}=`))
  return given === undefined ? null : Number(given.slice(name.length + 3))
}
const length = 100
const moves = fc.array(move, { minLength: length, maxLength: length })

if (workerData === null) {
  const seed = argument('seed') ?? Date.now() % 2_000_000_000
  const commands = argument('commands') ?? 1_000_000
  console.log(`seed ${seed}`)
  const worker = new Worker(new URL(import.meta.url), { workerData: { seed, commands } })
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the worker ended with ${code}`))))
  })
  await Promise.all([ended, throughDesk(seed, commands)])
} else await byPlannerAlone(workerData)

async function byPlannerAlone({ seed, commands }: { readonly seed: number; readonly commands: number }): Promise<void> {
  const happened = new Map<string, number>()
  await timed('planner alone', commands, async () => {
    const seen = (type: string): unknown => happened.set(type, (happened.get(type) ?? 0) + 1)
    await holds(Math.ceil(commands / length), seed, async (drawn) => runPure(drawn, { seen }))
  })
  console.log(JSON.stringify(Object.fromEntries([...happened].sort())))
  // A command that is refused each time shows nothing; so many commands are enough for the rarest.
  const never = ticketCommandTypes.filter((type) => type !== 'open' && !happened.has(`${type} granted`))
  if (commands >= 500_000 && never.length > 0) throw new Error(`never granted: ${never.join(', ')}`)
}

async function throughDesk(seed: number, commands: number): Promise<void> {
  const sequences = (share: number): number => Math.max(1, Math.round((commands * share) / length))
  const onMemory = sequences(0.1)
  await timed('desk on memory', onMemory * length, () =>
    holds(onMemory, seed, (drawn) => runModel(drawn, { storage: memoryStorage(), rates: goodLine, seed, tenant: 'acme' })),
  )
  const folder = mkdtempSync(join(tmpdir(), 'caseload-million-'))
  const onSqlite = sequences(0.03)
  let run = 0
  await timed('desk on SQLite, every fourth commit failing', onSqlite * length, () =>
    holds(onSqlite, seed, (drawn, faults) => {
      run += 1
      // One file holds a hundred tenants: the model opens it anew each time, as processes come and go.
      const path = join(folder, `${Math.floor(run / 100)}.db`)
      return runModel(drawn, { storage: sqliteStorage(path), rates: badLine, seed: faults, tenant: `t${run}` })
    }),
  ).finally(() => rmSync(folder, { recursive: true, force: true }))
}

/** Makes many sequences; of one that breaks something tells the seed, the path and the shortest that still does. */
async function holds(
  numRuns: number,
  seed: number,
  run: (drawn: readonly Move[], faults: number) => Promise<void>,
): Promise<void> {
  const details = await fc.check(fc.asyncProperty(moves, fc.nat(), run), { numRuns, seed })
  if (details.counterexample === null) return
  const [drawn, faults] = details.counterexample
  const again = (fewer: readonly Move[]): Promise<unknown> =>
    run(fewer, faults).then(
      () => null,
      (problem: unknown) => problem,
    )
  const moved = await shortest(drawn, async (fewer) => (await again(fewer)) !== null)
  const problem = await again(moved)
  throw new Error(`seed ${seed}, path ${details.counterexamplePath}, faults ${faults}: ${JSON.stringify(moved)}`, {
    cause: problem ?? details.errorInstance,
  })
}

async function timed(what: string, count: number, run: () => Promise<void>): Promise<void> {
  const from = performance.now()
  await run()
  console.log(
    `${what}: ${count.toLocaleString('en')} commands in ${((performance.now() - from) / 1000).toFixed(1)} s, every invariant held`,
  )
}
