import { instant } from '@caseload/core'
import type { Commit } from '@caseload/storage'

const start = instant('2026-03-02T08:00:00Z')

/** The so-many-th commit of a writer, from 1: a ticket with two look-up values, an event in the writer's stream and a timer, each of which tells its number. */
export function numberedCommit(writer: string, number: number): Commit {
  const id = `${writer}-${number}`
  const at = instant(start + number * 1000)
  return {
    key: id,
    writes: [
      {
        op: 'put',
        ref: { kind: 'ticket', id },
        version: 0,
        doc: { id, subject: 'x'.repeat(80) },
        fields: { category: 'open', priority: 2, assigneeId: null, teamId: null, updatedAt: at },
        keys: [
          { name: 'number', value: id },
          { name: 'tag', value: writer },
        ],
      },
    ],
    events: [
      {
        stream: writer,
        version: number,
        type: 'ticket-opened',
        schema: 1,
        at,
        recordedAt: at,
        actor: 'agent:agt_ada',
        cause: null,
        data: { number },
      },
    ],
    work: [{ op: 'schedule', queue: 'auto-close', id, dueAt: at, payload: { number } }],
  }
}
