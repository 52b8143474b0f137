import { spawn } from 'node:child_process'
import type { WorkerProcess } from '../place.ts'

/**
 * Starts a Node.js process that does a job on a store, for {@link Place.process}: a script that opens the store named by its arguments and hands the job to {@link runWorker}.
 *
 * @param script - Path of the script.
 * @param args - Its arguments.
 * @param nodeOptions - Options of Node.js itself; those of this process by default.
 */
export function workerProcess(
  script: string,
  args: readonly string[],
  nodeOptions: readonly string[] = process.execArgv,
): WorkerProcess {
  const child = spawn(process.execPath, [...nodeOptions, script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  return {
    lines,
    ended: new Promise((resolve) => {
      child.on('close', resolve)
    }),
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}
