import { spawnSync } from 'node:child_process'

/** What the steps of a run came to so far. */
export interface Tally {
  /** Tests and steps that held. */
  passed: number
  /** Tests and steps that did not. */
  failed: number
  /** One line for each step, in order. */
  readonly lines: string[]
}

// Nothing here takes more than a minute or two; what takes this long hangs.
const longestMs = 15 * 60_000

/** Where a command runs, and with what besides the environment of this process. */
export interface Place {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Counts one step; a step that throws has failed, and says why. */
export function step(tally: Tally, name: string, run: () => void): void {
  const started = performance.now()
  let reason = ''
  try {
    run()
    tally.passed++
  } catch (error) {
    tally.failed++
    reason = `: ${error instanceof Error ? error.message : String(error)}`
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const line = `${reason === '' ? 'passed' : 'FAILED'}  ${name} (${seconds} s)${reason}`
  tally.lines.push(line)
  console.log(line)
}

/** Runs a command and throws with the end of its output if it fails. */
export function command(name: string, args: readonly string[], { cwd, env }: Place = {}): string {
  const { status, stdout, stderr, error } = spawnSync(name, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: longestMs,
  })
  if (status === 0) return stdout
  const output = `${stdout ?? ''}\n${stderr ?? ''}`.trim().split('\n').slice(-60).join('\n')
  throw new Error(`${name} ${args.join(' ')} ended with ${status ?? error?.message ?? 'a signal'}\n${output}`)
}

/** Runs a script of the root as its documents tell people to. */
export function pnpm(args: readonly string[], place: Place = {}): string {
  return command('npx', ['-y', 'pnpm@12', ...args], place)
}
