import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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
  // Into a file: a pipe that is full holds the tracer up, which holds up the very process that would have to empty it.
  const folder = mkdtempSync(join(tmpdir(), 'caseload-flushes-'))
  const path = join(folder, 'calls')
  try {
    writeFileSync(path, '')
    const calls = openSync(path, 'r')
    const stop = await attach(path, pid)
    if (stop === null) {
      closeSync(calls)
      return null
    }
    const look = flushesIn(calls)
    let total: number | null = null
    return {
      count: () => total ?? look(),
      async stop() {
        await stop()
        if (total !== null) return
        total = look()
        closeSync(calls)
      },
    }
  } finally {
    // Whoever has it open goes on without its name.
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts the tracer and gives what ends it; null: it cannot be had, or it may not look. */
async function attach(path: string, pid: number): Promise<(() => Promise<void>) | null> {
  const tracer = spawn('strace', ['-f', '-e', 'trace=fsync,fdatasync,msync', '-o', path, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = Promise.race([once(tracer, 'error'), once(tracer, 'exit')]).then(
    () => true,
    () => true,
  )
  let said = ''
  const attached = new Promise<boolean>((resolve) => {
    tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-1000)
      if (said.includes('attached')) resolve(false)
    })
  })
  if (await Promise.race([ended, attached])) return null
  return async () => {
    tracer.kill('SIGINT')
    await ended
  }
}

/** Counts the flushes in a file that grows. A call that is interrupted is written twice, and only the second time with its result. */
function flushesIn(file: number): () => number {
  const buffer = Buffer.alloc(65_536)
  let count = 0
  let rest = ''
  return () => {
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      const lines = (rest + buffer.toString('latin1', 0, length)).split('\n')
      rest = lines.pop() ?? ''
      count += lines.filter((line) => /\b(?:fsync|fdatasync|msync)\b.*= 0$/.test(line.trimEnd())).length
    }
    return count
  }
}
