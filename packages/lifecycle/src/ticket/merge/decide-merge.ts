import { err, ok, type Result } from 'neverthrow'
import { allPassedOn } from '../carry-over/decide-carry-over.ts'
import type { Denial } from '../decide/denial.ts'
import { statusChanged } from '../decide/move.ts'
import { obstacle } from '../decide/passage.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { MergeCommand, MergeInto, Unmerge } from './merge-commands.ts'

/** What a command about merges leads to. */
export function decideMerge(situation: Situation, command: MergeCommand): Result<readonly TicketEvent[], Denial> {
  return command.type === 'merge-into' ? merge(situation, command) : unmerge(situation, command)
}

/** Whether the ticket could go on in another, whichever it is. */
export function mergeObstacle({
  workflow,
  ticket,
  actor: party,
  at,
}: Omit<Situation, 'by' | 'enforced' | 'reacts'>): Denial | null {
  const to = workflow.defaults.get('closed')
  if (to === undefined) return { kind: 'ticket/no-such-category', expected: ['closed'] }
  const ending = { outcome: 'merged', resolutionCode: ticket.resolutionCode } as const
  return obstacle({ workflow, ticket, facts: ticket, ending, to, party, at })
}

/** Whether the ticket could stand as before its merge. */
export function unmergeObstacle({ workflow, ticket }: Pick<Situation, 'workflow' | 'ticket'>): Denial | null {
  const { mergedInto, parentClosed, links } = ticket
  if (mergedInto === null) return { kind: 'ticket/not-merged' }
  const { status, category } = mergedInto.before
  if (!workflow.statuses.has(status)) return { kind: 'ticket/unknown-status', toStatus: status }
  const parent = links.find(({ relation }) => relation === 'child-of')
  if (category !== 'closed' && parentClosed && parent !== undefined)
    return { kind: 'ticket/parent-closed', parentId: parent.ticketId }
  return null
}

function merge(situation: Situation, { survivorId }: MergeInto): Result<readonly TicketEvent[], Denial> {
  const { workflow, ticket, enforced } = situation
  if (survivorId === ticket.id) return err({ kind: 'ticket/merge-refused', survivorId, reason: 'itself' })
  const refused = enforced ? mergeObstacle(situation) : null
  if (refused !== null) return err(refused)
  const to = workflow.defaults.get('closed')
  if (to === undefined) return err({ kind: 'ticket/no-such-category', expected: ['closed'] })
  const ending = { outcome: 'merged', resolutionCode: ticket.resolutionCode } as const
  // How the ticket stood is read when it is merged: before it moves.
  return ok([
    happened(situation, 'ticket-merged', { survivorId }),
    statusChanged(situation, to, enforced ? 'merge-into' : 'observed', ending),
    ...allPassedOn(situation, ticket, survivorId),
  ])
}

function unmerge(situation: Situation, { messagesStaying }: Unmerge): Result<readonly TicketEvent[], Denial> {
  const { workflow, ticket } = situation
  const refused = unmergeObstacle(situation)
  if (refused !== null || ticket.mergedInto === null) return err(refused ?? { kind: 'ticket/not-merged' })
  const { ticketId: survivorId, before } = ticket.mergedInto
  const to = workflow.statuses.get(before.status)
  if (to === undefined) return err({ kind: 'ticket/unknown-status', toStatus: before.status })
  // What the move does to counts and instants, the end of the merge puts back.
  return ok([
    statusChanged(situation, to, 'unmerge', before),
    happened(situation, 'ticket-unmerged', { survivorId, messagesStaying }),
  ])
}
