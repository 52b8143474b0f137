import { addMs, type Instant, instant, isInstant } from '@caseload/core'
import type { GapPolicy, OverlapPolicy } from './local-time-policy.ts'
import type { OffsetTable } from './offset-table.ts'
import type { ZoneTransition } from './zone-transition.ts'

/** A zone's clocks in bare numbers: instants and points on the local axis (milliseconds the wall clock is past its own 1970). */
export interface LocalClock {
  /** Milliseconds ahead of UTC. */
  readonly offsetAt: (ms: number) => number
  /** The instant of a local point, by policy where it is skipped or repeated. */
  readonly instantOf: (local: number, gap: GapPolicy, overlap: OverlapPolicy) => Instant
  /** Every instant of a local point, earliest first. */
  readonly instantsOf: (local: number) => readonly Instant[]
  /** Changes after `from` up to `to` inclusive. */
  readonly transitions: (from: number, to: number) => readonly ZoneTransition[]
}

/** No zone has been further from Greenwich than 15:56:08 (Manila until 1844). */
const furthestMs = 16 * 3_600_000
const epoch = instant(0)

/** The clocks of a zone over the table of its offsets. */
export function localClock(table: OffsetTable): LocalClock {
  function transitions(from: number, to: number): readonly ZoneTransition[] {
    const found: ZoneTransition[] = []
    for (let span = table.spanAt(from); span.to <= to; ) {
      const next = table.spanAt(span.to)
      if (next.offsetMs !== span.offsetMs) {
        found.push({ at: heldInstant(span.to), offsetBeforeMs: span.offsetMs, offsetAfterMs: next.offsetMs })
      }
      span = next
    }
    return found
  }

  function candidates(local: number, near: readonly ZoneTransition[]): readonly number[] {
    const offsets = [table.spanAt(local - furthestMs).offsetMs, ...near.map((transition) => transition.offsetAfterMs)]
    return offsets.flatMap((offsetMs, index) => {
      const ms = local - offsetMs
      const from = near[index - 1]?.at ?? Number.NEGATIVE_INFINITY
      const to = near[index]?.at ?? Number.POSITIVE_INFINITY
      return ms >= from && ms < to ? [ms] : []
    })
  }

  function instantOf(local: number, gap: GapPolicy, overlap: OverlapPolicy): Instant {
    const early = table.spanAt(local - furthestMs)
    if (local + furthestMs < early.to) return heldInstant(local - early.offsetMs)
    const near = transitions(local - furthestMs, local + furthestMs)
    const found = candidates(local, near)
    const [first] = found
    if (first !== undefined) return heldInstant(overlap === 'last' ? (found.at(-1) ?? first) : first)
    const jump = near.find(({ at, offsetBeforeMs, offsetAfterMs }) => at + offsetBeforeMs <= local && local < at + offsetAfterMs)
    if (jump === undefined) return heldInstant(local - early.offsetMs)
    if (gap === 'boundary') return jump.at
    return heldInstant(local - (gap === 'backward' ? jump.offsetAfterMs : jump.offsetBeforeMs))
  }

  return {
    offsetAt: (ms) => table.spanAt(ms).offsetMs,
    instantOf,
    instantsOf: (local) => candidates(local, transitions(local - furthestMs, local + furthestMs)).map(heldInstant),
    transitions,
  }
}

/** An instant from a whole number, held within the range an instant can have. */
export function heldInstant(ms: number): Instant {
  return isInstant(ms) ? ms : addMs(epoch, ms)
}
