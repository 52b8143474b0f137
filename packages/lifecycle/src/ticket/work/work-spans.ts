import type { Instant } from '@caseload/core'
import type { WorkSpan } from './work-part.ts'

/** Most spans a ticket remembers; of a longer list the oldest are forgotten, and overlaps with them are no longer found. */
const most = 400

/** How much of a stretch of work lies within what the same person did already, in ms. The spans of one person never overlap each other. */
export function overlapWith(spans: readonly WorkSpan[], { worker, from, to }: WorkSpan): number {
  let overlap = 0
  for (const span of spans) {
    if (span.worker !== worker) continue
    overlap += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from))
  }
  return overlap
}

/** The spans with one more, joined with those of the same person that it touches. */
export function withSpan(spans: readonly WorkSpan[], added: WorkSpan): readonly WorkSpan[] {
  const touched = ({ worker, from, to }: WorkSpan): boolean => worker === added.worker && from <= added.to && to >= added.from
  let { from, to } = added
  for (const span of spans) {
    if (!touched(span)) continue
    from = earlier(from, span.from)
    to = later(to, span.to)
  }
  const joined = [...spans.filter((span) => !touched(span)), { worker: added.worker, from, to }].sort(byPlace)
  if (joined.length <= most) return joined
  const oldest = joined.reduce((found, span) => (span.to < found.to ? span : found))
  return joined.filter((span) => span !== oldest)
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b
}

function later(a: Instant, b: Instant): Instant {
  if (a > b) return a
  return b
}

function byPlace(a: WorkSpan, b: WorkSpan): number {
  if (a.worker !== b.worker) return a.worker < b.worker ? -1 : 1
  return a.from - b.from
}
