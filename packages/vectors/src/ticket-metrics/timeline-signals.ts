import type { SlaSignal } from '@caseload/sla'
import type { MetricsTimeline } from './ticket-metrics-file.ts'

const categories = {
  new: 'new',
  open: 'open',
  pending: 'pending',
  hold: 'on-hold',
  solved: 'resolved',
  closed: 'closed',
} as const

/** The timeline of a file as signals; null where it names a status that is not known. */
export function timelineSignals(timeline: MetricsTimeline): readonly SlaSignal[] | null {
  if (!Array.isArray(timeline)) {
    const { createdAt, schedules, comments, solvedAt } = timeline
    return [
      { type: 'started', at: createdAt },
      ...schedules.map(({ from, name }): SlaSignal => ({ type: 'facts-changed', at: from, facts: { schedule: name } })),
      ...comments.map((comment): SlaSignal => message(comment.at, comment.author, comment.public)),
      ...(solvedAt === undefined ? [] : [{ type: 'category-changed', at: solvedAt, category: 'resolved' } as const]),
    ]
  }
  const signals: SlaSignal[] = []
  for (const [index, { at, status, message: author }] of timeline.entries()) {
    const category = status === undefined ? null : Object.entries(categories).find(([name]) => name === status)?.[1]
    if (category === undefined) return null
    if (index === 0) signals.push({ type: 'started', at })
    // The reply belongs to the time before the status it leads to.
    if (author !== undefined) signals.push(message(at, author, true))
    if (category !== null) signals.push({ type: 'category-changed', at, category })
  }
  return signals
}

function message(at: string, author: 'customer' | 'agent', isPublic: boolean): SlaSignal {
  return { type: 'message', at, from: author === 'agent' ? 'agent' : 'requester', public: isPublic }
}
