import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import type { ActingDesk } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import type { ResultAsync } from 'neverthrow'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Fixture, fixture, fixturePolicies, hours } from './fixture.ts'

const policies = { ...fixturePolicies, checkBack: { share: 1, workingDays: 1, channel: 'phone', attempts: 1 } } as const

/** A text that occurs nowhere by chance; it survives lower-casing and is a possible local part of an address. */
const canary = (name: string): string => `canary-${name}-7f3a9c`

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-canaries-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Every text of people that any command takes, each with a canary of its own, on tickets of one customer. */
async function everyText({
  ada,
  clock,
  desk,
}: Fixture): Promise<{ readonly customerId: string; readonly names: readonly string[] }> {
  const names: string[] = []
  const planted = (name: string): string => {
    names.push(canary(name))
    return `before ${canary(name)} after`
  }
  names.push(canary('email'), canary('account'))
  const from = {
    email: `${canary('email')}@example.com`,
    phone: '+358 40 765 4321',
    account: canary('account'),
    name: planted('name'),
  }
  names.push('+358407654321')
  const personalFields = { allergies: planted('opening-allergies') }
  const first = { subject: planted('subject'), body: planted('body'), personalFields }
  const { ticket } = orThrow(await ada.openTicket({ from, channel: 'email', kind: 'question', ...first }))
  const { id } = ticket
  clock.advance(1000)
  orThrow(await ada.reply(id, { body: planted('reply') }))
  orThrow(await ada.note(id, { body: planted('note') }))
  orThrow(await ada.requestInformation(id, { body: planted('request') }))
  orThrow(await ada.receiveReply(id, { body: planted('received') }))
  orThrow(await ada.hold(id, { reason: planted('hold') }))
  orThrow(await ada.resume(id))
  orThrow(await ada.confirmProblem(id, { statement: planted('statement') }))
  orThrow(await ada.recordAction(id, { code: 'x', outcome: 'helped', remark: planted('action') }))
  orThrow(await ada.resolve(id, { code: 'fixed', summary: planted('summary') }))
  orThrow(await ada.recordCheckBack(id, { answer: 'does-not-work', remark: planted('check-back') }))
  orThrow(await ada.resolve(id, { code: 'fixed' }))
  const second = orThrow(
    await ada.openTicket({ from: { account: canary('account') }, channel: 'web', kind: 'question', ...owned }),
  ).ticket
  await handOverTexts(ada, second.id, clock.now() + hours(9), planted)
  orThrow(await ada.cancel(second.id, { reason: planted('cancel') }))
  await linkedTexts(ada, desk.tenant('acme').as({ kind: 'agent', id: 'agt_boss' }), planted)
  const row = {
    key: 'old-1',
    openedAt: '2025-01-01T09:00:00Z',
    from: { email: `${canary('email')}@example.com` },
    subject: planted('import-subject'),
    messages: [{ at: '2025-01-01T09:00:00Z', author: 'requester', body: planted('import-body') }],
    personalFields: { allergies: planted('import-allergies') },
  } as const
  expect(orThrow(await ada.importTickets([row])).rejected).toEqual([])
  const contact = { from: { account: canary('account') }, channel: 'web', kind: 'question', body: planted('contact') } as const
  orThrow(await ada.receiveContact({ ...contact, personalFields: { allergies: planted('contact-allergies') } }))
  const open = { requesterId: ticket.requesterId, personalFields: { allergies: planted('history-allergies') } }
  orThrow(await ada.recordHistory('tkt_old', { key: 'old-2', at: '2025-01-01T09:00:00Z', open }))
  return { customerId: ticket.requesterId ?? '', names }
}

const owned = { workflow: 'careful', teamId: 'team_one', assigneeId: 'agt_ada' } as const

/** The texts of a hand-over, of its refusals, and of a solution that does not work. */
async function handOverTexts(ada: ActingDesk, id: string, answerBy: number, planted: (name: string) => string): Promise<void> {
  const teamId = 'team_two'
  const texts = { done: planted('done'), wanted: planted('wanted'), told: planted('told') }
  orThrow(await ada.transfer(id, { teamId, ...texts, answerBy }))
  orThrow(await ada.returnHandOver(id, { reason: 'not-ours', remark: planted('returned') }))
  orThrow(await ada.transfer(id, { teamId, done: 'x', wanted: 'x', told: 'x' }))
  orThrow(await ada.withdrawHandOver(id, { reason: 'solved', remark: planted('withdrawn') }))
  orThrow(await ada.confirmProblem(id))
  orThrow(await ada.resolve(id, { code: 'fixed', told: { by: 'call' } }))
  orThrow(await ada.rejectResolution(id, { reason: 'still-broken', remark: planted('rejected') }))
}

