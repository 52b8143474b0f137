import { type Id, orThrow, parseId, type TicketId } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { actors, eve, hour, workflow } from '../../../test/desk-day.ts'
import { decideTicket } from '../decide-ticket.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import { absorbTicket, releaseTicket } from '../merge/survive.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketCommand } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import { obligationsReturned } from './decide-carry-over.ts'

const moves = [
  'merge',
  'unmerge',
  'promise',
  'move',
  'keep',
  'follow-up',
  'complete',
  'ask',
  'decide',
  'withdraw',
  'cancel',
] as const
const often = ['merge', 'unmerge', 'ask', 'ask', 'withdraw'] as const
const move = fc.record({
  what: fc.oneof(fc.constantFrom(...moves), fc.constantFrom(...often)),
  one: fc.nat(5),
  other: fc.nat(5),
  pick: fc.nat(20),
})
type Move = typeof move extends fc.Arbitrary<infer Each> ? Each : never

/** What was promised, set or asked for: on which ticket, until when, and whether it is settled. An approval is known by what it is about, since its name may change on the way. */
interface Debt {
  readonly origin: TicketId
  dueAt: number | null
  settled: boolean
  /** Whether the ticket it was asked on asked for another of its name since. */
  replaced: boolean
}

class World {
  readonly tickets = new Map<TicketId, Ticket>()
  readonly debts = new Map<string, Debt>()
  readonly ids: readonly TicketId[]
  private hours = 100

  constructor(count: number) {
    this.ids = Array.from({ length: count }, (_, index) => orThrow(parseId('tkt', `tkt_${index}`)))
    for (const ticketId of this.ids) {
      const open = { type: 'open', number: 1, kind: 'incident', channel: 'email', requesterId: eve, message: null } as const
      this.happen(ticketId, orThrow(decideTicket(workflow, null, { ...open, ticketId }, this.now())))
    }
  }

  make({ what, one, other, pick }: Move): void {
    this.hours += 1
    const id = this.pickOf(this.ids, one)
    const otherId = this.pickOf(this.ids, other)
    const ticket = this.ticket(id)
    if (what === 'merge') this.merge(ticket, this.ticket(otherId))
    else if (what === 'unmerge') this.unmerge(ticket)
    else if (what === 'cancel') {
      const asked = ticket.approvals.filter(({ state }) => state === 'pending').map(({ about }) => about)
      if (this.give(id, { type: 'cancel' }))
        for (const owed of [...[...ticket.promises, ...ticket.followUps].map((each) => each.id), ...asked])
          this.debt(owed).settled = true
    } else this.owe(ticket, what, pick)
  }

  private owe(ticket: Ticket, what: Move['what'], pick: number): void {
    const { id, promises, followUps, approvals } = ticket
    const name = String(this.debts.size)
    const dueAt = hour(this.hours + 500 + pick)
    const [promise, followUp, approval] = [promises, followUps, approvals].map((list) => list[pick % (list.length || 1)])
    if (what === 'promise' && this.give(id, { type: 'promise-update', promiseId: prm(name), dueAt, about: 'call' }))
      this.debts.set(prm(name), { origin: id, dueAt, settled: false, replaced: false })
    if (
      what === 'move' &&
      promise !== undefined &&
      this.give(id, { type: 'promise-update', promiseId: prm(promise.id.slice(4)), dueAt })
    )
      this.debt(promise.id).dueAt = dueAt
    if (what === 'keep' && promise !== undefined && this.give(id, { type: 'keep-promise', promiseId: prm(promise.id.slice(4)) }))
      this.debt(promise.id).settled = true
    if (what === 'follow-up' && this.give(id, { type: 'schedule-follow-up', followUpId: fup(name), dueAt }))
      this.debts.set(fup(name), { origin: id, dueAt, settled: false, replaced: false })
    if (
      what === 'complete' &&
      followUp !== undefined &&
      this.give(id, { type: 'complete-follow-up', followUpId: fup(followUp.id.slice(4)) })
    )
      this.debt(followUp.id).settled = true
    // Names are few, so that tickets that are merged have the same.
    const asked = { type: 'request-approval', approvalId: `a${pick % 3}`, about: name, approver: { kind: 'requester' } } as const
    // Asked anew where one of the name was withdrawn, it is another one, of the ticket it is asked on.
    const known = approvals.find((each) => each.id === asked.approvalId)
    if (what === 'ask' && (known === undefined || known.state === 'withdrawn') && this.give(id, asked)) {
      this.debts.set(name, { origin: id, dueAt: null, settled: false, replaced: false })
      const before = known === undefined ? undefined : this.debt(known.about)
      if (before !== undefined && before.origin === id) before.replaced = true
    }
    if ((what === 'decide' || what === 'withdraw') && approval !== undefined) {
      const { about } = approvals.find((each) => each.id === approval.id) ?? { about: '' }
      const decision = pick % 2 === 0 ? ('approve' as const) : ('decline' as const)
      const command: TicketCommand =
        what === 'decide'
          ? { type: decision, approvalId: approval.id }
          : { type: 'withdraw-approval', approvalId: approval.id, reason: 'moot' }
      if (this.give(id, command)) this.debt(about).settled = true
    }
  }

