import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { type ContactToAccept, openContactIntake, standardPolicies } from '@caseload/desk'
import { fileSpool } from '@caseload/desk/file-spool'
import { contactOutcomes } from '@caseload/lifecycle'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixture, hours } from './fixture.ts'

/** A text that occurs nowhere by chance, lower-case and a possible local part of an address. */
const canary = (name: string): string => `canary-${name}-5e1b7d`

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-intake-canaries-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const parts = ['email', 'account', 'name', 'subject', 'body'] as const
const contact = (name: string, more: Partial<ContactToAccept> = {}): ContactToAccept => ({
  contactId: name,
  from: {
    email: `${canary(`${name}-email`)}@example.com`,
    account: canary(`${name}-account`),
    name: canary(`${name}-name`),
  },
  channel: 'email',
  kind: 'question',
  subject: canary(`${name}-subject`),
  body: canary(`${name}-body`),
  ...more,
})
const found = (names: readonly string[], where: string): readonly string[] => names.filter((name) => where.includes(name))

const bytesIn = (at: string): string =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
const everyByte = (): string => bytesIn(folder)

/** A desk on SQLite with an intake on files, the contacts of every outcome, and what was planted in them. */
async function everyOutcome(take: 'receive' | 'accept') {
  const policies = { ...standardPolicies, phoneCountry: 'FI' }
  const spool = join(folder, 'spool')
  const { clock } = await fixture()
  const contacts = orThrow(await openContactIntake({ spool: fileSpool(spool), policies, clock }))
  const store = join(folder, 'desk.db')
  const { desk, ada } = await fixture({
    policies,
    clock,
    contacts,
    storage: sqliteStorage({ path: store, synchronous: 'normal' }),
  })
  const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
  const hand = async (input: ContactToAccept): Promise<void> => {
    if (take === 'receive') orThrow(await mail.receiveContact(input))
    else {
      orThrow(await mail.acceptContact(input))
      expect(orThrow(await desk.drainContacts({ until: 'empty' })).decided).toBe(1)
    }
  }
  await hand(contact('open'))
  const from = { email: `${canary('open-email')}@example.com` }
  await hand(contact('append', { from, refersTo: { ticketId: 'tkt_con.open' } }))
  await hand(contact('answered', { answered: 'known-answer', minutes: 2 }))
  await hand(contact('spam', { codes: ['spam'] }))
  orThrow(await ada.resolve('tkt_con.open', { code: 'fixed' }))
  clock.advance(hours(24 * 60))
  await hand(contact('late', { from, refersTo: { ticketId: 'tkt_con.open' } }))
  const names = ['open', 'append', 'answered', 'spam', 'late'].flatMap((name) => parts.map((part) => canary(`${name}-${part}`)))
  const decided = orThrow(await desk.tenant('acme').events({ types: ['contact-decided'] })).events
  const outcomes = decided.flatMap(({ type, data }) => (type === 'contact-decided' ? [data.outcome] : []))
  expect(new Set(outcomes)).toEqual(new Set(contactOutcomes))
  return { desk, contacts, mail, names, store, spool }
}

