import { orThrow, type Problem } from '@caseload/core'
import { type ContactIntakeOptions, openContactIntake, standardPolicies } from '@caseload/desk'
import { type Storage, storageUnavailable } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { errAsync, ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'
import { memorySpool } from '../../test/memory-spool.ts'

/** A store that can be switched off, and that can be watched. */
function switchedStorage() {
  const inner = memoryStorage()
  const state = { down: false, commits: [] as string[] }
  const storage: Storage = {
    ...inner,
    open: (options) =>
      inner.open(options).map(({ store, admin }) => ({
        admin,
        store: {
          ...store,
          load: (...args) => (state.down ? errAsync(storageUnavailable('network')) : store.load(...args)),
          find: (...args) => (state.down ? errAsync(storageUnavailable('network')) : store.find(...args)),
          commit: (...args) => {
            if (state.down) return errAsync(storageUnavailable('network'))
            state.commits.push(args[1].key)
            return store.commit(...args)
          },
        },
      })),
  }
  return { storage, state }
}

async function place(options: Partial<ContactIntakeOptions> & { readonly storage?: Storage } = {}) {
  const { spool, texts } = memorySpool()
  const { storage, ...rest } = options
  const first = await fixture()
  const contacts = orThrow(
    await openContactIntake({
      spool,
      policies: { ...standardPolicies, phoneCountry: 'FI', fields: { product: { type: 'text', personal: false } } },
      clock: first.clock,
      ...rest,
    }),
  )
  const { desk, clock, ...others } = await fixture({
    contacts,
    clock: first.clock,
    ...(storage === undefined ? {} : { storage }),
  })
  const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
  return { desk, clock: first.clock, contacts, mail, texts, spool, ...others }
}

const mailOf = (email: string, contactId: string, kind = 'question') => ({
  contactId,
  from: { email },
  channel: 'email',
  kind,
  body: contactId,
})

describe('acceptContact', () => {
  it('takes a contact in before anything is decided, and the drain opens its ticket as of when it came in', async () => {
    const { desk, clock, mail } = await place()
    const receivedAt = clock.now()
    const accepted = orThrow(await mail.acceptContact(mailOf('eve@example.com', 'm1')))
    expect(accepted).toEqual({ contactId: 'm1', receivedAt, repeated: false, waiting: 1 })
    expect(orThrow(await mail.ticket('tkt_con.m1'))).toBeNull()
    clock.advance(3_600_000)
    expect(orThrow(await desk.drainContacts({ until: 'empty' }))).toEqual({ decided: 1, repeated: 0, parked: 0 })
    const { events } = orThrow(await desk.tenant('acme').events({ types: ['ticket-opened'] }))
    expect(events).toMatchObject([{ stream: 'tkt_con.m1', at: receivedAt, recordedAt: receivedAt + 3_600_000 }])
    expect(orThrow(await mail.ticket('tkt_con.m1'))).toMatchObject({ openedAt: receivedAt })
  })

  it('refuses at once what could never be decided, and takes nothing in', async () => {
    const { mail, contacts } = await place()
    const good = mailOf('eve@example.com', 'm1')
    const wrong = [
      { ...good, contactId: 'a b' },
      { ...good, from: { email: 'nobody' } },
      { ...good, from: {} },
      { ...good, receivedAt: '2026-03-02T09:00' },
      { ...good, attributes: { shoeSize: 43 } },
      { ...good, kind: 'a@b' },
      { ...good, body: 'x'.repeat(200_000) },
    ]
    for (const contact of wrong) expect((await mail.acceptContact(contact))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect(contacts.backlog()).toMatchObject({ waiting: 0, bytes: 0 })
  })

  it('refuses where the desk was given no intake', async () => {
    const { desk, ada } = await fixture()
    expect((await ada.acceptContact({ channel: 'email', kind: 'question' }))._unsafeUnwrapErr().kind).toBe('desk/no-intake')
    expect((await desk.drainContacts())._unsafeUnwrapErr().kind).toBe('desk/no-intake')
  })

  it('takes the same contact in once, however often it is handed over, also at the same moment', async () => {
    const { desk, mail, clock, texts } = await place()
    const twice = await Promise.all([
      mail.acceptContact(mailOf('eve@example.com', 'm1')),
      mail.acceptContact(mailOf('eve@example.com', 'm1')),
    ])
    expect(twice.map((answer) => orThrow(answer).repeated)).toEqual([false, true])
    clock.advance(1000)
    expect(orThrow(await mail.acceptContact(mailOf('eve@example.com', 'm1')))).toMatchObject({
      repeated: true,
      receivedAt: clock.now() - 1000,
    })
    expect(texts.size).toBe(1)
    expect(orThrow(await desk.drainContacts({ until: 'empty' })).decided).toBe(1)
  })

  it('refuses another contact under a name that waits', async () => {
    const { mail } = await place()
    orThrow(await mail.acceptContact(mailOf('eve@example.com', 'm1')))
    expect((await mail.acceptContact(mailOf('mallory@example.com', 'm1')))._unsafeUnwrapErr().kind).toBe('desk/contact-id-reused')
  })

  it('over its limit says when to come again, and takes in again once there is room', async () => {
    const { desk, mail } = await place({ limit: 3 })
    for (const name of ['a', 'b', 'c']) orThrow(await mail.acceptContact(mailOf(`${name}@example.com`, name)))
    const full = (await mail.acceptContact(mailOf('d@example.com', 'd')))._unsafeUnwrapErr()
    expect(full).toMatchObject({ kind: 'desk/overloaded', reason: 'full' })
    expect(full.kind === 'desk/overloaded' && full.retryAfterMs).toBeGreaterThanOrEqual(1000)
    expect(orThrow(await mail.acceptContact(mailOf('a@example.com', 'a'))).repeated).toBe(true)
    orThrow(await desk.drainContacts({ until: 'empty' }))
    orThrow(await mail.acceptContact(mailOf('d@example.com', 'd')))
  })

  it('counts those that arrive at the same moment, and bytes as well as contacts', async () => {
    const { mail } = await place({ limit: 5 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => mail.acceptContact(mailOf(`u${index}@example.com`, `m${index}`))),
    )
    expect(answers.filter((answer) => answer.isOk())).toHaveLength(5)
    const small = await place({ limitBytes: 2000 })
    const long = { ...mailOf('eve@example.com', 'm'), body: 'x'.repeat(1900) }
    expect((await small.mail.acceptContact(long))._unsafeUnwrapErr().kind).toBe('desk/overloaded')
    expect(small.contacts.backlog().bytes).toBe(0)
  })

  it('says when to come again where the spool cannot be written to, and acknowledges nothing', async () => {
    let failing = true
    const { spool, texts } = memorySpool({ failing: () => failing })
    const { mail, contacts } = await place({ spool })
    expect((await mail.acceptContact(mailOf('eve@example.com', 'm1')))._unsafeUnwrapErr()).toMatchObject({
      kind: 'desk/overloaded',
      reason: 'spool',
    })
    expect([texts.size, contacts.backlog().waiting, contacts.backlog().bytes]).toEqual([0, 0, 0])
    failing = false
    expect(orThrow(await mail.acceptContact(mailOf('eve@example.com', 'm1'))).repeated).toBe(false)
  })

  it('works while the store does not, and each contact is decided once when it is back', async () => {
    const { storage, state } = switchedStorage()
    const { desk, mail, texts } = await place({ storage })
    state.down = true
    for (let index = 0; index < 20; index += 1)
      orThrow(await mail.acceptContact(mailOf(`u${index % 7}@example.com`, `m${index}`)))
    const problems: Problem[] = []
    const draining = desk.drainContacts({ until: 'empty', observe: ({ problem }) => problems.push(problem) })
    await new Promise((resolve) => setTimeout(resolve, 60))
    state.down = false
    expect(orThrow(await draining)).toEqual({ decided: 20, repeated: 0, parked: 0 })
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.every(({ kind }) => kind === 'storage/unavailable')).toBe(true)
    expect(texts.size).toBe(0)
    const opened = orThrow(await desk.tenant('acme').events({ types: ['ticket-opened'], limit: 500 })).events
    expect(new Set(opened.map(({ stream }) => stream)).size).toBe(20)
    expect(opened).toHaveLength(20)
  })

  it('keeps the order of each customer, known by any of their contact points, and decides urgent kinds first', async () => {
    const { storage, state } = switchedStorage()
    const { desk, mail } = await place({ storage })
    const contacts = [
      mailOf('slow@example.com', 'slow-1'),
      mailOf('slow@example.com', 'slow-2'),
      { ...mailOf('eve@example.com', 'eve-1'), from: { email: 'eve@example.com' } },
      { ...mailOf('', 'eve-2'), from: { email: 'EVE@example.com', phone: '040 123 4567' } },
      { ...mailOf('', 'eve-3', 'incident'), from: { phone: '+358 40 1234567' } },
      mailOf('fire@example.com', 'fire', 'incident'),
    ]
    for (const contact of contacts) orThrow(await mail.acceptContact(contact))
    state.commits = []
    orThrow(await desk.drainContacts({ until: 'empty', atOnce: 1 }))
    const order = state.commits.filter((key) => /^cmd_con\.(slow|eve|fire)/.test(key)).map((key) => key.slice(8))
    expect(order).toEqual(['eve-1', 'fire', 'eve-2', 'eve-3', 'slow-1', 'slow-2'])
  })

  it('keeps what was accepted and not decided when the process ends, in order, and decides it in the next', async () => {
    const { mail, spool, clock } = await place()
    for (const name of ['a', 'b', 'c']) orThrow(await mail.acceptContact(mailOf('eve@example.com', name)))
    const contacts = orThrow(await openContactIntake({ spool, policies: standardPolicies, clock }))
    expect(contacts.backlog()).toMatchObject({ waiting: 3, oldest: clock.now() })
    const { desk } = await fixture({ contacts, clock })
    orThrow(await desk.drainContacts({ until: 'empty' }))
    const opened = orThrow(await desk.tenant('acme').events({ types: ['ticket-opened'] })).events
    expect(opened.map(({ stream }) => stream)).toEqual(['tkt_con.a', 'tkt_con.b', 'tkt_con.c'])
  })

  it('decides a contact once that was decided just before the process died', async () => {
    const { desk, mail, spool, clock, storage } = await place()
    orThrow(await mail.acceptContact(mailOf('eve@example.com', 'a')))
    const found = orThrow(await spool.open())
    const text = orThrow(await found.read(found.found[0] ?? ''))
    orThrow(await desk.drainContacts({ until: 'empty' }))
    orThrow(await found.append(text))
    const contacts = orThrow(await openContactIntake({ spool, policies: standardPolicies, clock }))
    const { desk: next } = await fixture({ contacts, clock, storage, idPrefix: 'next' })
    expect(orThrow(await next.drainContacts({ until: 'empty' }))).toEqual({ decided: 0, repeated: 1, parked: 0 })
    expect(orThrow(await next.tenant('acme').events({ types: ['ticket-opened'] })).events).toHaveLength(1)
  })

  it('decides a contact once that comes again when the receipt of its decision has been forgotten', async () => {
    const { desk, mail } = await place()
    orThrow(await mail.acceptContact(mailOf('eve@example.com', 'a')))
    orThrow(await desk.drainContacts({ until: 'empty' }))
    expect(orThrow(await desk.admin.prune({ receiptsOlderThan: 8.64e15 }))).toBeGreaterThan(0)
    orThrow(await mail.acceptContact(mailOf('eve@example.com', 'a')))
    const { decided, parked } = orThrow(await desk.drainContacts({ until: 'empty' }))
    expect([decided, parked]).toEqual([0, 0])
    expect(orThrow(await desk.tenant('acme').events({ types: ['contact-decided'] })).events).toHaveLength(1)
    expect(orThrow(await desk.tenant('acme').events({ types: ['ticket-opened'] })).events).toHaveLength(1)
  })

  it('decides a contact once that is accepted and handed over directly, too; another under its name is refused', async () => {
    const { desk, mail, clock } = await place()
    const contact = mailOf('eve@example.com', 'a')
    orThrow(await mail.acceptContact(contact))
    orThrow(await desk.drainContacts({ until: 'empty' }))
    clock.advance(1000)
    expect(orThrow(await mail.receiveContact(contact))).toMatchObject({ replayed: true, decided: { outcome: 'open' } })
    // It is named as the caller named it.
    const reused = { kind: 'storage/key-reused', key: contact.contactId, message: 'the key a was used for another request' }
    expect((await mail.receiveContact({ ...contact, body: 'Another matter.' }))._unsafeUnwrapErr()).toEqual(reused)
    expect(orThrow(await desk.tenant('acme').events({ types: ['contact-decided'] })).events).toHaveLength(1)
  })

  it('keeps one that cannot be decided for a person to look at, and lets the customer’s next ones pass', async () => {
    const { desk, mail, contacts, texts } = await place()
    const bad = { ...mailOf('eve@example.com', 'bad'), workflow: 'none-of-ours' }
    orThrow(await mail.acceptContact(bad))
    orThrow(await mail.acceptContact(mailOf('eve@example.com', 'good')))
    const seen: string[] = []
    const observe = ({ kind }: { readonly kind: string }) => {
      seen.push(kind)
      throw new Error('an onlooker’s own trouble')
    }
    const report = orThrow(await desk.drainContacts({ until: 'empty', observe }))
    expect(report).toEqual({ decided: 1, repeated: 0, parked: 1 })
    expect(seen).toEqual(['parked'])
    expect(contacts.backlog().parked).toMatchObject([
      { tenant: 'acme', contactId: 'bad', problem: { kind: 'ticket/unknown-workflow' } },
    ])
    expect(texts.size).toBe(1)
    expect(contacts.retry()).toBe(1)
    expect(orThrow(await desk.drainContacts({ until: 'empty' })).parked).toBe(1)
    expect([orThrow(await contacts.discard('acme', 'bad')), orThrow(await contacts.discard('acme', 'bad'))]).toEqual([
      true,
      false,
    ])
    expect([texts.size, contacts.backlog().bytes]).toEqual([0, 0])
  })

  it('goes on until it is told to stop, and hears of new contacts by itself', async () => {
    const { desk, mail } = await place()
    const stop = new AbortController()
    const draining = desk.drainContacts({ signal: stop.signal })
    await new Promise((resolve) => setTimeout(resolve, 5))
    orThrow(await mail.acceptContact(mailOf('eve@example.com', 'a')))
    while (orThrow(await mail.ticket('tkt_con.a')) === null) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    expect(orThrow(await draining).decided).toBe(1)
  })

  it('refuses options that are none', async () => {
    const { spool } = memorySpool()
    expect((await openContactIntake({ spool, policies: standardPolicies, limit: 0 }))._unsafeUnwrapErr().kind).toBe(
      'input/invalid',
    )
    expect((await openContactIntake({ spool, policies: standardPolicies, limitBytes: 1 }))._unsafeUnwrapErr().kind).toBe(
      'input/invalid',
    )
    const { desk } = await place()
    expect((await desk.drainContacts({ atOnce: 0 }))._unsafeUnwrapErr().kind).toBe('input/invalid')
  })

  it('does not open where what waits is no contact', async () => {
    const { spool, texts } = memorySpool()
    texts.set('1', '{"tenant":"acme"}')
    const refused = await new ResultAsync(Promise.resolve(await openContactIntake({ spool, policies: standardPolicies })))
    expect(refused._unsafeUnwrapErr().kind).toBe('spool/corrupt')
  })
})
