/** Stretches of time, ascending and apart: `[from, to, from, to, …]`, each `to` after its `from` and before the next `from`. */
export type Spans = readonly number[]

/** Any stretches as {@link Spans}: sorted, those that touch or overlap made one, empty ones left out. */
export function mergedSpans(pairs: readonly (readonly [number, number])[]): Spans {
  const sorted = pairs.filter(([from, to]) => to > from).sort(([a], [b]) => a - b)
  const merged: number[] = []
  for (const [from, to] of sorted) {
    const last = merged.at(-1)
    if (last === undefined || from > last) merged.push(from, to)
    else if (to > last) merged[merged.length - 1] = to
  }
  return merged
}

/** The stretches as pairs. */
export function pairsOf(spans: Spans): readonly (readonly [number, number])[] {
  return Array.from({ length: spans.length / 2 }, (_, index) => [spans[index * 2] ?? 0, spans[index * 2 + 1] ?? 0] as const)
}

/** What lies in any of several. */
export function unitedSpans(all: readonly Spans[]): Spans {
  const [only] = all
  return all.length === 1 && only !== undefined ? only : mergedSpans(all.flatMap(pairsOf))
}

/** What lies in both. */
export function sharedSpans(a: Spans, b: Spans): Spans {
  const shared: number[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [fromA = 0, toA = 0, fromB = 0, toB = 0] = [a[i], a[i + 1], b[j], b[j + 1]]
    const from = Math.max(fromA, fromB)
    const to = Math.min(toA, toB)
    if (to > from) shared.push(from, to)
    if (toA < toB) i += 2
    else j += 2
  }
  return shared
}

/** What lies in the first and not in the second. */
export function withoutSpans(a: Spans, b: Spans): Spans {
  if (b.length === 0) return a
  return sharedSpans(a, [Number.NEGATIVE_INFINITY, ...b, Number.POSITIVE_INFINITY])
}

/** What lies between two points. */
export function clippedSpans(spans: Spans, from: number, to: number): Spans {
  return from < to ? sharedSpans(spans, [from, to]) : []
}
