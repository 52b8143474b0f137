import type { Wording } from '../wording.ts'
import type { WorkEvent } from './work-events.ts'

/** English wording of events about the work itself. */
export const workMessages: Wording<never, WorkEvent> = {
  'lifecycle/problem-confirmed': 'agreed what the problem is',
  'lifecycle/action-recorded': 'tried {code}: {outcome}',
  'lifecycle/work-logged': '{worker} worked {durationMs|duration}',
}
