import { type Instant, type InstantInput, parseInstant } from '@caseload/core'
import type { SlaSignal } from '../signals/sla-signal.ts'
import { type PromiseRun, type PromiseState, passOnPromise, promiseAt, takePromiseOver, tellPromise } from './promise-state.ts'

/**
 * What became of the times told to a requester, without any policy: a promise is a clock of its own.
 *
 * @param signals - Of one ticket, in order; those of other sorts, and those whose instants cannot be read, are passed over.
 * @param now - The present.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { promisesOf } from '@caseload/sla'
 *
 * const told = { type: 'promise-made', at: '2026-03-02T08:00Z', id: 'call', dueAt: '2026-03-02T12:00Z' } as const
 * promisesOf([told], instant('2026-03-02T12:00:00.001Z')).map(({ status }) => status) // => ['broken']
 * ```
 */
export function promisesOf(signals: readonly SlaSignal[], now: Instant): readonly PromiseState[] {
  const runs: PromiseRun[] = []
  for (const signal of signals) {
    const at = instantOf(signal.at)
    if (at === null) continue
    if (signal.type === 'promise-made') {
      const dueAt = instantOf(signal.dueAt)
      if (dueAt !== null) tellPromise(runs, signal.id, at, { dueAt })
    } else if (signal.type === 'promise-kept') tellPromise(runs, signal.id, at, 'kept')
    else if (signal.type === 'promise-withdrawn') tellPromise(runs, signal.id, at, 'withdrawn')
    else if (signal.type === 'promise-passed-on') passOnPromise(runs, signal.id)
    else if (signal.type === 'promise-taken-over') {
      const [toldAt, firstDueAt, dueAt] = [signal.toldAt, signal.firstDueAt, signal.dueAt].map(instantOf)
      const brokenAt = signal.brokenAt === undefined ? null : instantOf(signal.brokenAt)
      if (toldAt == null || firstDueAt == null || dueAt == null) continue
      takePromiseOver(runs, { id: signal.id, toldAt, firstDueAt, dueAt, moves: signal.moves, brokenAt })
    }
  }
  return runs.map((run) => promiseAt(run, now))
}

function instantOf(value: InstantInput): Instant | null {
  return parseInstant(value).unwrapOr(null)
}
