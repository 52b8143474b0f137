import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How a process ends that missed a promise; any other end than this and 0 is a failure. */
export const missedCode = 3

const one = fileURLToPath(new URL('../one.ts', import.meta.url))

/**
 * Measures one thing in a process of its own and says whether its promises were kept. In one process with others it would run on what they leave behind: a heap grown for their records, objects
 * placed where theirs lived long, and calls compiled for everybody's callers; the clocks of a ticket took between an eighth more and twice the time.
 */
export async function inOwnProcess(name: string, flags: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [...process.execArgv, one, name, ...flags], { stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject))
  if (code !== 0 && code !== missedCode) throw new Error(`${name} ended with ${code}`)
  return code === 0
}
