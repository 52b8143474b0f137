import { actorKinds, orThrow } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { actors, ada, hour, opening } from '../../../test/desk-day.ts'
import { workflowDocuments } from '../../../test/workflow-documents.ts'
import {
  compileMigration,
  compileWorkflow,
  decideTicket,
  evolveTicket,
  type Ticket,
  type TicketCommand,
  type Workflow,
  type WorkflowDocument,
} from '../../index.ts'
import { migrationOf } from './migration-of.ts'
import { wayToClosed } from './way-to-closed.ts'

const runs = { numRuns: 150 }

/** Workflows without duties, which are for people and not for ways, and without time, so that whatever can be done can be done now. */
const documents: fc.Arbitrary<WorkflowDocument> = workflowDocuments.map(
  ({ resolution: _, handOver: __, ...document }): WorkflowDocument => ({
    ...document,
    reopenWindow: null,
    onAssign: {},
    onAgentReply: {},
    onRequesterReply: {},
  }),
)
const facts = fc.record(
  {
    topic: fc.constant('vpn'),
    tags: fc.constant(['a']),
    assigneeId: fc.constant(ada),
    priority: fc.constantFrom('low' as const, 'high' as const),
  },
  { requiredKeys: [] },
)

/** Everything by which anybody could move a ticket, without bringing along any other fact than how it ends. */
function moves({ statuses }: Workflow): readonly TicketCommand[] {
  const ends = [{}, { outcome: 'solved' }, { outcome: 'cancelled' }] as const
  return [...statuses.keys()].flatMap((toStatus): readonly TicketCommand[] => [
    { type: 'hold', toStatus },
    { type: 'resume', toStatus },
    { type: 'reopen', toStatus },
    { type: 'close', toStatus },
    { type: 'mark-spam', toStatus },
    { type: 'reject-resolution', toStatus },
    { type: 'cancel', toStatus },
    { type: 'request-information', messageId: null, toStatus },
    ...ends.flatMap((end): readonly TicketCommand[] => [
      { type: 'resolve', toStatus, code: 'fixed', ...end },
      { type: 'change-status', toStatus, code: 'fixed', ...end },
    ]),
  ])
}

/** Whether a ticket can be brought to its end: everything that anybody can do is done, in every order. */
function ends(workflow: Workflow, ticket: Ticket): boolean {
  const seen = new Set<string>()
  const waiting: Ticket[] = [ticket]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at.category === 'closed') return true
    const key = `${at.status} ${at.outcome} ${at.resolutionCode}`
    if (seen.has(key)) continue
    seen.add(key)
    for (const kind of actorKinds) {
      if (kind === 'requester' && ticket.requesterId === null) continue
      const actor = { ...actors[kind], roles: ['lead'] }
      for (const command of moves(workflow)) {
        const events = decideTicket(workflow, at, command, { actor, now: hour(2) }).unwrapOr([])
        const after = events.reduce<Ticket | null>(evolveTicket, at)
        if (after !== null && events.length > 0) waiting.push(after)
      }
    }
  }
  return false
}

const compiled = (document: WorkflowDocument, version: number): Workflow => orThrow(compileWorkflow({ ...document, version }))

function opened(workflow: Workflow, given: Partial<Ticket>, index: number): Ticket {
  const { statuses, initial } = workflow
  const ticket = orThrow(
    decideTicket(workflow, null, { ...opening, toStatus: initial[0]?.id ?? '' }, { actor: actors.agent, now: hour(0) }),
  ).reduce<Ticket | null>(evolveTicket, null)
  const open = [...statuses.values()].filter(({ category }) => category !== 'closed')
  const status = open[index % Math.max(open.length, 1)] ?? initial[0]
  if (ticket === null || status === undefined) throw new TypeError('a ticket is opened')
  const resolved = status.category === 'resolved' ? { outcome: 'solved' as const, resolvedAt: hour(0) } : {}
  return { ...ticket, outcome: null, closedAt: null, ...given, ...resolved, status: status.id, category: status.category }
}

it('finds a way to the end exactly where somebody can bring the ticket there by commands that bring no fact but how it ends', () => {
  let without = 0
  fc.assert(
    fc.property(documents, facts, fc.nat(7), fc.boolean(), (document, given, index, anonymous) => {
      const workflow = compiled(document, 1)
      const ticket = opened(workflow, { ...given, ...(anonymous ? { requesterId: null } : {}) }, index)
      const { facts: against } = wayToClosed(workflow, ticket, hour(1))
      const reached = ends(workflow, ticket)
      if (!reached) without += 1
      expect(against?.length === 0).toBe(reached)
    }),
    runs,
  )
  expect(without).toBeGreaterThan(0)
})

it('reports every ticket that could be brought to its end before and could not afterwards, and none that could', () => {
  let stranded = 0
  fc.assert(
    fc.property(documents, documents, facts, fc.nat(7), (old, young, given, index) => {
      const [from, to] = [compiled(old, 1), compiled(young, 2)]
      const ticket = opened(from, given, index)
      const statuses = Object.fromEntries(
        [...from.statuses.values()].map(({ id, category }) => {
          const like = [...to.statuses.values()].filter((status) => status.category === category)
          return [id, (like[index % Math.max(like.length, 1)] ?? [...to.statuses.values()][0])?.id ?? '']
        }),
      )
      const migration = orThrow(compileMigration(from, to, { schema: 1, statuses, fallback: null }))
      const planned = migrationOf(migration, ticket)
      const target = migration.targets.get(ticket.status)
      if (planned.outcome === 'unaffected' || target === undefined || target.category !== ticket.category) return
      const after: Ticket = { ...ticket, workflow: { id: to.id, version: 2 }, status: target.id, category: target.category }
      const reported = planned.outcome === 'stranded' && planned.reasons.some(({ reason }) => reason === 'no-way-to-closed')
      const [before, now] = [ends(from, ticket), ends(to, after)]
      if (before && !now) stranded += 1
      if (before && !now) expect(reported).toBe(true)
      if (now) expect(reported).toBe(false)
    }),
    runs,
  )
  expect(stranded).toBeGreaterThan(0)
})
