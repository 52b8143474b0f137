import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow, parseTenantId, renderExplanation, seededEntropy } from '@caseload/core'
import { type ContactToAccept, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { contactOutcomes, lifecycleMessages, standardIntake } from '@caseload/lifecycle'
import { deskKinds } from '@caseload/planner'
import { guardStore, type Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-contacts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const stores: readonly (readonly [string, () => Storage, number])[] = [
  ['memory', memoryStorage, 40],
  [
    'SQLite',
    () => {
      files += 1
      return sqliteStorage({ path: join(folder, `${files}.db`), synchronous: 'normal' })
    },
    10,
  ],
]

const policies: PoliciesDocument = {
  ...standardPolicies,
  intake: {
    ...standardIntake,
    id: 'ours',
    sameRequester: [{ id: 'again', within: 'PT24H', alike: ['kind'], when: { field: 'channel', equals: 'chat' } }],
  },
}

const mail: ContactToAccept = {
  from: { email: 'eve@example.com' },
  channel: 'email',
  kind: 'incident',
  subject: 'Fire',
  body: 'Canary 17.',
}
const mailer = ({ desk }: Fixture) => desk.tenant('acme').as({ kind: 'system', id: 'mail' })
const eventsOf = async ({ desk }: Fixture, type: 'contact-decided' | 'ticket-opened') =>
  orThrow(await desk.tenant('acme').events({ types: [type], limit: 500 })).events

describe.each(stores)('given a contact, on %s', (_, storage) => {
  it('opens a ticket and its own record in one commit, and says why', async () => {
    const one = await fixture({ storage: storage(), policies })
    const answer = orThrow(await mailer(one).receiveContact({ ...mail, contactId: 'm1', minutes: 2 }))
    expect(answer).toMatchObject({ contactId: 'con_m1', ticket: { id: 'tkt_con.m1', number: 1 }, replayed: false })
    expect(answer.decided).toMatchObject({
      outcome: 'open',
      channel: 'email',
      kind: 'incident',
      minutes: 2,
      ticketId: 'tkt_con.m1',
    })
    expect(answer.decided.policy).toEqual({ id: 'ours', version: 1 })
    expect(answer.why && renderExplanation(answer.why, lifecycleMessages)).toContain('opens a ticket as incident')
    const all = orThrow(await one.desk.tenant('acme').events({})).events
    expect(all.map(({ type }) => type)).toEqual(['customer-created', 'ticket-opened', 'message-added', 'contact-decided'])
    expect(new Set(all.map(({ cause }) => cause)).size).toBe(1)
    expect(JSON.stringify(all)).not.toContain('Canary')
  })

  it('is decided once under its name, answers the same again, and refuses another contact under it', async () => {
    const one = await fixture({ storage: storage(), policies })
    for (const contact of [mail, { ...mail, answered: 'known' }, { ...mail, codes: ['spam'] }]) {
      const contactId = `m-${contact.answered ?? contact.codes?.[0] ?? 'open'}`
      const first = orThrow(await mailer(one).receiveContact({ ...contact, contactId }))
      const again = orThrow(await mailer(one).receiveContact({ ...contact, contactId }))
      expect(again).toMatchObject({ replayed: true, decided: first.decided, ticket: first.ticket, events: [] })
      const other = await mailer(one).receiveContact({ ...contact, contactId, body: 'Something else' })
      expect(other._unsafeUnwrapErr().kind).toBe('storage/key-reused')
    }
    expect(await eventsOf(one, 'contact-decided')).toHaveLength(3)
    expect(await eventsOf(one, 'ticket-opened')).toHaveLength(1)
  })

  it('goes to the ticket it names, is in the thread of, or quotes as its requester; over merges to where it goes on', async () => {
    const one = await fixture({ storage: storage(), policies })
    const mails = mailer(one)
    const first = orThrow(await mails.receiveContact({ ...mail, contactId: 'a', refersTo: { thread: 'thread-1' } }))
    const id = first.ticket?.id ?? ''
    const to = async (refersTo: ContactToAccept['refersTo'], from = 'eve@example.com') =>
      orThrow(await mails.receiveContact({ ...mail, from: { email: from }, ...(refersTo === undefined ? {} : { refersTo }) }))
        .decided
    expect(await to({ ticketId: id })).toMatchObject({ outcome: 'append', ticketId: id, matchedBy: 'ticket' })
    expect(await to({ thread: ['other', 'thread-1'] })).toMatchObject({ outcome: 'append', ticketId: id, matchedBy: 'thread' })
    expect(await to({ number: 1 })).toMatchObject({ outcome: 'append', ticketId: id, matchedBy: 'number' })
    expect(await to({ number: 1 }, 'mallory@example.com')).toMatchObject({ outcome: 'open', matchedBy: null })
    const survivor = await to(undefined)
    orThrow(await one.ada.mergeInto(id, { survivorId: survivor.ticketId ?? '' }))
    expect(await to({ ticketId: id })).toMatchObject({ outcome: 'append', ticketId: survivor.ticketId })
    const texts = orThrow(await one.ada.conversation(survivor.ticketId ?? '')).messages
    expect(texts.map(({ body }) => body)).toContain('Canary 17.')
  })

  it('appends to a resolved ticket within the reopen window, and follows it up after that or once it takes no replies', async () => {
    const one = await fixture({ storage: storage(), policies })
    const mails = mailer(one)
    const id = orThrow(await mails.receiveContact(mail)).ticket?.id ?? ''
    const again = async () => orThrow(await mails.receiveContact({ ...mail, refersTo: { ticketId: id } }))
    orThrow(await one.ada.reply(id, { body: 'Out.' }))
    orThrow(await one.ada.resolve(id, { code: 'fixed' }))
    expect((await again()).decided).toMatchObject({ outcome: 'append', ticketId: id })
    expect(orThrow(await one.ada.ticket(id))?.category).toBe('open')
    orThrow(await one.ada.resolve(id, { code: 'fixed' }))
    orThrow(await one.ada.close(id))
    const followed = await again()
    expect(followed.decided.outcome).toBe('follow-up-of')
    expect(followed.ticket).toMatchObject({ number: 2, links: [{ relation: 'follow-up-of', ticketId: id }] })
    one.clock.advance(hours(24 * 40))
    // The follow-up that is open takes the next one.
    const taken = await again()
    expect(taken.decided).toMatchObject({ outcome: 'append', ticketId: followed.ticket?.id, matchedBy: 'ticket' })
    const why = taken.explanations.map((each) => renderExplanation(each, lifecycleMessages)).join('\n')
    expect(why).toContain(`follows ${id} up, and takes it`)
    expect(orThrow(await one.ada.conversation(followed.ticket?.id ?? '')).messages).toHaveLength(2)
    orThrow(await one.ada.cancel(followed.ticket?.id ?? ''))
    expect((await again()).decided.outcome).toBe('follow-up-of')
  })

  it('finds an open ticket of the same requester where a rule says so', async () => {
    const one = await fixture({ storage: storage(), policies })
    const chat = { ...mail, channel: 'chat' }
    const id = orThrow(await mailer(one).receiveContact(chat)).ticket?.id ?? ''
    expect(orThrow(await mailer(one).receiveContact(chat)).decided).toMatchObject({
      outcome: 'append',
      ticketId: id,
      rule: 'again',
      matchedBy: 'requester',
    })
    expect(orThrow(await mailer(one).receiveContact({ ...chat, kind: 'question' })).decided.outcome).toBe('open')
    expect(orThrow(await mailer(one).receiveContact(mail)).decided.outcome).toBe('open')
  })

  it('makes nobody known who asks for nothing, and keeps no word of it', async () => {
    const one = await fixture({ storage: storage(), policies })
    const bounce = orThrow(await mailer(one).receiveContact({ ...mail, codes: ['bounce'] }))
    expect(bounce).toMatchObject({ ticket: null, decided: { outcome: 'not-a-request', reason: 'bounce', requesterId: null } })
    expect(bounce.events.map(({ type }) => type)).toEqual(['contact-decided'])
  })

  it('is answered again the same way when it comes again, also where only a thread was found', async () => {
    const one = await fixture({ storage: storage(), policies })
    const bounce = { ...mail, contactId: 'c1', codes: ['bounce'], refersTo: { thread: 't' } }
    orThrow(await mailer(one).receiveContact(bounce))
    const again = orThrow(await mailer(one).receiveContact(bounce))
    expect(again).toMatchObject({ replayed: true, ticket: null, decided: { outcome: 'not-a-request', reason: 'bounce' } })
  })

  it('counts what was answered at once with its kind, channel, minutes and whose it was', async () => {
    const one = await fixture({ storage: storage(), policies })
    const call = { ...mail, channel: 'phone', kind: 'question', answered: 'opening-hours', minutes: 1.5 }
    const { decided, ticket } = orThrow(await one.ada.receiveContact(call))
    expect(ticket).toBeNull()
    expect(decided).toMatchObject({ outcome: 'answered-at-once', channel: 'phone', kind: 'question', minutes: 1.5 })
    expect(decided.requesterId).toMatch(/^cus_/)
  })

  it('stays within its tenant, and within what the actor may see', async () => {
    const one = await fixture({ storage: storage(), policies })
    const id = orThrow(await mailer(one).receiveContact({ ...mail, refersTo: { thread: 't' } })).ticket?.id ?? ''
    const elsewhere = one.desk.tenant('other').as({ kind: 'system', id: 'mail' })
    const there = orThrow(await elsewhere.receiveContact({ ...mail, refersTo: { ticketId: id, thread: 't', number: 1 } }))
    expect(there.decided).toMatchObject({ outcome: 'open', matchedBy: null })
    const { customer } = orThrow(await one.ada.registerCustomer({ email: 'mallory@example.com' }))
    const mallory = one.requester(customer.id)
    const { from: _from, ...bare } = mail
    const answer = orThrow(await mallory.receiveContact({ ...bare, refersTo: { ticketId: id, thread: 't', number: 1 } }))
    expect(answer.decided).toMatchObject({ outcome: 'open', requesterId: customer.id, matchedBy: null })
  })
})

describe('given a contact that is none', () => {
  it.each([
    ['codes', { codes: ['a@b.example'] }],
    ['minutes', { minutes: -1 }],
    ['refersTo.thread', { refersTo: { thread: 'me@example.com' } }],
    ['receivedAt', { receivedAt: '2026-03-02T09:00' }],
  ])('refuses its %s', async (path, change) => {
    const one = await fixture({ policies })
    const problem = (await mailer(one).receiveContact({ ...mail, ...change }))._unsafeUnwrapErr()
    expect(problem.kind === 'input/invalid' && problem.issues[0]?.path.startsWith(path)).toBe(true)
  })
})

const contactArb = fc.record({
  contactId: fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', 'c6'),
  who: fc.constantFrom('eve', 'bob'),
  channel: fc.constantFrom('chat', 'email'),
  automatic: fc.boolean(),
  answered: fc.boolean(),
  spam: fc.boolean(),
  refersTo: fc.option(fc.constantFrom('c1', 'c2', 'c3'), { nil: null }),
  ends: fc.constantFrom('nothing', 'resolve', 'close'),
})

describe('contacts in', () => {
  it.each(stores)('are the sum of the five outcomes, none twice, none lost, on %s', async (_, storage, numRuns) => {
    await fc.assert(
      fc.asyncProperty(fc.array(contactArb, { maxLength: 12 }), async (contacts) => {
        const one = await fixture({ storage: storage(), policies })
        const accepted = new Set<string>()
        const decided: string[] = []
        for (const { contactId, who, channel, automatic, answered, spam, refersTo, ends } of contacts) {
          const given = await mailer(one).receiveContact({
            ...{ ...mail, contactId, channel, automatic, from: { email: `${who}@example.com` } },
            ...(answered ? { answered: 'known' } : {}),
            ...(spam ? { codes: ['spam'] } : {}),
            refersTo: { thread: refersTo ?? contactId },
          })
          const reused = given.isErr() && given.error.kind === 'storage/key-reused'
          if (!reused) decided.push(orThrow(given).decided.outcome)
          if (reused || orThrow(given).replayed) expect(accepted).toContain(contactId)
          accepted.add(contactId)
          const id = given.isOk() ? given.value.ticket?.id : undefined
          if (id !== undefined && ends !== 'nothing') {
            await one.ada.reply(id, { body: 'Out.' })
            await one.ada.resolve(id, { code: 'fixed' })
            if (ends === 'close') await one.ada.close(id)
          }
        }
        const events = (await eventsOf(one, 'contact-decided')).flatMap((event) =>
          event.type === 'contact-decided' ? [event] : [],
        )
        expect(new Set(events.map(({ stream }) => stream))).toEqual(new Set([...accepted].map((id) => `con_${id}`)))
        expect(events).toHaveLength(accepted.size)
        const counts = contactOutcomes.map((outcome) => events.filter(({ data }) => data.outcome === outcome).length)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(accepted.size)
        const opened = events.filter(({ data }) => data.outcome === 'open' || data.outcome === 'follow-up-of')
        expect(await eventsOf(one, 'ticket-opened')).toHaveLength(opened.length)
        orThrow(await one.desk.close())
      }),
      { numRuns },
    )
  })
})

describe('given names of contacts and names of commands', () => {
  it('takes a contact whose name a command has, and a command whose name a contact has', async () => {
    const one = await fixture({ policies })
    const commandId = 'cmd_m77'
    const opened = orThrow(await one.ada.openTicket({ channel: 'phone', kind: 'question' }, { commandId })).ticket.id
    const { decided } = orThrow(await mailer(one).receiveContact({ ...mail, contactId: 'm77' }))
    expect([opened, decided.ticketId]).toEqual(['tkt_m77', 'tkt_con.m77'])
    orThrow(await mailer(one).receiveContact({ ...mail, contactId: 'm78', from: { email: 'bob@example.com' } }))
    const noted = await one.ada.note(opened, { body: 'Seen' }, { commandId: 'cmd_m78' })
    expect(orThrow(noted).replayed).toBe(false)
  })

  it.each(['cmd_con.m77', 'cmd_imp.0a1b', 'cmd_con.'])(
    'refuses a command that a caller names %s, by its path',
    async (commandId) => {
      const one = await fixture({ policies })
      const refused = await one.ada.openTicket({ channel: 'phone', kind: 'question' }, { commandId })
      expect(refused._unsafeUnwrapErr()).toMatchObject({
        kind: 'input/invalid',
        issues: [
          { path: 'options.commandId', expected: "an id that begins with none of: cmd_con., cmd_imp., which are the desk's own" },
        ],
      })
      expect(orThrow(await mailer(one).receiveContact({ ...mail, contactId: 'm77' })).replayed).toBe(false)
    },
  )

  it('refuses a row of a log that is named so, too', async () => {
    const { ada, clock } = await fixture({ policies })
    const refused = await ada.recordHistory('tkt_old', { key: 'con.m77', at: clock.now(), open: {} })
    expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path: 'key' }] })
  })

  it('takes a contact of the longest name, and one that looks like a prefix', async () => {
    const one = await fixture({ policies })
    for (const contactId of ['x'.repeat(110), 'con.m77', 'con.'])
      expect(orThrow(await mailer(one).receiveContact({ ...mail, contactId }))).toMatchObject({
        contactId: `con_${contactId}`,
        replayed: false,
      })
  })

  it('knows a contact that an earlier release decided as the command of its name, and opens nothing again', async () => {
    const storage = memoryStorage()
    const one = await fixture({ storage, policies })
    const { decided } = orThrow(await mailer(one).receiveContact({ ...mail, contactId: 'm0' }))
    const opened = orThrow(await storage.open({ kinds: deskKinds }))
    const store = guardStore(opened, { kinds: deskKinds, entropy: seededEntropy(1), sleep: async () => undefined })
    const acme = orThrow(parseTenantId('acme'))
    const ref = { kind: 'contact', id: 'con_m77' }
    const { claimedAt: _, ...asThen } = decided
    const doc = { id: 'con_m77', ...asThen }
    const { outcome, channel, kind, requesterId, ticketId, receivedAt } = decided
    const fields = { outcome, channel, kind, requesterId, ticketId, receivedAt }
    const before = { op: 'put', ref, version: 0, doc, fields, keys: [] } as const
    orThrow(await store.commit(acme, { key: 'cmd_m77', writes: [before], events: [] }))
    expect(orThrow(await mailer(one).receiveContact({ ...mail, contactId: 'm77' }))).toMatchObject({
      ...{ contactId: 'con_m77', replayed: true, decided, ticket: { id: decided.ticketId } },
    })
    expect(await eventsOf(one, 'ticket-opened')).toHaveLength(1)
  })
})
