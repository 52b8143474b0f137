import { orThrow } from '@caseload/core'
import { type ActingDesk, type Desk, standardPolicies } from '@caseload/desk'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fixture, hours } from './fixture.ts'

const kinds = [
  ...['open', 'open', 'merge', 'merge', 'unmerge', 'split', 'split', 'follow-up', 'erase'],
  ...['receive', 'note', 'contact', 'contact', 'field', 'import'],
] as const
const move = fc.record({ what: fc.constantFrom(...kinds), one: fc.nat(9), other: fc.nat(9), pick: fc.nat(11) })
type Move = typeof move extends fc.Arbitrary<infer Each> ? Each : never

const fields = { allergies: { type: 'text', personal: true, carried: ['split', 'follow-up'] } } as const
const people = ['eve', 'mia', null] as const
type Person = (typeof people)[number]

/** A document that holds words, as the export has it, with the ticket it stands on. */
interface Text {
  readonly name: string
  readonly ticketId: string
  readonly words: readonly string[]
}

/** What was done to a desk, as whoever did it would tell it: whose words are whose follows from this and from nothing the desk says. */
class Account {
  readonly requesters = new Map<string, string | null>()
  readonly into = new Map<string, string>()
  readonly made: (readonly [string, string])[] = []
  readonly customers = new Map<string, string>()
  /** Who wrote which words, of those who are known. */
  readonly writers = new Map<string, string>()
  count = 0

  get ids(): readonly string[] {
    return [...this.requesters.keys()]
  }

  /** A word that occurs nowhere else. */
  word(customerId: string | null): string {
    this.count += 1
    const word = `w${this.count}-7e1d`
    if (customerId !== null) this.writers.set(word, customerId)
    return word
  }

  requesterOf(id: string): string | null {
    return this.requesters.get(id) ?? null
  }

  /** Where a ticket goes on. */
  last(id: string): string {
    const next = this.into.get(id)
    return next === undefined ? id : this.last(next)
  }

  /** The tickets of a customer by the rule of the guide. */
  ticketsOf(customerId: string): ReadonlySet<string> {
    const ownerOf = (id: string): string | null => this.requesterOf(id) ?? this.requesterOf(this.last(id))
    const theirs = new Set(this.ids.filter((id) => ownerOf(id) === customerId))
    const ties = [...this.made, ...this.into]
    for (let before = -1; before < theirs.size; ) {
      before = theirs.size
      for (const [one, two] of ties) {
        for (const [from, to] of [
          [one, two],
          [two, one],
        ] as const)
          if (theirs.has(from) && this.requesterOf(from) === null && ownerOf(to) === null) theirs.add(to)
      }
    }
    return theirs
  }
}

async function textsOf(desk: Desk): Promise<readonly Text[]> {
  const texts: Text[] = []
  for await (const line of desk.tenant('acme').exportLines()) {
    const words = line.match(/w\d+-7e1d/g) ?? []
    if (words.length === 0) continue
    const { about, payload } = JSON.parse(line)
    expect(about?.ref?.kind).toMatch(/^(message|ticket-content|personal-fields|remark)$/)
    texts.push({ name: `${about.ref.kind}/${about.ref.id}`, ticketId: payload.ticketId, words })
  }
  return texts
}

