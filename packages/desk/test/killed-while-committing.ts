import { spawn } from 'node:child_process'
import type { Entropy } from '@caseload/core'
import type { Storage } from '@caseload/storage'

/** What a worker writes after each commit. */
const committed = 'commit\n'

/** For a worker: the storage, and after each commit a line to whoever watches. It pauses around commits, long enough for being killed there. */
export function tellingOfCommits(inner: Storage): Storage {
  const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
  return {
    name: inner.name,
    open: (options) =>
      inner.open(options).map(({ store, admin }) => {
        const commit: typeof store.commit = (...args) => {
          pause()
          const done = store.commit(...args)
          process.stdout.write(committed)
          pause()
          return done
        }
        return { admin, store: { ...store, commit } }
      }),
  }
}

/** Lets a worker run until it has committed so often, then kills it a little later, wherever it is; whether it came to its end before. */
export function killedAfter(commits: number, worker: string, args: readonly string[], entropy: Entropy): Promise<boolean> {
  const child = spawn(process.execPath, ['--conditions=@caseload/source', '--no-warnings', worker, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.split(committed).length > commits) setTimeout(() => child.kill('SIGKILL'), entropy.next() * 4)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== null && code !== 0) reject(new Error(`the process ended with ${code}: ${output}`))
      else resolve(code === 0)
    })
  })
}
