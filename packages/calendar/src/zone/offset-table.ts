import type { OffsetProbe } from './offset-probe.ts'

/** A stretch of time with one offset. */
export interface OffsetSpan {
  /** First epoch millisecond. */
  readonly from: number
  /** First epoch millisecond after it. */
  readonly to: number
  /** Milliseconds east of Greenwich. */
  readonly offsetMs: number
}

const second = 1000
const quarter = 900_000
const day = 86_400_000
/** A year meets four or five: longer ones would be asked for much that lies outside it, shorter ones be left too often. */
const bucketMs = 100 * day
/** Shorter than the shortest stretch between two changes in the tz database (see the decision record). */
const stepMs = 5 * day

/**
 * The changes of offset of one zone, looked up in the host's data when first needed and kept: one bucket of 100 days at a time, so that any far
 * instant costs one bucket and not all the years before it.
 */
export interface OffsetTable {
  /** The stretch an instant lies in, cut at bucket borders. */
  readonly spanAt: (ms: number) => OffsetSpan
}

/** A table that fills itself from `probe`. */
export function offsetTable(probe: OffsetProbe): OffsetTable {
  const buckets = new Map<number, readonly OffsetSpan[]>()
  let last: OffsetSpan = { from: 0, to: 0, offsetMs: 0 }

  function spansOf(index: number): readonly OffsetSpan[] {
    const known = buckets.get(index)
    if (known !== undefined) return known
    const found = findSpans(probe, index * bucketMs, (index + 1) * bucketMs)
    buckets.set(index, found)
    return found
  }

  function spanAt(ms: number): OffsetSpan {
    if (ms >= last.from && ms < last.to) return last
    for (const span of spansOf(Math.floor(ms / bucketMs))) {
      last = span
      if (ms < span.to) break
    }
    return last
  }

  return { spanAt }
}

function findSpans(probe: OffsetProbe, start: number, end: number): readonly OffsetSpan[] {
  const spans: OffsetSpan[] = []
  let from = start
  let offsetMs = probe(start)
  for (let low = start; low < end; low += stepMs) {
    const high = Math.min(low + stepMs, end - second)
    const next = probe(high)
    if (next === offsetMs) continue
    const change = firstWith(probe, next, low, high)
    spans.push({ from, to: change, offsetMs })
    from = change
    offsetMs = next
  }
  spans.push({ from, to: end, offsetMs })
  return spans
}

/** The first whole second in (low, high] with the offset of `high`; the tz database changes clocks on whole seconds. */
function firstWith(probe: OffsetProbe, offsetMs: number, low: number, high: number): number {
  // Nearly every change is on a quarter of an hour, which half the questions find.
  const near = halved(probe, offsetMs, low, high, quarter)
  if (probe(near - second) !== offsetMs) return near
  return halved(probe, offsetMs, Math.max(low, near - quarter), near - second, second)
}

/** Halves a stretch whose end alone is known to have an offset, until no border of `unit` lies within; gives the end that has it. */
function halved(probe: OffsetProbe, offsetMs: number, low: number, high: number, unit: number): number {
  let before = low
  let after = high
  for (;;) {
    const middle = Math.floor((before + after) / 2 / unit) * unit
    const border = middle > before ? middle : middle + unit
    if (border >= after) return after
    if (probe(border) === offsetMs) after = border
    else before = border
  }
}
