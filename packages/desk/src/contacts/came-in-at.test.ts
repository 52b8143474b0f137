import { addMs, formatInstant, orThrow } from '@caseload/core'
import { openContactIntake, standardPolicies } from '@caseload/desk'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from '../../test/fixture.ts'
import { memorySpool } from '../../test/memory-spool.ts'

const mailed = { contactId: 'm1', from: { email: 'eve@example.com' }, channel: 'email', kind: 'incident', body: 'Fire' } as const
const halfACentury = 50 * 366 * 24 * 3_600_000
const sla = [{ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }] as const

/** A desk with an intake, and the instant that a channel with a broken clock claims. */
async function place() {
  const { clock } = await fixture()
  const { spool, texts } = memorySpool()
  const policies = { ...standardPolicies, sla }
  const contacts = orThrow(await openContactIntake({ spool, policies, clock }))
  const made = await fixture({ contacts, clock, policies })
  const mail = made.desk.tenant('acme').as({ kind: 'system', id: 'mail' })
  return { ...made, clock, contacts, spool, texts, mail, claimed: addMs(clock.now(), halfACentury) }
}

describe('given a channel whose clock is half a century ahead', () => {
  it('takes its contact in as of now, keeps what it claimed, and time does with its ticket what it does with any', async () => {
    const { mail, ada, desk, clock, claimed } = await place()
    const now = clock.now()
    const { decided, ticket } = orThrow(await mail.receiveContact({ ...mailed, receivedAt: claimed }))
    expect(decided).toMatchObject({ outcome: 'open', receivedAt: now, claimedAt: claimed })
    const id = ticket?.id ?? ''
    expect(orThrow(await ada.ticket(id))).toMatchObject({ openedAt: now, updatedAt: now })
    expect(orThrow(await ada.clocks(id))?.clocks['firstReply']?.dueAt).toBe(addMs(now, hours(4)))
    orThrow(await ada.promiseUpdate(id, { dueAt: addMs(now, hours(2)) }))
    orThrow(await ada.snooze(id, { until: addMs(now, hours(3)) }))
    clock.advance(hours(3) + 1)
    orThrow(await desk.runDueTimers())
    expect(orThrow(await ada.ticket(id))).toMatchObject({ snoozedUntil: null, promises: [{ missed: true }] })
  })

  it('accepts it as well, and is the same contact however often it is handed over, with its time or without, before and after it was decided', async () => {
    const { mail, desk, clock, claimed } = await place()
    const soon = addMs(clock.now(), 2000)
    const receivedAt = clock.now()
    for (const [contactId, claim] of [
      ['far', claimed],
      ['near', soon],
    ] as const) {
      const contact = { ...mailed, contactId, from: { email: `${contactId}@example.com` } }
      expect(orThrow(await mail.acceptContact({ ...contact, receivedAt: claim }))).toMatchObject({ receivedAt, repeated: false })
    }
    clock.advance(5000)
    for (const time of [{ receivedAt: claimed }, {}]) {
      const again = { ...mailed, contactId: 'far', from: { email: 'far@example.com' }, ...time }
      expect(orThrow(await mail.acceptContact(again))).toMatchObject({ receivedAt, repeated: true })
    }
    const near = { ...mailed, contactId: 'near', from: { email: 'near@example.com' }, receivedAt: soon }
    expect(orThrow(await mail.acceptContact(near))).toMatchObject({ receivedAt, repeated: true })
    const other = { ...near, receivedAt: addMs(soon, 1) }
    expect((await mail.acceptContact(other))._unsafeUnwrapErr().kind).toBe('desk/contact-id-reused')
    expect(orThrow(await desk.drainContacts({ until: 'empty' }))).toMatchObject({ decided: 2, parked: 0 })
    const { events } = orThrow(await desk.tenant('acme').events({ types: ['contact-decided'] }))
    expect(events.map(({ data }) => data)).toMatchObject([
      { receivedAt, claimedAt: claimed },
      { receivedAt, claimedAt: soon },
    ])
    orThrow(await mail.acceptContact(near))
    expect(orThrow(await desk.drainContacts({ until: 'empty' }))).toMatchObject({ decided: 0, repeated: 1, parked: 0 })
    expect(orThrow(await mail.receiveContact(near))).toMatchObject({ replayed: true, decided: { receivedAt, claimedAt: soon } })
  })

  it('decides what an intake with such a clock accepted as of now, also from the spool of a process that ended', async () => {
    const { desk: _, spool, texts, ...rest } = await place()
    const ahead = await fixture()
    ahead.clock.set(formatInstant(rest.claimed))
    const intake = orThrow(await openContactIntake({ spool, policies: standardPolicies, clock: ahead.clock }))
    const far = await fixture({ contacts: intake, clock: ahead.clock })
    orThrow(await far.desk.tenant('acme').as({ kind: 'system', id: 'mail' }).acceptContact(mailed))
    expect(texts.size).toBe(1)
    const contacts = orThrow(await openContactIntake({ spool, policies: standardPolicies, clock: rest.clock }))
    const { desk } = await fixture({ contacts, clock: rest.clock })
    orThrow(await desk.drainContacts({ until: 'empty' }))
    const { events } = orThrow(await desk.tenant('acme').events({ types: ['contact-decided'] }))
    expect(events.map(({ data }) => data)).toMatchObject([{ receivedAt: rest.clock.now(), claimedAt: rest.claimed }])
  })

  it('says nothing of a claim where a contact came in before now', async () => {
    const { mail, clock } = await place()
    const { decided } = orThrow(await mail.receiveContact({ ...mailed, receivedAt: clock.now() }))
    expect(decided).toMatchObject({ receivedAt: clock.now(), claimedAt: null })
  })
})

describe('given what is said to happen in half a century', () => {
  it('refuses the command, the row of a log and the imported row, each with the latest instant there may be', async () => {
    const { ada, clock, claimed } = await place()
    const expected = `an instant that is not in the future, so ${formatInstant(clock.now())} at the latest`
    const issueOf = (problem: { readonly kind: string }) => ('issues' in problem ? problem.issues : [])
    for (const at of [claimed, addMs(clock.now(), 1)]) {
      const opened = await ada.openTicket({ channel: 'phone', kind: 'question' }, { at })
      expect(issueOf(opened._unsafeUnwrapErr())).toMatchObject([{ path: 'options.at', expected }])
      const logged = await ada.recordHistory('tkt_old', { key: 'one', at, open: {} })
      expect(issueOf(logged._unsafeUnwrapErr())).toMatchObject([{ path: 'at', expected }])
      const row = { key: 'two', openedAt: clock.now(), messages: [{ at, author: 'requester', body: 'Fire' }] } as const
      const { rejected } = orThrow(await ada.importTickets([row]))
      expect(rejected.map(({ problem }) => issueOf(problem))).toMatchObject([[{ path: 'messages[0].at', expected }]])
    }
    expect((await ada.openTicket({ channel: 'phone', kind: 'question' }, { at: clock.now() })).isOk()).toBe(true)
  })
})
