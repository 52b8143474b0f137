import type { StorageProblem } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'

/** An engine that was started. */
export interface StartedEngine<Engine> {
  readonly engine: Engine
  /** Stops it. */
  readonly stop: () => Promise<void>
}

/** One engine for all handles of a place. */
export interface SharedEngine<Engine> {
  /** Gives the engine, started for the first handle; one that is just being stopped is waited for. */
  readonly take: () => Promise<Result<Engine, StorageProblem>>
  /** Takes it back; with the last handle it stops, unless it is to be kept. */
  readonly give: () => Promise<void>
}

/**
 * Shares an engine among handles.
 *
 * @param start - Starts one; never called while another of this place runs.
 * @param keeps - Whether it goes on without handles, since everything would be lost with it.
 */
export function sharedEngine<Engine>(
  start: () => Promise<Result<StartedEngine<Engine>, StorageProblem>>,
  keeps: boolean,
): SharedEngine<Engine> {
  let handles = 0
  let running: Promise<Result<StartedEngine<Engine>, StorageProblem>> | null = null
  let stopped: Promise<void> = Promise.resolve()
  return {
    async take() {
      handles += 1
      const starting = running ?? stopped.then(start)
      running = starting
      const started = await starting
      if (started.isOk()) return ok(started.value.engine)
      handles -= 1
      if (running === starting) running = null
      return err(started.error)
    },
    async give() {
      handles -= 1
      if (handles > 0 || keeps || running === null) return
      const ending = running
      // Whoever comes from here on waits for the end of this one, and starts another.
      running = null
      const stopping = ending.then((started) => (started.isOk() ? started.value.stop() : undefined))
      stopped = stopping.catch(() => undefined)
      await stopping
    },
  }
}
