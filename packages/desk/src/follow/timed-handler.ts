import type { Problem } from '@caseload/core'
import { err, type Result } from 'neverthrow'
import { handlerTimedOut } from '../problems.ts'
import type { EventBatch, FollowEffect, FollowHandler } from './follow-options.ts'

/** The same handler, which has failed where it takes longer: its signal is aborted, and whatever it still gives back is nobody's any more. */
export function timedHandler<More extends readonly unknown[]>(
  handler: (batch: EventBatch, ...more: More) => ReturnType<FollowHandler>,
  limitMs: number,
): (batch: EventBatch, ...more: More) => Promise<Result<FollowEffect, Problem>> {
  return async (batch, ...more) => {
    const over = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<Result<FollowEffect, Problem>>((resolve) => {
      timer = setTimeout(() => {
        over.abort()
        resolve(err(handlerTimedOut(limitMs)))
      }, limitMs)
    })
    try {
      const signal = AbortSignal.any([batch.signal, over.signal])
      return await Promise.race([handler({ ...batch, signal }, ...more), late])
    } finally {
      clearTimeout(timer)
    }
  }
}
