import { spawn } from 'node:child_process'
import type { WorkerProcess } from '../place.ts'

/**
 * Starts a Node.js process that does a job on a store, for `Place.process`: a script that opens the store named by its arguments and hands the job to `runWorker`.
 *
 * @param script - Path of the script.
 * @param args - Its arguments.
 * @param nodeOptions - Options of Node.js itself; those of this process by default.
 *
 * @example
 * ```ts
 * import { writeFileSync } from 'node:fs'
 * import { workerProcess } from '@caseload/storage-conformance/faults'
 *
 * writeFileSync('worker.mjs', 'console.log(`asked to ${process.argv[2]}`)')
 * const worker = workerProcess('worker.mjs', ['write'], [])
 * await worker.ended // => 0
 * worker.lines // => ['asked to write']
 * ```
 */
export function workerProcess(
  script: string,
  args: readonly string[],
  nodeOptions: readonly string[] = process.execArgv,
): WorkerProcess {
  const child = spawn(process.execPath, [...nodeOptions, script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  return {
    lines,
    complaints: () => complaints,
    ended: new Promise((resolve) => {
      child.on('close', resolve)
    }),
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}
