// Kills the replay at random moments and starts it again, and shows that the desk ends up the same to the last byte: the SHA-256 of its canonical export is
// the same uninterrupted, repeated, and after the kills.  --limit N rows (default: all)  --kills N (default: 20)  --seed TEXT (default: kill)
// --input FILE (default: the shipped log)
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { seededEntropy } from '@caseload/core'

const { values } = parseArgs({
  options: {
    limit: { type: 'string' },
    input: { type: 'string' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: 'kill' },
  },
})
const wanted = Number(values.kills)
const entropy = seededEntropy(values.seed)
const folder = mkdtempSync(join(tmpdir(), 'caseload-kill-'))
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

interface Ended {
  /** Everything it wrote. */
  readonly output: string
  /** How it ended: its exit code, or null where it was killed. */
  readonly code: number | null
  /** Milliseconds from its first row to its last. */
  readonly replayMs: number
}

function start(db: string): ChildProcess {
  const limit = values.limit === undefined ? [] : ['--limit', values.limit]
  const input = values.input === undefined ? [] : ['--input', values.input]
  const out = join(folder, db)
  return spawn(process.execPath, ['--conditions=@caseload/source', main, '--out', out, '--export', ...limit, ...input], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** When to kill: so long after it wrote something. */
interface Kill {
  /** What it wrote. */
  readonly after: string
  /** How long, in ms. */
  readonly ms: number
}

/** Runs to the end, or until it is killed. */
function run(db: string, kill: Kill | null): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = start(db)
    let output = ''
    let began = 0
    let ended = 0
    let armed = false
    child.on('error', reject)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (began === 0 && output.includes(' rows  ')) began = performance.now()
      if (kill !== null && !armed && output.includes(kill.after)) {
        armed = true
        setTimeout(() => child.kill('SIGKILL'), kill.ms)
      }
      if (ended === 0 && output.includes('Replayed')) ended = performance.now()
    })
    child.on('close', (code) => resolve({ output, code, replayMs: ended - began }))
  })
}

/** How far a run came, by the last line it wrote about that. */
function reached(run: Ended): string {
  const last = run.output.match(/[\d,]+ of [\d,]+ rows/g)?.at(-1)
  return last === undefined ? ', before its first row' : `, after ${last}`
}

function sha256Of(run: Ended): string {
  const found = /export [0-9a-f]{64}/.exec(run.output)
  if (run.code !== 0 || found === null) throw new Error(`the replay ended with ${run.code}\n${run.output}`)
  return found[0].slice(7)
}

try {
  const whole = await run('whole', null)
  const expected = sha256Of(whole)
  console.log(`uninterrupted        ${expected}`)
  const repeated = sha256Of(await run('whole', null))
  console.log(`repeated             ${repeated}`)

  // A run that comes to its end between two kills is as good as any, and the next begins with an empty database.
  const results = [repeated]
  let kills = 0
  for (let attempt = 1; kills < wanted; attempt += 1) {
    if (attempt > wanted * 4) throw new Error(`the replay ended by itself too often to be killed ${wanted} times`)
    // Some while it opens the database and reads the journal, most while it commits.
    const after = entropy.next() < 0.25 ? 'Replaying' : ' rows  '
    const ended = await run(`killed-${results.length}`, { after, ms: entropy.next() * (whole.replayMs / wanted) * 1.6 })
    if (ended.code === null) {
      kills += 1
      console.log(`  killed ${kills} of ${wanted}${reached(ended)}`)
    } else results.push(sha256Of(ended))
  }
  results.push(sha256Of(await run(`killed-${results.length}`, null)))
  for (const sha256 of results.slice(1)) console.log(`after kill -9        ${sha256}`)
  const same = results.every((sha256) => sha256 === expected)
  console.log(same ? `the same each time, after ${kills} kills` : 'NOT the same')
  process.exitCode = same ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