describe.each(['receive', 'accept'] as const)('given a canary in every text of contacts of every outcome (%s)', (take) => {
  it('sings in content and customer documents only: in no event, record, receipt, work item or key', async () => {
    const { desk, contacts, names, store } = await everyOutcome(take)
    const lines: string[] = []
    for await (const line of desk.tenant('acme').exportLines()) lines.push(line)
    const personal = lines.filter((line) => found(names, line).length > 0)
    const kinds = personal.map((line) => /"kind":"(customer|message|ticket-content)"/.exec(line)?.[1] ?? line)
    expect(new Set(kinds)).toEqual(new Set(['customer', 'message', 'ticket-content']))
    expect(found(['open-body', 'append-body', 'late-body'].map(canary), personal.join('\n'))).toHaveLength(3)
    expect(found(names, lines.filter((line) => !personal.includes(line)).join('\n'))).toEqual([])
    expect(found(names, JSON.stringify(orThrow(await desk.tenant('acme').events({ limit: 500 })).events))).toEqual([])
    orThrow(await desk.close())
    orThrow(await contacts.close())
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(store, { readOnly: true })
    const rows = ['receipt', 'work', 'journal'].map((table) => JSON.stringify(db.prepare(`select * from ${table}`).all()))
    db.close()
    expect(rows.every((text) => text.length > 2)).toBe(true)
    expect(found(names, rows.join('\n'))).toEqual([])
  })

  it('keeps nothing of what was answered at once or was no request, and is gone from the spool once decided', async () => {
    const { desk, contacts, names, spool } = await everyOutcome(take)
    const lines: string[] = []
    for await (const line of desk.tenant('acme').exportLines()) lines.push(line)
    const unkept = names.filter((name) => name.includes('-spam-') || /-answered-(subject|body)-/.test(name))
    expect(found(unkept, lines.join('\n'))).toEqual([])
    const files = readdirSync(spool).map((name) => readFileSync(join(spool, name), 'latin1'))
    expect(found(names, files.join('\n'))).toEqual([])
    orThrow(await desk.close())
    orThrow(await contacts.close())
  })

  it('is in no answer that refuses a contact', async () => {
    const { desk, contacts, mail } = await everyOutcome(take)
    const secret = canary('refused')
    const wrong: readonly ContactToAccept[] = [
      contact('w1', { from: { email: `${secret}@` } }),
      contact('w2', { body: `${secret}\u0000` }),
      contact('w3', { contactId: `${secret} x` }),
      contact('w4', { codes: [`${secret}@example.com`] }),
      contact('w5', { refersTo: { thread: `${secret}@example.com` } }),
      contact('w6', { attributes: { shoe: secret } }),
    ]
    const problems: unknown[] = []
    for (const each of wrong) {
      const answer = take === 'receive' ? await mail.receiveContact(each) : await mail.acceptContact(each)
      problems.push(answer.isErr() ? answer.error : expect.fail('was taken in'))
    }
    expect(found([secret, canary('w')], JSON.stringify(problems))).toEqual([])
    orThrow(await desk.close())
    orThrow(await contacts.close())
  })

  it('is nowhere in the files after its customers were erased, while the record of what was decided stays', async () => {
    const { desk, contacts, names } = await everyOutcome(take)
    const boss = desk.tenant('acme').as({ kind: 'agent', id: 'agt_boss', roles: ['administrator'] })
    const before = orThrow(await desk.tenant('acme').events({ limit: 500 })).events
    const known = before.flatMap((event) => (event.type === 'customer-created' ? [event.stream] : []))
    expect(known.length).toBeGreaterThan(1)
    for (const customerId of known) orThrow(await boss.eraseCustomer(customerId))
    expect(found(names, everyByte())).toEqual([])
    const after = orThrow(await desk.tenant('acme').events({ limit: 500 })).events
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.filter(({ type }) => type === 'contact-decided')).toHaveLength(5)
    orThrow(await desk.close())
    orThrow(await contacts.close())
    expect(found(names, everyByte())).toEqual([])
  })
})

describe('given a canary in every text of a contact that cannot be decided', () => {
  it('is in nothing that is told of it, waits in the spool alone, and is gone with it', async () => {
    const spool = join(folder, 'spool')
    const { clock } = await fixture()
    const contacts = orThrow(await openContactIntake({ spool: fileSpool(spool), policies: standardPolicies, clock }))
    const { desk } = await fixture({
      policies: standardPolicies,
      clock,
      contacts,
      storage: sqliteStorage({ path: join(folder, 'desk.db'), synchronous: 'normal' }),
    })
    const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
    const stuck = contact('stuck', { workflow: 'none-of-ours' })
    const names = parts.map((part) => canary(`stuck-${part}`))
    const told: unknown[] = [orThrow(await mail.acceptContact(stuck))]
    told.push(orThrow(await desk.drainContacts({ until: 'empty', observe: (observation) => told.push(observation) })))
    told.push(contacts.backlog())
    expect(JSON.stringify(told)).toContain('ticket/unknown-workflow')
    expect(found(names, JSON.stringify(told))).toEqual([])
    expect(found(names, bytesIn(spool))).toEqual(names)
    expect(orThrow(await contacts.discard('acme', 'stuck'))).toBe(true)
    orThrow(await desk.close())
    orThrow(await contacts.close())
    expect(found(names, everyByte())).toEqual([])
  })
})
