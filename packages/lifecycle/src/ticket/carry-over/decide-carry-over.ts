import { actorRef, type TicketId } from '@caseload/core'
import { mostApprovals } from '../approvals/decide-approval.ts'
import { clamped, happened, type Situation, type TicketContext } from '../decide/situation.ts'
import { mostPromises } from '../promise/decide-promises.ts'
import type { Ticket } from '../ticket.ts'
import type { ObligationsPassedOn, ObligationsTakenOver } from './carry-over-events.ts'
import type { CarriedObligation } from './carry-over-part.ts'
import { cameThrough, carriedOf } from './evolve-carry-over.ts'

type Stamp = Pick<Situation, 'at' | 'by'>

/** That what is open on a ticket goes on in another; nothing where nothing is open. */
export function allPassedOn(stamp: Stamp, ticket: Ticket, to: TicketId): readonly ObligationsPassedOn[] {
  return passedOn(stamp, ticket, to, () => true)
}

/** That what came through another ticket, and is open, is owed there again. */
export function givenBack(stamp: Stamp, ticket: Ticket, to: TicketId): readonly ObligationsPassedOn[] {
  return passedOn(stamp, ticket, to, (each) => cameThrough(each, to))
}

function passedOn(
  stamp: Stamp,
  ticket: Ticket,
  to: TicketId,
  wanted: (each: CarriedObligation) => boolean,
): readonly ObligationsPassedOn[] {
  const names = new Set(carriedOf(ticket).flatMap((each) => (wanted(each) ? [nameOf(each)] : [])))
  if (names.size === 0) return []
  const idsOf = <Id extends string>(owed: CarriedObligation['owed'], items: readonly { readonly id: Id }[]): readonly Id[] =>
    items.map(({ id }) => id).filter((id) => names.has(nameOf({ owed, id })))
  return [
    happened(stamp, 'obligations-passed-on', {
      to,
      promiseIds: idsOf('promise', ticket.promises),
      followUpIds: idsOf('follow-up', ticket.followUps),
      approvalIds: idsOf('approval', ticket.approvals),
    }),
  ]
}

/** That what is open on a ticket goes on in the one that absorbs it. An approval takes another name there where its own is taken. */
export function allTakenOver(stamp: Stamp, survivor: Ticket, merged: Ticket): readonly ObligationsTakenOver[] {
  const carried = carriedOf(merged)
  if (carried.length === 0) return []
  const taken = new Set(survivor.approvals.map(({ id }) => id))
  const names = new Map<string, string>()
  for (const { owed, id } of carried) {
    if (owed !== 'approval') continue
    const name = freeName(id, taken)
    taken.add(name)
    names.set(id, name)
  }
  return [
    happened(stamp, 'obligations-taken-over', {
      from: merged.id,
      promises: merged.promises,
      followUps: merged.followUps,
      approvals: merged.approvals.flatMap((each) =>
        each.state === 'pending' ? [{ ...each, id: names.get(each.id) ?? each.id }] : [],
      ),
      ways: carried.map(({ owed, id, way }) => ({
        ...{ owed, id: owed === 'approval' ? (names.get(id) ?? id) : id },
        way: [...way, { ticketId: merged.id, id }],
      })),
      settled: [],
    }),
  ]
}

/** Why a ticket cannot take over what is open on another; null where it can. */
export function carryObstacle(survivor: Ticket, merged: Ticket): 'too-many' | 'same-identity' | null {
  const asked = merged.approvals.filter(({ state }) => state === 'pending')
  const sums = [survivor.promises.length + merged.promises.length, survivor.followUps.length + merged.followUps.length]
  if (sums.some((sum) => sum > mostPromises) || survivor.approvals.length + asked.length > mostApprovals) return 'too-many'
  const known = new Set([...survivor.promises, ...survivor.followUps].map(({ id }): string => id))
  return [...merged.promises, ...merged.followUps].some(({ id }) => known.has(id)) ? 'same-identity' : null
}

