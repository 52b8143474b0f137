import { orThrow } from '@caseload/core'
import type { ActingDesk } from '@caseload/desk'
import type { ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { fixture } from './fixture.ts'

const words = 'Eve Smith said it'
const told = { by: 'exempt', reason: words } as const
const open = { channel: 'web', kind: 'question' } as const
const code = 'a code of 1 to 64 lower-case letters, digits and hyphens'
const why = `${code}; words belong into a remark or summary`
const label = '1 to 64 letters, digits or . _ : / ~ - without blanks'
const [prm, fup] = ['prm_1', 'fup_1']
const later = '2030-01-01T00:00:00Z'

/** Each property of a command that stands in events, with running text in it. */
const written: readonly (readonly [string, string, string, (ada: ActingDesk, id: string) => ResultAsync<unknown, unknown>])[] = [
  ['openTicket', 'channel', code, (ada) => ada.openTicket({ ...open, channel: words })],
  ['openTicket', 'kind', code, (ada) => ada.openTicket({ ...open, kind: words })],
  ['openTicket', 'topic', label, (ada) => ada.openTicket({ ...open, topic: words })],
  ['openTicket', 'tags[0]', label, (ada) => ada.openTicket({ ...open, tags: [words] })],
  ['openTicket', 'impact', label, (ada) => ada.openTicket({ ...open, impact: words })],
  ['receiveContact', 'codes[0]', code, (ada) => ada.receiveContact({ ...open, codes: [words] })],
  ['receiveContact', 'answered', code, (ada) => ada.receiveContact({ ...open, answered: words })],
  ['classify', 'kind', code, (ada, id) => ada.classify(id, { kind: words })],
  ['classify', 'topic', label, (ada, id) => ada.classify(id, { topic: words })],
  ['classify', 'tags[0]', label, (ada, id) => ada.classify(id, { tags: [words] })],
  ['tag', 'tags[0]', label, (ada, id) => ada.tag(id, { tags: [words] })],
  ['untag', 'tags[0]', label, (ada, id) => ada.untag(id, { tags: [words] })],
  ['prioritise', 'urgency', label, (ada, id) => ada.prioritise(id, { urgency: words })],
  ['reply', 'channel', code, (ada, id) => ada.reply(id, { body: 'x', channel: words })],
  ['receiveReply', 'channel', code, (ada, id) => ada.receiveReply(id, { body: 'x', channel: words })],
  ['resolve', 'code', code, (ada, id) => ada.resolve(id, { code: words })],
  ['resolve', 'told.reason', why, (ada, id) => ada.resolve(id, { code: 'fixed', told })],
  ['changeStatus', 'code', code, (ada, id) => ada.changeStatus(id, { toStatus: 'open', code: words })],
  ['tellSolution', 'told.reason', why, (ada, id) => ada.tellSolution(id, { told })],
  ['tellSolution', 'told.article', label, (ada, id) => ada.tellSolution(id, { told: { by: 'article', article: words } })],
  ['tellSolution', 'told.call', label, (ada, id) => ada.tellSolution(id, { told: { by: 'call', call: words } })],
  ['confirmResolution', 'channel', code, (ada, id) => ada.confirmResolution(id, { channel: words })],
  ['rejectResolution', 'reason', why, (ada, id) => ada.rejectResolution(id, { reason: words })],
  ['recordCheckBack', 'channel', code, (ada, id) => ada.recordCheckBack(id, { answer: 'works', channel: words })],
  ['returnHandOver', 'reason', why, (ada, id) => ada.returnHandOver(id, { reason: words })],
  ['withdrawHandOver', 'reason', why, (ada, id) => ada.withdrawHandOver(id, { reason: words })],
  ['promiseUpdate', 'about', code, (ada, id) => ada.promiseUpdate(id, { dueAt: later, about: words })],
  ['withdrawPromise', 'reason', why, (ada, id) => ada.withdrawPromise(id, { promiseId: prm, reason: words })],
  ['scheduleFollowUp', 'purpose', code, (ada, id) => ada.scheduleFollowUp(id, { dueAt: later, purpose: words })],
  ['completeFollowUp', 'result', code, (ada, id) => ada.completeFollowUp(id, { followUpId: fup, result: words })],
  ['withdrawFollowUp', 'reason', why, (ada, id) => ada.withdrawFollowUp(id, { followUpId: fup, reason: words })],
  ['recordAction', 'code', code, (ada, id) => ada.recordAction(id, { code: words, outcome: 'helped' })],
  ['recordAction', 'step', label, (ada, id) => ada.recordAction(id, { code: 'x', outcome: 'helped', step: words })],
  ['recordAction', 'article', label, (ada, id) => ada.recordAction(id, { code: 'x', outcome: 'helped', article: words })],
  ['logWork', 'code', code, (ada, id) => ada.logWork(id, { time: { minutes: 1 }, code: words })],
  [
    'requestApproval',
    'about',
    code,
    (ada, id) => ada.requestApproval(id, { approvalId: 'q', about: words, approver: { kind: 'requester' } }),
  ],
  [
    'requestApproval',
    'approvalId',
    label,
    (ada, id) => ada.requestApproval(id, { approvalId: words, about: 'quote', approver: { kind: 'requester' } }),
  ],
  [
    'requestApproval',
    'approver.role',
    code,
    (ada, id) => ada.requestApproval(id, { approvalId: 'q', about: 'quote', approver: { kind: 'role', role: words } }),
  ],
  ['withdrawApproval', 'reason', why, (ada, id) => ada.withdrawApproval(id, { approvalId: 'q', reason: words })],
  ['startChecklist', 'checklistId', label, (ada, id) => ada.startChecklist(id, { checklistId: words, steps: [] })],
  ['completeStep', 'stepId', label, (ada, id) => ada.completeStep(id, { checklistId: 'c', stepId: words })],
  [
    'recordHistory',
    'activity.code',
    '1 to 200 characters without @ and without blanks around it',
    (ada) => ada.recordHistory('tkt_old', { key: 'x', at: '2026-01-01T00:00:00Z', activity: { code: 'Smith@example.com' } }),
  ],
  [
    'recordHistory',
    'changes[0].code',
    code,
    (ada) => ada.recordHistory('tkt_old', { key: 'x', at: '2026-01-01T00:00:00Z', changes: [{ type: 'resolve', code: words }] }),
  ],
]

describe('given running text where a code belongs', () => {
  it.each(written)(
    '%s refuses it as %s, says what was expected, and nothing of it is stored',
    async (_, path, expected, give) => {
      const { ada, desk } = await fixture()
      const { ticket } = orThrow(await ada.openTicket(open))
      const refused = (await give(ada, ticket.id))._unsafeUnwrapErr()
      expect(refused).toMatchObject({
        kind: 'input/invalid',
        issues: expect.arrayContaining([expect.objectContaining({ path, expected })]),
      })
      expect(JSON.stringify(refused)).not.toContain('Smith')
      expect(JSON.stringify(orThrow(await desk.tenant('acme').events()))).not.toContain('Smith')
    },
  )
})

describe('given words beside a code that says why', () => {
  it('keeps them as content, and out of events', async () => {
    const { ada, desk } = await fixture()
    const { ticket } = orThrow(await ada.openTicket({ ...open, from: { email: 'eve@example.com' } }))
    const { id } = ticket
    orThrow(await ada.requestApproval(id, { approvalId: 'q', about: 'quote', approver: { kind: 'requester' } }))
    orThrow(await ada.withdrawApproval(id, { approvalId: 'q', reason: 'no-longer-needed', remark: words }))
    const promise = orThrow(await ada.promiseUpdate(id, { dueAt: later })).ticket.promises
    const promiseId = Array.isArray(promise) ? promise[0]?.id : ''
    orThrow(await ada.withdrawPromise(id, { promiseId, reason: 'agreed', remark: words }))
    const followUps = orThrow(await ada.scheduleFollowUp(id, { dueAt: later })).ticket.followUps
    const followUpId = Array.isArray(followUps) ? followUps[0]?.id : ''
    orThrow(await ada.withdrawFollowUp(id, { followUpId, reason: 'not-needed', remark: words }))
    orThrow(await ada.resolve(id, { code: 'fixed' }))
    orThrow(await ada.tellSolution(id, { told: { by: 'exempt', reason: 'no-contact-known' }, remark: words }))
    const { entries } = orThrow(await ada.timeline(id))
    const said = entries.flatMap(({ event, remark }) => (JSON.stringify(remark).includes(words) ? [event.type] : []))
    expect(said).toEqual(['approval-withdrawn', 'promise-withdrawn', 'follow-up-withdrawn', 'solution-told'])
    expect(JSON.stringify(orThrow(await desk.tenant('acme').events()))).not.toContain('Smith')
  })
})
