import { instant, orThrow, parseTenantId } from '@caseload/core'
import type { Commit, KindSpec, NewEvent } from '@caseload/storage'

/** A ticket as the desk stores it: list fields, a unique number, tags, and the three lists a desk shows. */
export const kinds: readonly KindSpec[] = [
  {
    kind: 'ticket',
    fields: {
      category: { type: 'text' },
      priority: { type: 'int', sortable: true },
      assigneeId: { type: 'text', nullable: true },
      teamId: { type: 'text', nullable: true },
      updatedAt: { type: 'instant', sortable: true },
    },
    keys: { number: { unique: true }, tag: { unique: false } },
    paths: [
      { eq: ['category'], sort: ['updatedAt'] },
      { eq: ['assigneeId', 'category'], sort: ['updatedAt'] },
      { eq: ['teamId', 'category'], sort: ['priority', 'updatedAt'] },
    ],
  },
]

/** The tenant everything happens in. */
export const tenant = orThrow(parseTenantId('bench'))

const start = instant('2026-03-02T08:00:00Z')

/**
 * The common commit: one ticket put (a new one every eighth, else the next version of an earlier one), two events, and one timer moved.
 *
 * @param count - How many commits.
 */
export function commits(count: number): readonly Commit[] {
  return Array.from({ length: count }, (_, index): Commit => {
    const ticket = Math.floor(index / 8)
    const version = index % 8
    const id = `tkt_${String(ticket).padStart(8, '0')}`
    const at = instant(start + index * 1000)
    const category = ['new', 'open', 'pending', 'open', 'on-hold', 'open', 'resolved', 'closed'][version] ?? 'open'
    const event = (place: number): NewEvent => ({
      stream: id,
      version: version * 2 + place,
      type: 'ticket-status-changed',
      schema: 1,
      at,
      recordedAt: at,
      actor: 'agent:agt_ada',
      cause: `cmd_${index}`,
      data: { from: 'open', to: category, fromCategory: 'open', toCategory: category, cause: 'change-status', outcome: null },
    })
    return {
      key: `cmd_${index}`,
      fingerprint: 'f'.repeat(64),
      writes: [
        {
          op: 'put',
          ref: { kind: 'ticket', id },
          version,
          doc: {
            id,
            category,
            subject: 'x'.repeat(80),
            attributes: { product: `PROD${ticket % 700}`, line: 'V30' },
            tags: ['vip'],
          },
          fields: {
            category,
            priority: ticket % 4,
            assigneeId: `agt_${ticket % 100}`,
            teamId: `team_${ticket % 20}`,
            updatedAt: at,
          },
          keys: [
            { name: 'number', value: String(ticket + 1) },
            { name: 'tag', value: 'vip' },
          ],
        },
      ],
      events: [event(1), event(2)],
      work: [{ op: 'schedule', queue: 'auto-close', id, dueAt: at, payload: { ticketId: id } }],
    }
  })
}