/**
 * What a ticket gets back where a merge is taken back: the other half of `unmerge`, beside `releaseTicket`. What it had passed on and is still open is owed here again, under the name it had; what was decided meanwhile is
 * decided; what was settled is named, and stays settled.
 *
 * @param merged - The ticket that goes on by itself, as it was while it was merged; not mutated.
 * @param way - The tickets it went on in, one after another; the last is where what is open is owed now.
 * @param context - Who takes the merge back, and when.
 * @returns One event; none where nothing had been passed on.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { absorbTicket, compileWorkflow, decideTicket, evolveTicket, obligationsReturned, standardWorkflow, type Ticket, type TicketCommand } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [ticketId, survivorId] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const give = (ticket: Ticket | null, command: TicketCommand) =>
 *   orThrow(decideTicket(workflow, ticket, command, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * const open = { type: 'open', number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const one = give(give(null, { ...open, ticketId }), { type: 'promise-update', promiseId: orThrow(parseId('prm', 'prm_1')), dueAt: instant(9) })
 * const two = give(null, { ...open, ticketId: survivorId })
 *
 * const merged = give(one, { type: 'merge-into', survivorId })
 * merged?.promises // => []
 * const survivor = one && two && orThrow(absorbTicket(workflow, two, one, context)).reduce<Ticket | null>(evolveTicket, two)
 * survivor?.promises.map(({ id, dueAt }) => [id, dueAt]) // => [['prm_1', 9]]
 * const back = merged && survivor && obligationsReturned(merged, [survivor], context).reduce<Ticket | null>(evolveTicket, give(merged, { type: 'unmerge', messagesStaying: 0 }))
 * back?.promises.map(({ id, dueAt }) => [id, dueAt]) // => [['prm_1', 9]]
 * ```
 */
export function obligationsReturned(
  merged: Ticket,
  way: readonly Ticket[],
  { actor, now }: TicketContext,
): readonly ObligationsTakenOver[] {
  const holder = way.at(-1)
  const passed = merged.passedOn
  if (holder === undefined || passed.length === 0) return []
  const open = carriedOf(holder).flatMap((each) => returned(each, merged.id))
  const has = (owed: CarriedObligation['owed'], id: string): boolean => open.some((each) => each.owed === owed && each.id === id)
  const approvals = way.flatMap((ticket) =>
    ticket.takenOver
      .filter(({ owed }) => owed === 'approval')
      .flatMap((each) => {
        const [back] = returned(each, merged.id)
        const approval = each.withdrawn ?? ticket.approvals.find(({ id }) => id === each.id)
        return back === undefined || approval === undefined || approval.state === 'passed-on'
          ? []
          : [{ ...approval, id: back.id, way: back.way }]
      }),
  )
  const decided = approvals.flatMap(({ id, way: came }) => [{ owed: 'approval' as const, id, way: came }])
  return [
    happened({ at: clamped(merged, now), by: actorRef(actor) }, 'obligations-taken-over', {
      from: holder.id,
      promises: holder.promises.filter(({ id }) => has('promise', id)),
      followUps: holder.followUps.filter(({ id }) => has('follow-up', id)),
      approvals: approvals.map(({ way: _, ...approval }) => approval),
      ways: [...open.filter(({ owed }) => owed !== 'approval'), ...decided].filter(({ way: came }) => came.length > 0),
      settled: passed.flatMap(({ owed, id }) => (has(owed, id) ? [] : [{ owed, id }])),
    }),
  ]
}

/** How something is called on a ticket it came through, and the way it had come by there; nothing where it did not. */
function returned({ owed, way }: CarriedObligation, ticketId: TicketId): readonly CarriedObligation[] {
  const at = way.findIndex((each) => each.ticketId === ticketId)
  const there = way[at]
  return there === undefined ? [] : [{ owed, id: there.id, way: way.slice(0, at) }]
}

function nameOf({ owed, id }: Pick<CarriedObligation, 'owed' | 'id'>): string {
  return `${owed} ${id}`
}

const longestName = 64

/** A name nobody has: the same, else with a number behind it. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `~${number}`
    const name = `${[...wanted].slice(0, longestName - suffix.length).join('')}${suffix}`
    if (!taken.has(name)) return name
  }
}