async function make(account: Account, { ada, desk }: { ada: ActingDesk; desk: Desk }, drawn: Move): Promise<void> {
  const { what, one, other, pick } = drawn
  const person: Person = people[pick % 3] ?? null
  const [id = '', otherId = ''] = [one, other].map((index) => account.ids[index % Math.max(1, account.ids.length)])
  const customerId = person === null ? null : (account.customers.get(person) ?? null)
  const known = (ticket: { readonly id: string; readonly requesterId: unknown }): void => {
    const requesterId = typeof ticket.requesterId === 'string' ? ticket.requesterId : null
    account.requesters.set(ticket.id, requesterId)
    if (requesterId !== null && person !== null && what !== 'split' && what !== 'follow-up')
      account.customers.set(person, requesterId)
  }
  const opening = (first: string, second: string) => ({
    ...{ channel: 'email', kind: 'question', subject: first, body: second, personalFields: { allergies: second } },
    ...(person === null ? {} : { from: { email: `${person}@example.com` } }),
  })
  const wrote = (words: readonly string[], requesterId: unknown): void => {
    for (const word of words) if (typeof requesterId === 'string') account.writers.set(word, requesterId)
  }
  const said = account.word(null)
  switch (what) {
    case 'open': {
      const above = account.word(null)
      const { ticket } = orThrow(await ada.openTicket(opening(above, said)))
      known(ticket)
      return wrote([above, said], ticket.requesterId)
    }
    case 'import': {
      const key = `k${account.count}`
      const actor = { kind: 'requester', id: customerId ?? 'cus_none' } as const
      const messages = [{ at: '2026-01-01T09:00Z', author: 'requester', body: said, actor }] as const
      const row = { key, openedAt: '2026-01-01T09:00Z', kind: 'question', channel: 'email', messages }
      const before = new Set(account.ids)
      orThrow(await ada.importTickets([row]))
      const list = orThrow(await ada.tickets({ limit: 500 })).tickets
      for (const ticket of list) if (!before.has(ticket.id)) account.requesters.set(ticket.id, null)
      return wrote([said], customerId)
    }
    case 'contact': {
      const about = pick > 3 && id !== '' ? { refersTo: { ticketId: id } } : {}
      const contact = await ada.receiveContact({ ...opening(said, said), ...about })
      const { ticket = null, decided } = orThrow(contact)
      if (ticket !== null && !account.requesters.has(ticket.id)) {
        known(ticket)
        if (decided.outcome === 'follow-up-of') account.made.push([account.last(id), ticket.id])
      }
      // Who was not known before has no profile by answering somebody else's ticket.
      return wrote([said], decided.outcome === 'append' ? customerId : ticket?.requesterId)
    }
    case 'merge': {
      const merged = await ada.mergeInto(id, { survivorId: otherId, reason: said })
      if (merged.isOk()) account.into.set(id, otherId)
      return wrote([said], account.requesterOf(id))
    }
    case 'unmerge':
      if ((await ada.unmerge(id)).isOk()) account.into.delete(id)
      return
    case 'split': {
      const read = (await ada.conversation(id)).unwrapOr(null)?.messages ?? []
      const messageIds = read.filter((message) => message.ticketId === id).map((message) => message.id)
      const parts = messageIds.filter((_, index) => index % 2 === pick % 2)
      const split = await ada.split(id, { messageIds: parts, ...(pick < 4 ? { subject: said } : {}) })
      if (split.isErr()) return
      known(split.value.ticket)
      account.made.push([id, split.value.ticket.id])
      return wrote([said], account.requesterOf(id))
    }
    case 'follow-up': {
      const answer = await ada.reopen(id)
      if (answer.isErr() || account.requesters.has(answer.value.ticket.id)) {
        await ada.resolve(id, { code: 'fixed', summary: said })
        return wrote([said], account.requesterOf(id))
      }
      known(answer.value.ticket)
      account.made.push([id, answer.value.ticket.id])
      return
    }
    case 'receive':
    case 'note': {
      const answer = await (what === 'note' ? ada.note(id, { body: said }) : ada.receiveReply(id, { body: said }))
      const ticket = answer.isOk() ? answer.value.ticket : null
      if (ticket === null) return
      if (!account.requesters.has(ticket.id)) {
        known(ticket)
        account.made.push([account.last(id), ticket.id])
      }
      return wrote([said], ticket.requesterId)
    }
    case 'field':
      await ada.setField(id, { field: 'allergies', value: said })
      return wrote([said], account.requesterOf(id))
    case 'erase': {
      if (customerId === null) return
      const before = await textsOf(desk)
      const theirs = account.ticketsOf(customerId)
      orThrow(await ada.eraseCustomer(customerId))
      // They are somebody new from now on.
      if (person !== null) account.customers.delete(person)
      const isTheirs = ({ ticketId, words }: Text): boolean =>
        theirs.has(ticketId) || words.every((word) => account.writers.get(word) === customerId)
      const after = await textsOf(desk)
      expect(after.map(({ name }) => name)).toEqual(before.filter((text) => !isTheirs(text)).map(({ name }) => name))
      expect(after.flatMap(({ words }) => words).filter((word) => account.writers.get(word) === customerId)).toEqual([])
    }
  }
}

it('leaves no word of an erased customer anywhere, and every word of everybody else, however tickets were merged, split and followed up', async () => {
  const moves = fc.array(move, { maxLength: 25, size: 'max' })
  await fc.assert(
    fc.asyncProperty(moves, async (drawn) => {
      const made = await fixture({ policies: { ...standardPolicies, fields } })
      const account = new Account()
      for (const [index, each] of drawn.entries()) {
        await make(account, made, each)
        if (index % 6 === 5) made.clock.advance(hours(24 * 15))
      }
      for (const pick of [0, 1]) await make(account, made, { what: 'erase', one: 0, other: 0, pick })
    }),
    { numRuns: 60 },
  )
})
