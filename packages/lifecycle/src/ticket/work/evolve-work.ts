import type { WorkEvent } from './work-events.ts'
import type { WorkPart } from './work-part.ts'
import { withSpan } from './work-spans.ts'

/** What a ticket knows of the work done on it, after one more fact. */
export function evolveWork(part: WorkPart, event: WorkEvent): Partial<WorkPart> {
  switch (event.type) {
    case 'problem-confirmed':
      return { identifiedAt: event.at, statementId: event.data.statementId }
    case 'action-recorded':
      return {}
    case 'work-logged': {
      const { worker, durationMs, from, to } = event.data
      const handleMs = (part.handleMs ?? 0) + durationMs
      return from === null || to === null ? { handleMs } : { handleMs, workSpans: withSpan(part.workSpans, { worker, from, to }) }
    }
  }
}
