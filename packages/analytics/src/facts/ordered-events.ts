/** What ordering needs to know of an event. */
interface Placed {
  readonly stream: string
  readonly version: number
}

/**
 * The events with each stream's in ascending version. The array itself where that is so already, however the streams interleave; else a sorted
 * copy.
 */
export function orderedEvents<Event extends Placed>(events: readonly Event[]): readonly Event[] {
  const last = new Map<string, number>()
  for (const { stream, version } of events) {
    if (version <= (last.get(stream) ?? 0)) return events.toSorted(byStreamAndVersion)
    last.set(stream, version)
  }
  return events
}

function byStreamAndVersion(a: Placed, b: Placed): number {
  if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1
  return a.version - b.version
}
