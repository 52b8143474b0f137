import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What replaying the whole shipped log took. */
export interface WholeReplay {
  /** Events of the log, one row and one commit each. */
  readonly events: number
  /** From the start of the process to its end, reading, measuring and reporting included. */
  readonly seconds: number
  /** Most memory the process had resident at once. */
  readonly peakMemoryMiB: number
}

const main = fileURLToPath(new URL('../../../../examples/replay-helpdesk/src/main.ts', import.meta.url))
const tellMemory =
  "import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)))"

/** Runs the demo in a process of its own, with the settings of the demo, and asks that process for its peak. */
export async function wholeReplay(): Promise<WholeReplay> {
  const out = mkdtempSync(join(tmpdir(), 'caseload-replay-'))
  const peakFile = join(out, 'peak')
  const start = process.hrtime.bigint()
  const flags = [
    '--max-semi-space-size=16',
    '--conditions=@caseload/source',
    '--import',
    `data:text/javascript,${encodeURIComponent(tellMemory)}`,
  ]
  const child = spawn(process.execPath, [...flags, main, '--out', out], {
    stdio: 'ignore',
    env: { ...process.env, PEAK_FILE: peakFile },
  })
  const code = await new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject))
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  if (code !== 0) throw new Error(`the replay ended with ${code}`)
  const peakMemoryMiB = Number(readFileSync(peakFile, 'utf8')) / 1024
  rmSync(out, { recursive: true })
  return { events: 65_533, seconds, peakMemoryMiB }
}
