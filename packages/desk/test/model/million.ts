import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import fc from 'fast-check'
import { type Move, move } from './move.ts'
import { badLine, goodLine, runModel } from './run-model.ts'
import { runPure } from './run-pure.ts'

// A million commands on the pure packages, and a share of them through the desk on memory and on SQLite over a bad line.
// `--seed=` repeats a run; a failure is shrunk and printed with its seed and path.
const argument = (name: string): number | null => {
  const given = process.argv.find((each) => each.startsWith(`--${name}=`))
  return given === undefined ? null : Number(given.slice(name.length + 3))
}
const seed = argument('seed') ?? Date.now() % 2_000_000_000
const commands = argument('commands') ?? 1_000_000
const length = 100
const moves = fc.array(move, { minLength: length, maxLength: length })
const happened = new Map<string, number>()
console.log(`seed ${seed}`)

const timed = async (what: string, count: number, run: () => Promise<void>): Promise<void> => {
  const from = performance.now()
  await run()
  console.log(
    `${what}: ${count.toLocaleString('en')} commands in ${((performance.now() - from) / 1000).toFixed(1)} s, every invariant held`,
  )
}

await timed('pure', commands, async () => {
  fc.assert(
    fc.property(moves, (drawn) => runPure(drawn, { seen: (type) => happened.set(type, (happened.get(type) ?? 0) + 1) })),
    { numRuns: commands / length, seed },
  )
})

console.log(JSON.stringify(Object.fromEntries([...happened].sort())))

const share = Math.max(1, Math.round(commands / 100 / length))
const overDesk = (run: (drawn: readonly Move[], faults: number) => Promise<void>) =>
  fc.assert(fc.asyncProperty(moves, fc.nat(), run), { numRuns: share, seed })

await timed('desk on memory', share * length, () =>
  overDesk((drawn) => runModel(drawn, { storage: memoryStorage(), rates: goodLine, seed, tenant: 'acme' })),
)

const folder = mkdtempSync(join(tmpdir(), 'caseload-million-'))
let run = 0
await timed('desk on SQLite, every fourth commit failing', share * length, () =>
  overDesk((drawn, faults) => {
    run += 1
    return runModel(drawn, { storage: sqliteStorage(join(folder, 'desk.db')), rates: badLine, seed: faults, tenant: `t${run}` })
  }),
).finally(() => rmSync(folder, { recursive: true, force: true }))
