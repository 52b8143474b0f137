import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Counts how often a process makes the disk keep what it wrote. */
export interface FlushCounter {
  /** How often so far: calls of `fsync`, `fdatasync` and `msync` that have ended. */
  readonly count: () => number
  /** Stops counting. */
  stop(): Promise<void>
}

/**
 * Watches the system calls of a process with `strace`, for `Place.flushes` of a store that is embedded in the process or whose server runs on this host.
 * A server usually counts by itself (`pg_stat_wal.wal_sync` of PostgreSQL, `Innodb_os_log_fsyncs` of MariaDB), which needs no such tool.
 *
 * @param pid - The process; by default this one.
 * @returns The counter; null where there is no `strace`, or it may not look.
 *
 * @example
 * ```ts
 * import { countFlushes } from '@caseload/storage-conformance/faults'
 *
 * const counter = await countFlushes()
 * const place = counter === null ? {} : { flushes: async () => counter.count() }
 * Object.keys(place).length === (counter === null ? 0 : 1) // => true
 * await counter?.stop()
 * ```
 */
export async function countFlushes(pid: number = process.pid): Promise<FlushCounter | null> {
  const tracer = spawn('strace', ['-f', '-e', 'trace=fsync,fdatasync,msync', '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let count = 0
  let rest = ''
  let attached: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    attached = resolve
  })
  tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (lines.some((line) => /attached/.test(line)) || /attached/.test(rest)) attached()
    // A call that is interrupted is written twice, and only the second time with its result.
    count += lines.filter((line) => /\b(?:fsync|fdatasync|msync)\b.*= 0$/.test(line.trimEnd())).length
  })
  const failed = Promise.race([once(tracer, 'error'), once(tracer, 'exit')]).then(
    () => true,
    () => true,
  )
  if (await Promise.race([failed, ready.then(() => false)])) return null
  return {
    count: () => count,
    async stop() {
      tracer.kill('SIGINT')
      await failed
    },
  }
}
