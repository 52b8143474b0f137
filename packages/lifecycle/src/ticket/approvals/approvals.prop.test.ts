import { type Actor, actorRef, orThrow, parseId } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { actors, hour, open, ticketAfter, workflow } from '../../../test/desk-day.ts'
import { decideTicket } from '../decide-ticket.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { ApprovalCommand } from './approval-commands.ts'

const names = ['agt_ada', 'agt_bob', 'agt_mal'] as const
const agents = fc.record({ id: fc.constantFrom(...names), roles: fc.subarray(['lead', 'supervisor']) })
const actor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 5, arbitrary: agents.map((agent) => ({ kind: 'agent' as const, ...agent })) },
  { weight: 1, arbitrary: fc.constantFrom(actors.bot, actors.system, actors.requester) },
)
const approver = fc.oneof(
  fc.constantFrom(...names).map((id) => ({ kind: 'agent' as const, id: orThrow(parseId('agt', id)) })),
  fc.constantFrom({ kind: 'role' as const, role: 'lead' }, { kind: 'requester' as const }),
)
const named = { approvalId: fc.constantFrom('q', 'r') }
const command: fc.Arbitrary<ApprovalCommand> = fc.oneof(
  fc.record({ type: fc.constant('request-approval' as const), ...named, about: fc.constantFrom('quote', 'refund'), approver }),
  fc.record({ type: fc.constantFrom('approve' as const, 'decline' as const), ...named }),
  fc.record({ type: fc.constant('withdraw-approval' as const), ...named, reason: fc.constant('moot') }),
)

/** What the facts so far say of one approval, told without the fold: whose it is while it is pending, and who ever asked. */
function told(events: readonly TicketEvent[], approvalId: string) {
  let owner: string | null = null
  const askers = new Set<string>()
  for (const { type, data, actor: by } of events) {
    if (!('approvalId' in data) || data.approvalId !== approvalId) continue
    if (type === 'approval-requested') askers.add(by)
    owner = type === 'approval-requested' ? (owner ?? by) : null
  }
  return { owner, askers }
}

it('is changed only by its asker, an overseer or the application while it is pending, and decided by nobody who ever asked', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(actor, command), { minLength: 2, maxLength: 14 }), (said) => {
      let ticket = ticketAfter([open])
      const events: TicketEvent[] = []
      for (const [who, each] of said) {
        const decided = decideTicket(workflow, ticket, each, { actor: who, now: hour(50) })
        const happened = decided.unwrapOr([])
        const { owner, askers } = told(events, each.approvalId)
        const relays = who.kind === 'system' || (who.roles ?? []).includes('supervisor')
        for (const { type } of happened) {
          if (type === 'approval-granted' || type === 'approval-declined')
            expect(who.kind === 'system' || !askers.has(actorRef(who))).toBe(true)
          else expect(owner === null || owner === actorRef(who) || relays).toBe(true)
        }
        events.push(...happened)
        ticket = happened.reduce<Ticket | null>(evolveTicket, ticket) ?? ticket
        const approval = ticket.approvals.find(({ id }) => id === each.approvalId)
        expect(approval?.askedBy ?? []).toEqual([...told(events, each.approvalId).askers])
        if (approval?.state === 'pending') expect(approval.requestedBy).toBe(told(events, each.approvalId).owner)
      }
    }),
    { numRuns: 300 },
  )
})