  private merge(ticket: Ticket, survivor: Ticket): void {
    const merged = decideTicket(workflow, ticket, { type: 'merge-into', survivorId: survivor.id }, this.now())
    if (merged.isErr()) return
    const absorbed = absorbTicket(workflow, survivor, ticket, this.now())
    if (absorbed.isErr()) return
    this.happen(ticket.id, merged.value)
    this.happen(survivor.id, absorbed.value)
  }

  unmerge(ticket: Ticket): void {
    const decided = decideTicket(workflow, ticket, { type: 'unmerge', messagesStaying: 0 }, this.now())
    if (decided.isErr()) return
    const way = this.wayOf(ticket.id)
      .slice(1)
      .map((id) => this.ticket(id))
    this.happen(ticket.id, [...decided.value, ...obligationsReturned(ticket, way, this.now())])
    for (const each of way) this.happen(each.id, releaseTicket(each, ticket.id, this.now()))
  }

  /** A ticket, and those it goes on in, one after another. */
  wayOf(id: TicketId): readonly TicketId[] {
    const into = this.ticket(id).mergedInto
    return into === null ? [id] : [id, ...this.wayOf(into.ticketId)]
  }

  ticket(id: TicketId): Ticket {
    const ticket = this.tickets.get(id)
    if (ticket === undefined) throw new TypeError(`no ${id}`)
    return ticket
  }

  private debt(name: string): Debt {
    const debt = this.debts.get(name)
    if (debt === undefined) throw new TypeError(`nothing is called ${name}`)
    return debt
  }

  private give(id: TicketId, command: TicketCommand): boolean {
    const decided = decideTicket(workflow, this.ticket(id), command, this.now())
    if (decided.isErr() || decided.value.length === 0) return false
    this.happen(id, decided.value)
    return true
  }

  private happen(id: TicketId, events: readonly TicketEvent[]): void {
    const after = events.reduce<Ticket | null>(evolveTicket, this.tickets.get(id) ?? null)
    if (after !== null) this.tickets.set(id, after)
  }

  private pickOf<Item>(items: readonly Item[], index: number): Item {
    const item = items[index % items.length]
    if (item === undefined) throw new TypeError('nothing to pick from')
    return item
  }

  private now() {
    return { actor: actors.system, now: hour(this.hours) }
  }
}

const prm = (token: string): Id<'prm'> => orThrow(parseId('prm', token.startsWith('prm_') ? token : `prm_${token}`))
const fup = (token: string): Id<'fup'> => orThrow(parseId('fup', token.startsWith('fup_') ? token : `fup_${token}`))

/** What is open where: `ticket name time`. */
function openIn({ tickets }: World): readonly string[] {
  return [...tickets.values()]
    .flatMap(({ id, promises, followUps, approvals }) => [
      ...[...promises, ...followUps].map((owed) => `${id} ${owed.id} ${owed.dueAt}`),
      ...approvals.flatMap(({ about, state }) => (state === 'pending' ? [`${id} ${about} null`] : [])),
    ])
    .sort()
}

/** The same as the debts say: open once, on the ticket that the one it was first owed on goes on in. */
function owedBy(world: World): readonly string[] {
  return [...world.debts]
    .flatMap(([name, { origin, dueAt, settled }]) => (settled ? [] : [`${world.wayOf(origin).at(-1)} ${name} ${dueAt}`]))
    .sort()
}

/** What was asked on which ticket, and whether it is decided or withdrawn. */
function askedIn({ debts }: World): readonly string[] {
  return [...debts].flatMap(([name, { origin, dueAt, settled, replaced }]) =>
    dueAt !== null || replaced ? [] : [`${origin} ${name} ${settled}`],
  )
}

/** The same as the tickets say. */
function decidedIn({ tickets }: World): readonly string[] {
  return [...tickets.values()].flatMap(({ id, approvals }) =>
    approvals.map(({ about, state }) => `${id} ${about} ${state !== 'pending'}`),
  )
}

it('loses, doubles and splits nothing that is owed, over any merges and unmerges', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60, size: 'max' }), (drawn) => {
      const world = new World(4)
      for (const each of drawn) {
        world.make(each)
        expect(openIn(world)).toEqual(owedBy(world))
      }
      for (let merged = true; merged; ) {
        const next = [...world.tickets.values()].find(({ mergedInto }) => mergedInto !== null)
        merged = next !== undefined
        if (next !== undefined) world.unmerge(next)
      }
      expect(openIn(world)).toEqual(owedBy(world))
      for (const { takenOver, passedOn, approvals } of world.tickets.values()) {
        expect([takenOver, passedOn]).toEqual([[], []])
        expect(approvals.filter(({ state }) => state === 'passed-on')).toEqual([])
      }
      expect(decidedIn(world)).toEqual(expect.arrayContaining([...askedIn(world)]))
    }),
    { numRuns: 200 },
  )
})
