import { type Actor, orThrow } from '@caseload/core'
import type { ActingDesk } from '@caseload/desk'
import { type StatusCategory, statusCategories } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { type Ids, inputOf } from './every-method.ts'
import { type Fixture, fixture } from './fixture.ts'

const roles = {
  requester: (own: string): Actor => ({ kind: 'requester', id: own }),
  stranger: (): Actor => ({ kind: 'requester', id: 'cus_stranger' }),
  agent: (): Actor => ({ kind: 'agent', id: 'agt_bob' }),
  specialist: (): Actor => ({ kind: 'agent', id: 'agt_bob', roles: ['specialist'] }),
  supervisor: (): Actor => ({ kind: 'agent', id: 'agt_bob', roles: ['supervisor'] }),
  analyst: (): Actor => ({ kind: 'agent', id: 'agt_bob', roles: ['analyst'] }),
  administrator: (): Actor => ({ kind: 'agent', id: 'agt_bob', roles: ['administrator'] }),
  integration: (): Actor => ({ kind: 'system', id: 'erp' }),
  bot: (): Actor => ({ kind: 'bot', id: 'bot_1' }),
} as const
type Role = keyof typeof roles

const staff = ['agent', 'specialist', 'supervisor', 'administrator', 'integration', 'bot'] as const
const anybody = Object.keys(roles)
const asking = ['requester', ...staff] as const

/** Who may use each method that is not for those who work on tickets alone, by the standard roles. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  openTicket: [...asking, 'stranger'],
  requestForm: [...asking, 'stranger'],
  receiveContact: [...asking, 'stranger'],
  receiveReply: asking,
  confirmProblem: asking,
  confirmResolution: asking,
  rejectResolution: asking,
  approve: asking,
  decline: asking,
  reopen: asking,
  close: asking,
  cancel: asking,
  watch: asking,
  unwatch: asking,
  ticket: [...asking, 'analyst'],
  ticketByNumber: [...asking, 'analyst'],
  allowedCommands: [...asking, 'analyst'],
  subject: asking,
  conversation: asking,
  requesterView: asking,
  gathered: [...asking, 'analyst'],
  checklists: staff,
  personalFields: staff,
  timeline: [...staff, 'analyst'],
  tickets: anybody,
  backlog: [...staff, 'analyst'],
  clocks: [...staff, 'analyst'],
  explainDue: [...staff, 'analyst'],
  nextToBreach: [...staff, 'analyst'],
  overdue: [...staff, 'analyst'],
  slaFacts: [...staff, 'analyst'],
  checkBacksDue: [...staff, 'analyst'],
  solutionEffectiveness: [...staff, 'analyst'],
  promisesKept: [...staff, 'analyst'],
  findNeglected: [...staff, 'analyst'],
  rebuildClocks: ['administrator', 'integration'],
  rebuildFieldIndex: ['administrator', 'integration'],
  rearmTimers: ['administrator', 'integration'],
  acceptContact: [...asking, 'stranger'],
  workload: ['specialist', 'supervisor', 'administrator', 'analyst'],
  publishPolicies: ['administrator'],
  activatePolicies: ['administrator'],
  rollBackPolicies: ['administrator'],
  withdrawActivation: ['administrator'],
  foreseePolicies: ['administrator'],
  migrateFields: ['administrator'],
  migrateWorkflow: ['administrator'],
  policyHistory: ['supervisor', 'analyst', 'administrator'],
  policiesOfVersion: ['supervisor', 'analyst', 'administrator'],
  eraseCustomer: ['administrator'],
  recordHistory: ['administrator', 'integration'],
  importTickets: ['administrator', 'integration'],
}

const mayBeEmpty = ['requestForm', 'allowedCommands', 'clocks', 'explainDue', 'backlog', 'workload', 'nextToBreach', 'overdue']

const moves: Readonly<Record<StatusCategory, (ada: ActingDesk, id: string) => Promise<unknown>>> = {
  new: async () => null,
  open: async (ada, id) => orThrow(await ada.assign(id, { assigneeId: 'agt_ada' })),
  pending: async (ada, id) => orThrow(await ada.requestInformation(id)),
  'on-hold': async (ada, id) => orThrow(await ada.hold(id)),
  resolved: async (ada, id) => orThrow(await ada.resolve(id, { code: 'fixed' })),
  closed: async (ada, id) => orThrow(await ada.cancel(id)),
}

async function ticketIn(category: StatusCategory, { ada }: Fixture): Promise<Ids> {
  const opening = { channel: 'web', kind: 'question', from: { email: 'eve@example.com' }, subject: 'x', body: 'x' } as const
  const { ticket } = orThrow(await ada.openTicket(opening))
  orThrow(await ada.startChecklist(ticket.id, { checklistId: 'there', steps: [{ id: 's', required: false, title: 'x' }] }))
  await moves[category](ada, ticket.id)
  expect(orThrow(await ada.ticket(ticket.id))?.category).toBe(category)
  const other = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' })).ticket.id
  return { id: ticket.id, other, number: ticket.number ?? 0, customer: ticket.requesterId ?? '' }
}

/** Whether an answer shows or does anything: a refusal for want of rights, a ticket that is not found and an empty answer do not. */
async function isLetIn(desk: ActingDesk, method: string, args: readonly unknown[]): Promise<boolean | string> {
  const call: unknown = Reflect.get(desk, method)
  if (typeof call !== 'function') return `${method} is no method`
  const answer: { readonly isErr: () => boolean; readonly error?: { readonly kind: string }; readonly value?: unknown } =
    await Reflect.apply(call, desk, args)
  if (!answer.isErr()) return answer.value !== null && !isEmpty(answer.value)
  const kind = answer.error?.kind ?? ''
  if (kind === 'input/invalid') return `${method} needs an input in this test`
  return kind !== 'access/denied' && kind !== 'ticket/not-found'
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object' || value === null) return false
  return ['messages', 'entries'].some((name) => {
    const list: unknown = Reflect.get(value, name)
    return Array.isArray(list) && list.length === 0
  })
}

describe.each(statusCategories)('given a ticket in %s', (category) => {
  it.each(Object.keys(roles) as readonly Role[])(
    'lets a %s in where the standard roles say so, by every method of the desk, and nowhere else',
    async (role) => {
      const made = await fixture()
      const wrong: unknown[] = []
      let ids: Ids | null = null
      for (const method of Object.keys(made.ada)) {
        ids ??= await ticketIn(category, made)
        const desk = made.desk.tenant('acme').as(roles[role](ids.customer))
        const letIn = await isLetIn(desk, method, inputOf(method, ids))
        // Whoever was let in may have moved it.
        if (letIn !== false && orThrow(await made.ada.ticket(ids.id))?.category !== category) ids = null
        const expected = (mayUse[method] ?? staff).includes(role)
        // Some answers may be empty for whoever may read them: nothing can be done, nothing was promised, nobody is at work.
        if (letIn !== expected && !(mayBeEmpty.includes(method) && letIn === false && expected))
          wrong.push([method, letIn, expected])
      }
      expect(JSON.stringify(wrong)).toBe('[]')
    },
  )
})
