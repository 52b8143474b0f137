import type { InvalidInput } from '@caseload/core'
import { wrongRows } from '../wrong-arguments.ts'

/** What is wrong with a journal that is none; null where it is a list of events. */
export function wrongEvents(events: unknown): InvalidInput | null {
  return wrongRows('events', events, {
    stream: 'text',
    version: 'number',
    type: 'text',
    at: 'instant',
    actor: 'text',
    data: 'object',
  })
}
