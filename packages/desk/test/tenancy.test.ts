import { orThrow } from '@caseload/core'
import type { ActingDesk } from '@caseload/desk'
import type { ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { fixture } from './fixture.ts'

/** Everything a stranger of another tenant can try on a ticket and a customer of this one. */
const attempts: Readonly<
  Record<string, (stranger: ActingDesk, ids: { ticket: string; customer: string }) => ResultAsync<unknown, unknown>>
> = {
  classify: (by, { ticket }) => by.classify(ticket, { topic: 'x' }),
  prioritise: (by, { ticket }) => by.prioritise(ticket, { priority: 'low' }),
  assign: (by, { ticket }) => by.assign(ticket, { assigneeId: 'agt_x' }),
  unassign: (by, { ticket }) => by.unassign(ticket),
  transfer: (by, { ticket }) => by.transfer(ticket, { teamId: 'team_x' }),
  escalate: (by, { ticket }) => by.escalate(ticket),
  reply: (by, { ticket }) => by.reply(ticket, { body: 'x' }),
  note: (by, { ticket }) => by.note(ticket, { body: 'x' }),
  receiveReply: (by, { ticket }) => by.receiveReply(ticket, { body: 'x' }),
  requestInformation: (by, { ticket }) => by.requestInformation(ticket),
  hold: (by, { ticket }) => by.hold(ticket),
  resume: (by, { ticket }) => by.resume(ticket),
  resolve: (by, { ticket }) => by.resolve(ticket, { code: 'x' }),
  reopen: (by, { ticket }) => by.reopen(ticket),
  close: (by, { ticket }) => by.close(ticket),
  cancel: (by, { ticket }) => by.cancel(ticket),
  changeStatus: (by, { ticket }) => by.changeStatus(ticket, { toStatus: 'open' }),
  confirmProblem: (by, { ticket }) => by.confirmProblem(ticket),
  recordAction: (by, { ticket }) => by.recordAction(ticket, { code: 'x', outcome: 'helped' }),
  logWork: (by, { ticket }) => by.logWork(ticket, { time: { minutes: 1 } }),
  promiseUpdate: (by, { ticket }) => by.promiseUpdate(ticket, { dueAt: '2027-01-01T00:00Z' }),
  keepPromise: (by, { ticket }) => by.keepPromise(ticket, { promiseId: 'prm_x' }),
  withdrawPromise: (by, { ticket }) => by.withdrawPromise(ticket, { promiseId: 'prm_x', reason: 'x' }),
  scheduleFollowUp: (by, { ticket }) => by.scheduleFollowUp(ticket, { dueAt: '2027-01-01T00:00Z' }),
  completeFollowUp: (by, { ticket }) => by.completeFollowUp(ticket, { followUpId: 'fup_x' }),
  withdrawFollowUp: (by, { ticket }) => by.withdrawFollowUp(ticket, { followUpId: 'fup_x', reason: 'x' }),
  acceptHandOver: (by, { ticket }) => by.acceptHandOver(ticket),
  returnHandOver: (by, { ticket }) => by.returnHandOver(ticket, { reason: 'x' }),
  withdrawHandOver: (by, { ticket }) => by.withdrawHandOver(ticket, { reason: 'x' }),
  tellSolution: (by, { ticket }) => by.tellSolution(ticket, { told: { by: 'call' } }),
  confirmResolution: (by, { ticket }) => by.confirmResolution(ticket),
  rejectResolution: (by, { ticket }) => by.rejectResolution(ticket),
  recordCheckBack: (by, { ticket }) => by.recordCheckBack(ticket, { answer: 'works' }),
  checkBacksDue: (by) => by.checkBacksDue(),
  solutionEffectiveness: (by) => by.solutionEffectiveness(),
  promisesKept: (by) => by.promisesKept(),
  watch: (by, { ticket }) => by.watch(ticket, { watcherId: 'agt_x' }),
  unwatch: (by, { ticket }) => by.unwatch(ticket, { watcherId: 'agt_x' }),
  snooze: (by, { ticket }) => by.snooze(ticket, { until: '2027-01-01T00:00Z' }),
  wake: (by, { ticket }) => by.wake(ticket),
  tag: (by, { ticket }) => by.tag(ticket, { tags: ['x'] }),
  untag: (by, { ticket }) => by.untag(ticket, { tags: ['x'] }),
  setField: (by, { ticket }) => by.setField(ticket, { field: 'product', value: 'x' }),
  findNeglected: (by) => by.findNeglected({ agents: [], teams: [] }),
  ticket: (by, { ticket }) => by.ticket(ticket),
  subject: (by, { ticket }) => by.subject(ticket),
  conversation: (by, { ticket }) => by.conversation(ticket),
  requesterView: (by, { ticket }) => by.requesterView(ticket),
  gathered: (by, { ticket }) => by.gathered(ticket),
  checklists: (by, { ticket }) => by.checklists(ticket),
  personalFields: (by, { ticket }) => by.personalFields(ticket),
  link: (by, { ticket }) => by.link(ticket, { relation: 'related', otherId: 'tkt_x' }),
  unlink: (by, { ticket }) => by.unlink(ticket, { relation: 'related', otherId: 'tkt_x' }),
  mergeInto: (by, { ticket }) => by.mergeInto(ticket, { survivorId: 'tkt_x' }),
  unmerge: (by, { ticket }) => by.unmerge(ticket),
  split: (by, { ticket }) => by.split(ticket, { messageIds: ['msg_x'] }),
  startChecklist: (by, { ticket }) =>
    by.startChecklist(ticket, { checklistId: 'c', steps: [{ id: 's', required: true, title: 'x' }] }),
  completeStep: (by, { ticket }) => by.completeStep(ticket, { checklistId: 'c', stepId: 's' }),
  skipStep: (by, { ticket }) => by.skipStep(ticket, { checklistId: 'c', stepId: 's', reason: 'x' }),
  requestApproval: (by, { ticket }) =>
    by.requestApproval(ticket, { approvalId: 'a', about: 'x', approver: { kind: 'requester' } }),
  approve: (by, { ticket }) => by.approve(ticket, { approvalId: 'a' }),
  decline: (by, { ticket }) => by.decline(ticket, { approvalId: 'a' }),
  withdrawApproval: (by, { ticket }) => by.withdrawApproval(ticket, { approvalId: 'a', reason: 'x' }),
  markSpam: (by, { ticket }) => by.markSpam(ticket),
  timeline: (by, { ticket }) => by.timeline(ticket),
  allowedCommands: (by, { ticket }) => by.allowedCommands(ticket),
  customer: (by, { customer }) => by.customer(customer),
  eraseCustomer: (by, { customer }) => by.eraseCustomer(customer),
  requester: (by, { customer }) => by.openTicket({ channel: 'web', kind: 'question', requesterId: customer }),
  receiveContact: (by, { customer }) => by.receiveContact({ channel: 'web', kind: 'question', requesterId: customer }),
  ticketByNumber: (by) => by.ticketByNumber(1),
  tickets: (by) => by.tickets(),
  backlog: (by) => by.backlog(),
  workload: (by) => by.workload(),
}

describe('given two tenants', () => {
  it.each(Object.keys(attempts))('lets nothing through by %s', async (name) => {
    const { ada, desk } = await fixture()
    const from = { email: 'eve@example.com' }
    const { ticket } = orThrow(
      await ada.openTicket({ from, channel: 'web', kind: 'question', subject: 'SECRET', body: 'SECRET', tags: ['secret'] }),
    )
    const lines = async () => {
      const all = []
      for await (const line of desk.tenant('acme').exportLines()) all.push(line)
      return all
    }
    const before = await lines()
    const stranger = desk.tenant('other').as({ kind: 'agent', id: 'agt_ada' })
    const answer = JSON.stringify(await attempts[name]?.(stranger, { ticket: ticket.id, customer: ticket.requesterId ?? '' }))
    expect(answer.toUpperCase()).not.toContain('SECRET')
    expect(answer).not.toContain('"openedAt"')
    expect(await lines()).toEqual(before)
  })
})
