import { type Actor, type Instant, instant, orThrow, parseId } from '@caseload/core'
import type { TicketCommand } from '@caseload/lifecycle'

/** One command of the script, who gives it, and when. */
export interface Step {
  /** Who acts. */
  readonly actor: Actor
  /** What is asked. */
  readonly command: TicketCommand
  /** When. */
  readonly now: Instant
}

const agent: Actor = { kind: 'agent', id: 'agt_ada' }
const requester: Actor = { kind: 'requester', id: 'cus_eve' }
const start = instant('2026-03-02T08:00:00Z')
const ada = orThrow(parseId('agt', 'agt_ada'))
const message = orThrow(parseId('msg', 'msg_1'))

const commands: readonly (readonly [Actor, TicketCommand])[] = [
  [
    requester,
    {
      type: 'open',
      ticketId: orThrow(parseId('tkt', 'tkt_1')),
      number: 1,
      kind: 'incident',
      channel: 'email',
      requesterId: orThrow(parseId('cus', 'cus_eve')),
      message: { messageId: message, author: 'requester', visibility: 'public', automatic: false },
    },
  ],
  [agent, { type: 'assign', assigneeId: ada }],
  [agent, { type: 'prioritise', priority: 'high' }],
  [agent, { type: 'request-information', messageId: message }],
  [requester, { type: 'receive-reply', messageId: message }],
  [agent, { type: 'hold' }],
  [agent, { type: 'resume' }],
  [agent, { type: 'resolve', code: 'fixed' }],
  [requester, { type: 'reopen' }],
  [agent, { type: 'resolve', code: 'fixed' }],
]

/** A ticket's ordinary life in ten commands, the same for every contender. */
export const script: readonly Step[] = commands.map(([actor, command], index) => ({
  actor,
  command,
  now: instant(start + index * 60_000),
}))
