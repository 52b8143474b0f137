import { type Instant, isInstant } from '@caseload/core'
import type { Doc, KindSpec, Ref, WorkChange, Write } from '@caseload/storage'

/** Queue of the walk over open tickets after other policies came into force. */
export const rearmQueue = 'rearm-timers'

/** A walk over open tickets that sets their timers as the policies in force say, and where it is. */
export interface TimerWalk {
  /** Where it goes on; null for its beginning. */
  readonly after: string | null
  /** When it began; null where it has not, or nobody knows. */
  readonly begun: Instant | null
  /** Whether nothing is known of what timed the tickets before, so that every one of them is set anew. */
  readonly everything: boolean
}

/** A walk as it stands in the work that waits for it; at its beginning where that is none. */
export function timerWalk(payload: unknown): TimerWalk {
  const told = memberOf(payload, 'after')
  const after = typeof told === 'string' ? told : null
  const at = memberOf(payload, 'begun')
  return {
    after,
    begun: typeof at === 'number' && isInstant(at) ? at : null,
    everything: memberOf(payload, 'everything') === true,
  }
}

/**
 * The work of setting the timers of every open ticket anew, whatever timed them before: for a desk whose rules came with a deployment. Asked for again while it goes on, it begins anew.
 *
 * @param now - The present.
 */
export function rearmEverything(now: Instant): readonly WorkChange[] {
  return [{ op: 'schedule', queue: rearmQueue, id: 'everything', dueAt: now, payload: { everything: true } }]
}

/** How far timers are known to follow the policies in force: what a walk that came to its end leaves behind. */
export interface TimersWalked {
  /** When that walk began: whatever set a timer that is there now was in force at this instant or after it. */
  readonly since: Instant
}

/** How it is stored. */
export const timersWalkedKind: KindSpec = { kind: 'timers-walked', fields: {} }

/** Where it stands. */
export const timersWalkedRef: Ref = { kind: 'timers-walked', id: 'timers' }

/** The write that stores it over the version that was read. */
export function writeTimersWalked(before: Doc | null, walked: TimersWalked): Write {
  return { op: 'put', ref: timersWalkedRef, version: before?.version ?? 0, doc: walked, fields: {} }
}

function memberOf(payload: unknown, name: string): unknown {
  return typeof payload === 'object' && payload !== null && Object.hasOwn(payload, name) ? Reflect.get(payload, name) : null
}