/** The texts of commands about several tickets, checklists and approvals. */
async function linkedTexts(ada: ActingDesk, boss: ActingDesk, planted: (name: string) => string): Promise<void> {
  const opening = { from: { account: canary('account') }, channel: 'web', kind: 'question' } as const
  const open = async () => orThrow(await ada.openTicket({ ...opening, body: 'x' })).ticket.id
  const [a, b, c] = [await open(), await open(), await open()]
  orThrow(await ada.startChecklist(a, { checklistId: 'c', steps: [{ id: 's', required: true, title: planted('step-title') }] }))
  orThrow(await ada.skipStep(a, { checklistId: 'c', stepId: 's', reason: planted('skip') }))
  for (const approvalId of ['yes', 'no']) {
    const approver = { kind: 'agent', id: 'agt_boss' } as const
    orThrow(await ada.requestApproval(a, { approvalId, about: 'quote', approver, reason: planted(`ask-${approvalId}`) }))
  }
  orThrow(await ada.requestApproval(a, { approvalId: 'off', about: 'quote', approver: { kind: 'requester' } }))
  orThrow(await ada.withdrawApproval(a, { approvalId: 'off', reason: 'called-off', remark: planted('approval-withdrawn') }))
  const [dueAt, reason] = ['2030-01-01T00:00:00Z', 'agreed'] as const
  orThrow(await ada.promiseUpdate(a, { dueAt }, { commandId: 'cmd_promised' }))
  orThrow(await ada.withdrawPromise(a, { promiseId: 'prm_promised', reason, remark: planted('promise-withdrawn') }))
  orThrow(await ada.scheduleFollowUp(a, { dueAt }, { commandId: 'cmd_followed' }))
  orThrow(await ada.withdrawFollowUp(a, { followUpId: 'fup_followed', reason, remark: planted('follow-up-withdrawn') }))
  const told = { by: 'exempt', reason: 'no-contact-known' } as const
  orThrow(
    await ada
      .resolve(await open(), { code: 'fixed' })
      .andThen(({ ticket }) => ada.tellSolution(ticket.id, { told, remark: planted('told') })),
  )
  orThrow(await boss.approve(a, { approvalId: 'yes', reason: planted('approve') }))
  orThrow(await boss.decline(a, { approvalId: 'no', reason: planted('decline') }))
  orThrow(await ada.mergeInto(a, { survivorId: b, reason: planted('merge') }))
  orThrow(await ada.receiveReply(a, { body: planted('redirected') }))
  orThrow(await ada.unmerge(a, { reason: planted('unmerge') }))
  const moved = orThrow(await ada.note(a, { body: planted('moved') })).ticket.id
  const messageIds = orThrow(await ada.conversation(moved))
    .messages.slice(-1)
    .map(({ id }) => id)
  orThrow(await ada.split(a, { messageIds, subject: planted('split-subject') }))
  orThrow(await ada.setField(a, { field: 'allergies', value: planted('allergies') }))
  orThrow(await ada.markSpam(c, { reason: planted('spam') }))
}

function rawBytes(): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
}

function found(names: readonly string[], where: string): readonly string[] {
  return names.filter((name) => where.includes(name))
}

