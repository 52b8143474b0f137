import type { TicketId } from '@caseload/core'
import type { ApprovalRequested } from '../approvals/approval-events.ts'
import type { Approval } from '../approvals/approval-part.ts'
import { approvalsAs } from '../approvals/evolve-approvals.ts'
import { placed } from '../promise/evolve-promises.ts'
import type { Ticket } from '../ticket.ts'
import type { CarryOverEvent, ObligationsPassedOn, ObligationsTakenOver } from './carry-over-events.ts'
import type { CarriedObligation, TakenOverObligation } from './carry-over-part.ts'

/** A ticket after one more fact about obligations that go on in another. Total: what names none that is open changes nothing. */
export function evolveCarryOver(ticket: Ticket, event: CarryOverEvent): Partial<Ticket> {
  return event.type === 'obligations-passed-on' ? passedOn(ticket, event) : takenOver(ticket, event)
}

/** Forgets where what is settled came from; what is decided is still to be told to the ticket it came from. */
export function withoutSettled(ticket: Ticket): Ticket {
  if (ticket.takenOver.length === 0) return ticket
  const { promises, followUps, approvals } = ticket
  const held = { promise: promises, 'follow-up': followUps, approval: approvals }
  const left = ticket.takenOver.filter(({ owed, id }) => held[owed].some((each) => each.id === id))
  return left.length === ticket.takenOver.length ? ticket : { ...ticket, takenOver: left }
}

/** What a ticket is still to tell the one that an approval came from, where another is asked for by the name of the withdrawn one: what is asked here belongs here. */
export function withdrawnAside({ approvals, takenOver: taken }: Ticket, { data }: ApprovalRequested): Partial<Ticket> {
  const before = approvals.find(({ id }) => id === data.approvalId)
  if (before?.state !== 'withdrawn') return {}
  return {
    takenOver: taken.map((each) => (isNamed(each, 'approval', data.approvalId) ? { ...each, withdrawn: before } : each)),
  }
}

/** Whether something that was taken over goes by a name here, and not another that was asked for since. */
export function isNamed(each: TakenOverObligation, owed: CarriedObligation['owed'], id: string): boolean {
  return each.withdrawn === undefined && each.owed === owed && each.id === id
}

/** Forgets everything that came through a ticket which goes on by itself again. */
export function withoutThose(ticket: Ticket, ticketId: TicketId): Partial<Ticket> {
  const isGone = (each: CarriedObligation): boolean => cameThrough(each, ticketId)
  const names = new Set(ticket.passedOn.filter(isGone).flatMap(({ owed, id }) => (owed === 'approval' ? [id] : [])))
  return {
    ...approvalsAs(ticket.approvals.filter(({ id, state }) => state !== 'passed-on' || !names.has(id))),
    takenOver: ticket.takenOver.filter((each) => !isGone(each)),
    passedOn: ticket.passedOn.filter((each) => !isGone(each)),
  }
}

/** Whether something came through a ticket, or from it. */
export function cameThrough({ way }: CarriedObligation, ticketId: TicketId): boolean {
  return way.some((each) => each.ticketId === ticketId)
}

/**
 * A merged ticket keeps the places of its approvals, so that it has them in the same order when the merge is taken back; where a merge ends, what came with the other ticket leaves no trace but in history.
 */
function passedOn(ticket: Ticket, { data }: ObligationsPassedOn): Partial<Ticket> {
  const promiseIds: ReadonlySet<string> = new Set(data.promiseIds)
  const followUpIds: ReadonlySet<string> = new Set(data.followUpIds)
  const approvalIds: ReadonlySet<string> = new Set(data.approvalIds)
  const { mergedInto, takenOver: taken } = ticket
  const isGone = ({ owed, id }: Pick<CarriedObligation, 'owed' | 'id'>): boolean =>
    (owed === 'promise' ? promiseIds : owed === 'follow-up' ? followUpIds : approvalIds).has(id)
  const approvals =
    mergedInto === null
      ? ticket.approvals.filter(({ id }) => !approvalIds.has(id))
      : ticket.approvals.map((each) => (approvalIds.has(each.id) ? { ...each, state: 'passed-on' as const } : each))
  return {
    promises: ticket.promises.filter(({ id }) => !promiseIds.has(id)),
    followUps: ticket.followUps.filter(({ id }) => !followUpIds.has(id)),
    ...approvalsAs(approvals),
    takenOver: taken.filter((each) => each.withdrawn !== undefined || !isGone(each)),
    passedOn: mergedInto === null ? ticket.passedOn : carriedOf(ticket).filter(isGone),
  }
}

function takenOver(ticket: Ticket, { data }: ObligationsTakenOver): Partial<Ticket> {
  const isReplaced = (each: TakenOverObligation): boolean => data.ways.some(({ owed, id }) => isNamed(each, owed, id))
  return {
    promises: data.promises.reduce(placed, ticket.promises),
    followUps: data.followUps.reduce(placed, ticket.followUps),
    ...approvalsAs(data.approvals.reduce(replacing, ticket.approvals)),
    takenOver: [...ticket.takenOver.filter((each) => !isReplaced(each)), ...data.ways],
  }
}

function replacing(approvals: readonly Approval[], approval: Approval): readonly Approval[] {
  if (!approvals.some(({ id }) => id === approval.id)) return [...approvals, approval]
  return approvals.map((each) => (each.id === approval.id ? approval : each))
}

/** What is open on a ticket, with the way it came by. */
export function carriedOf(
  ticket: Pick<Ticket, 'promises' | 'followUps' | 'approvals' | 'takenOver'>,
): readonly CarriedObligation[] {
  const as = (owed: CarriedObligation['owed'], id: string): CarriedObligation =>
    ticket.takenOver.find((each) => isNamed(each, owed, id)) ?? { owed, id, way: [] }
  return [
    ...ticket.promises.map(({ id }) => as('promise', id)),
    ...ticket.followUps.map(({ id }) => as('follow-up', id)),
    ...ticket.approvals.flatMap(({ id, state }) => (state === 'pending' ? [as('approval', id)] : [])),
  ]
}
