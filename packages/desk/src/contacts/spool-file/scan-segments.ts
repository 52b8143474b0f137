import { headerBytes, nextHeader, readHeader, readRecord } from './spool-record.ts'

/** A segment as it stands on the disk. */
export interface SegmentBytes {
  /** Name of the file. */
  readonly name: string
  /** Everything in it. */
  readonly bytes: Buffer
}

/** A text in a segment. */
export interface FoundText {
  /** Name of the segment. */
  readonly segment: string
  /** Where its header begins. */
  readonly at: number
  /** How many bytes it has. */
  readonly length: number
}

/** What the segments hold. */
export interface Scan {
  /** What waits, in the order of `append`. */
  readonly found: readonly FoundText[]
  /** What was removed and not yet overwritten as a whole. */
  readonly remains: readonly FoundText[]
  /** Length of the whole part of each segment; what lies behind it was never acknowledged. */
  readonly whole: ReadonlyMap<string, number>
  /** The highest number there is; 0 for none. */
  readonly last: number
  /** The first place where something acknowledged cannot be read; null where everything can. */
  readonly damage: { readonly segment: string; readonly at: number } | null
}

/**
 * Reads segments in their order.
 *
 * Where a record is not whole, either the process died while it was written, and then it was never acknowledged, or the disk has lost what was. Each record tells up to which number everything was
 * durable when it was written: if a later one says so of the broken one, that is damage; otherwise the rest of the segment goes.
 */
export function scanSegments(segments: readonly SegmentBytes[]): Scan {
  const found: FoundText[] = []
  const remains: FoundText[] = []
  const whole = new Map<string, number>()
  let last = 0
  for (const [index, { name, bytes }] of segments.entries()) {
    let at = 0
    while (at < bytes.length) {
      const record = readRecord(bytes, at)
      if (record === null) break
      const { number, length } = record.header
      const start = at + headerBytes
      if (record.waiting) found.push({ segment: name, at, length })
      else if (bytes.subarray(start, start + length).some((byte) => byte !== 0)) remains.push({ segment: name, at, length })
      last = Math.max(last, number)
      at = start + length
    }
    whole.set(name, at)
    if (at < bytes.length && wasDurable(last, bytes, at, segments.slice(index + 1))) {
      return { found, remains, whole, last, damage: { segment: name, at } }
    }
  }
  return { found, remains, whole, last, damage: null }
}

/** Whether a record after the last whole one had been acknowledged, by what the later ones say. */
function wasDurable(last: number, bytes: Buffer, from: number, later: readonly SegmentBytes[]): boolean {
  const claims = (buffer: Buffer, start: number): boolean => {
    for (let at = nextHeader(buffer, start); at >= 0; at = nextHeader(buffer, at + 1)) {
      const header = readHeader(buffer, at)
      // With nothing before it the broken one's number is unknown, but lower than this one's.
      if (header !== null && header.durable > last && (last > 0 || header.durable >= header.number - 1)) return true
    }
    return false
  }
  return claims(bytes, from) || later.some((segment) => claims(segment.bytes, 0))
}