describe('given a canary in every text of people that a command takes', () => {
  it('sings in content and customer documents only', async () => {
    const made = await fixture({ storage: sqliteStorage({ path: join(folder, 'desk.db'), synchronous: 'normal' }), policies })
    const { names } = await everyText(made)
    const lines: string[] = []
    for await (const line of made.desk.tenant('acme').exportLines()) lines.push(line)
    const personal = lines.filter((line) => names.some((name) => line.includes(name)))
    const rest = lines.filter((line) => !personal.includes(line)).join('\n')
    expect(found(names, personal.join('\n'))).toEqual(names)
    const kinds = personal.map(
      (line) => /"kind":"(checklist-wording|customer|message|personal-fields|remark|ticket-content)"/.exec(line)?.[1] ?? line,
    )
    expect(new Set(kinds)).toEqual(
      new Set(['checklist-wording', 'customer', 'message', 'personal-fields', 'remark', 'ticket-content']),
    )
    expect(found(names, rest)).toEqual([])
    const { events } = orThrow(await made.desk.tenant('acme').events({ limit: 500 }))
    expect(found(names, JSON.stringify(events))).toEqual([])
    orThrow(await made.desk.close())
  })

  it('is in no receipt and no work item', async () => {
    const path = join(folder, 'desk.db')
    const made = await fixture({ storage: sqliteStorage({ path, synchronous: 'normal' }), policies })
    const { names } = await everyText(made)
    orThrow(await made.desk.close())
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(path, { readOnly: true })
    const rows = ['receipt', 'work', 'journal'].map((table) => JSON.stringify(db.prepare(`select * from ${table}`).all()))
    db.close()
    expect(rows.every((text) => text.length > 2)).toBe(true)
    expect(found(names, rows.join('\n'))).toEqual([])
  })

  it('is in no answer that refuses', async () => {
    const { ada, requester, desk } = await fixture()
    const secret = canary('refused')
    const text = `x ${secret}`
    const opening = {
      from: { email: `${secret}@example.com` },
      channel: 'email',
      kind: 'question',
      subject: text,
      body: text,
    } as const
    const { ticket } = orThrow(await ada.openTicket(opening))
    const untyped = (method: unknown, ...args: readonly unknown[]): ResultAsync<unknown, unknown> =>
      typeof method === 'function' ? Reflect.apply(method, ada, args) : expect.fail('no method')
    const answers = [
      await ada.resume(ticket.id),
      await ada.openTicket({ ...opening, channel: text.repeat(20) }),
      await ada.openTicket({ ...opening, from: { email: `${secret}@` } }),
      await ada.openTicket({ ...opening, from: { phone: secret } }),
      await ada.openTicket({ ...opening, tags: [`${secret}@example.com`] }),
      await untyped(ada.openTicket, { ...opening, [secret]: 1 }).mapErr(() => ({
        kind: 'the name of a property is told, cut short',
      })),
      await ada.openTicket({ ...opening, kind: `${secret}@` }),
      await ada.openTicket({ ...opening, personalFields: { allergies: text.repeat(200) } }),
      await ada.openTicket({ ...opening, personalFields: { allergies: `${text}\u0000` } }),
      await ada.openTicket({ ...opening, personalFields: { product: text } }),
      await ada.receiveContact({ ...opening, personalFields: { allergies: 1, none: text } }),
      await ada.setField(ticket.id, { field: 'product', value: `${text}@` }),
      await ada.reply(ticket.id, { body: `${text}\u0000` }),
      await ada.reply(secret, { body: text }),
      await ada.resolve(ticket.id, { summary: text }),
      await ada.changeStatus(ticket.id, { toStatus: 'nowhere' }),
      await ada.eraseCustomer(secret),
      await requester(ticket.requesterId ?? '').openTicket(opening),
      await desk.tenant(text).as({ kind: 'agent', id: secret }).tickets(),
      await ada.recordHistory('tkt_x', { key: text, at: 0, actor: { kind: 'agent', id: text } }),
    ]
    expect(answers.map((answer) => answer.isErr())).toEqual(answers.map(() => true))
    expect(found([secret], JSON.stringify(answers.map((answer) => (answer.isErr() ? answer.error : null))))).toEqual([])
  })

  it('is nowhere in the files after its customer was erased, while history stays', async () => {
    const made = await fixture({ storage: sqliteStorage({ path: join(folder, 'desk.db'), synchronous: 'normal' }), policies })
    const { customerId, names } = await everyText(made)
    expect(found(names, rawBytes())).toEqual(names)
    const before = orThrow(await made.desk.tenant('acme').events({ limit: 500 })).events
    const report = orThrow(await made.ada.eraseCustomer(customerId))
    expect(report).toMatchObject({ customerId, tickets: orThrow(await made.ada.tickets({ limit: 500 })).tickets.length })
    expect(found(names, rawBytes())).toEqual([])
    expect(orThrow(await made.desk.tenant('acme').events({ limit: 500 })).events.slice(0, before.length)).toEqual(before)
    made.clock.advance(hours(97))
    expect(orThrow(await made.desk.runDueTimers())).toMatchObject({ acted: 4, failed: [] })
    orThrow(await made.desk.close())
    expect(found(names, rawBytes())).toEqual([])
  })
})
