/** Stretches of time, ascending and apart: `[from, to, from, to, …]`, each `to` after its `from` and before the next `from`. */
export type Spans = readonly number[]

/** A stretch that may be empty, touch or overlap others. */
export type Pair = readonly [number, number]

/** Adds stretches to a list in ascending order of their starts: those that touch or overlap become one, empty ones are left out. */
export function pushSpan(spans: number[], from: number, to: number): void {
  if (to <= from) return
  const last = spans.length - 1
  const end = spans[last]
  if (end === undefined || from > end) spans.push(from, to)
  else if (to > end) spans[last] = to
}

/** Any stretches as {@link Spans}. */
export function mergedSpans(pairs: readonly Pair[]): Spans {
  const spans: number[] = []
  for (const [from, to] of pairs.toSorted(([a], [b]) => a - b)) pushSpan(spans, from, to)
  return spans
}

/** The stretches as pairs. */
export function pairsOf(spans: Spans): readonly Pair[] {
  return Array.from({ length: spans.length / 2 }, (_, index) => [spans[index * 2] ?? 0, spans[index * 2 + 1] ?? 0])
}

/** How long all stretches are together. */
export function lengthOf(spans: Spans): number {
  let length = 0
  for (let index = 0; index < spans.length; index += 2) length += (spans[index + 1] ?? 0) - (spans[index] ?? 0)
  return length
}

/** What lies in any of several. */
export function unitedSpans(all: readonly Spans[]): Spans {
  const [only, ...others] = all
  return only !== undefined && others.every((spans) => spans.length === 0) ? only : mergedSpans(all.flatMap(pairsOf))
}

/** What lies in both. */
export function sharedSpans(a: Spans, b: Spans): Spans {
  const shared: number[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const endA = a[i + 1] ?? 0
    const endB = b[j + 1] ?? 0
    const from = Math.max(a[i] ?? 0, b[j] ?? 0)
    const to = Math.min(endA, endB)
    if (to > from) shared.push(from, to)
    if (endA < endB) i += 2
    else j += 2
  }
  return shared
}

/** What lies in the first and not in the second. */
export function withoutSpans(a: Spans, b: Spans): Spans {
  if (b.length === 0 || a.length === 0) return a
  return sharedSpans(a, [Number.NEGATIVE_INFINITY, ...b, Number.POSITIVE_INFINITY])
}

/** What lies between two points. */
export function clippedSpans(spans: Spans, from: number, to: number): Spans {
  return from < to ? sharedSpans(spans, [from, to]) : []
}
