import type { AccessDocument } from '@caseload/access'
import { type Actor, orThrow, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { type ActingDesk, createDesk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { carefulWorkflow } from '@caseload/lifecycle'
import { type HideableCustomerField, type HideableTicketField, hideableTicketFields } from '@caseload/planner'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { type Ids, inputOf } from './every-method.ts'

/** Every method of a desk: whether it only answers, or changes something. */
const questions: { readonly [Method in keyof ActingDesk]: 'asks' | 'acts' } = {
  acceptContact: 'acts',
  acceptHandOver: 'acts',
  activatePolicies: 'acts',
  allowedCommands: 'asks',
  approve: 'acts',
  assign: 'acts',
  backlog: 'asks',
  cancel: 'acts',
  changeStatus: 'acts',
  checkBacksDue: 'asks',
  checklists: 'asks',
  classify: 'acts',
  clocks: 'asks',
  close: 'acts',
  completeFollowUp: 'acts',
  completeStep: 'acts',
  confirmProblem: 'acts',
  confirmResolution: 'acts',
  conversation: 'asks',
  customer: 'asks',
  decline: 'acts',
  eraseCustomer: 'acts',
  escalate: 'acts',
  explainDue: 'asks',
  findNeglected: 'asks',
  gathered: 'asks',
  hold: 'acts',
  importTickets: 'acts',
  keepPromise: 'acts',
  link: 'acts',
  logWork: 'acts',
  markSpam: 'acts',
  mergeInto: 'acts',
  foreseePolicies: 'asks',
  migrateFields: 'acts',
  migrateWorkflow: 'acts',
  nextToBreach: 'asks',
  note: 'acts',
  openTicket: 'acts',
  overdue: 'asks',
  personalFields: 'asks',
  policiesOfVersion: 'asks',
  policyHistory: 'asks',
  prioritise: 'acts',
  promiseUpdate: 'acts',
  promisesKept: 'asks',
  publishPolicies: 'acts',
  rebuildClocks: 'acts',
  rebuildFieldIndex: 'acts',
  rearmTimers: 'acts',
  receiveContact: 'acts',
  receiveReply: 'acts',
  recordAction: 'acts',
  recordCheckBack: 'acts',
  recordHistory: 'acts',
  registerCustomer: 'acts',
  rejectResolution: 'acts',
  reopen: 'acts',
  reply: 'acts',
  requestApproval: 'acts',
  requestForm: 'asks',
  requestInformation: 'acts',
  requesterView: 'asks',
  resolve: 'acts',
  resume: 'acts',
  returnHandOver: 'acts',
  rollBackPolicies: 'acts',
  scheduleFollowUp: 'acts',
  setField: 'acts',
  skipStep: 'acts',
  slaFacts: 'asks',
  snooze: 'acts',
  solutionEffectiveness: 'asks',
  split: 'acts',
  startChecklist: 'acts',
  subject: 'asks',
  tag: 'acts',
  tellSolution: 'acts',
  ticket: 'asks',
  ticketByNumber: 'asks',
  tickets: 'asks',
  timeline: 'asks',
  transfer: 'acts',
  unassign: 'acts',
  unlink: 'acts',
  unmerge: 'acts',
  untag: 'acts',
  unwatch: 'acts',
  wake: 'acts',
  watch: 'acts',
  withdrawActivation: 'acts',
  withdrawApproval: 'acts',
  withdrawFollowUp: 'acts',
  withdrawHandOver: 'acts',
  withdrawPromise: 'acts',
  workload: 'asks',
}

/** Every field of a ticket that can be hidden, with texts that only its value holds; none where its value is a count, a yes or no, or identities that other answers rightly tell. */
const ticketSecrets: { readonly [Field in HideableTicketField]: readonly string[] } = {
  impact: ['impact-zq'],
  urgency: ['urgency-zq'],
  topic: ['topic-zq'],
  level: [],
  teamId: ['team_one-zq'],
  assigneeId: ['agt_assignee-zq'],
  tags: ['tag-zq'],
  attributes: ['product-zq'],
  resolutionCode: ['resolution-zq'],
  checklists: ['checklist-zq', 'step-zq'],
  approvals: ['approval-zq', 'about-zq'],
  links: ['incident-of'],
  openChildren: [],
  parentClosed: [],
  mergedFrom: [],
  redirected: [],
  takenOver: [],
  passedOn: [],
  awaitsResolution: [],
  statementId: ['rmk_statement-zq'],
  handleMs: ['4620000'],
  workSpans: ['work-zq'],
  promises: ['prm_one-zq', 'promise-zq'],
  followUps: ['fup_one-zq', 'purpose-zq', 'agt_follow-zq'],
  missedPromises: [],
  handOver: ['team_two-zq'],
  handOverReturns: [],
  watchers: ['agt_watcher-zq'],
  snoozedUntil: ['1798761600123'],
  personalFields: ['allergies-zq'],
}

const secrets: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(ticketSecrets).map(([field, texts]) => [`ticket ${field}`, texts])),
  'ticket attributes.product': ['product-zq'],
  'ticket attributes.allergies-zq': ['peanuts-zq', 'allergies-zq":true'],
  'ticket personalValues': ['peanuts-zq'],
  ...({
    'customer name': ['Eve-zq'],
    'customer emails': ['eve-zq@example.com'],
    'customer phones': ['+358401234567'],
    'customer accounts': ['account-zq'],
  } satisfies { readonly [Field in HideableCustomerField as `customer ${Field}`]: readonly string[] }),
}

const office = { id: 'office', zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'] } } as const
const goal = {
  by: 'topic',
  of: { 'topic-zq': 'PT2H' },
  otherwise: 'PT4H',
} as const
const policies: PoliciesDocument = {
  ...standardPolicies,
  workflows: [...standardPolicies.workflows, carefulWorkflow],
  fields: { product: { type: 'text', personal: false, indexed: true }, 'allergies-zq': { type: 'text', personal: true } },
  calendars: { office },
  sla: [
    {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [
        {
          id: 'vip',
          when: { field: 'impact', equals: 'impact-zq' },
          calendar: 'office',
          targets: { firstReply: { goal: 'PT1H' }, resolution: { goal } },
        },
      ],
    },
  ],
  checkBack: { share: 1, workingDays: 1, channel: 'phone', attempts: 2, calendar: 'office' },
}

const reader: Actor = { kind: 'agent', id: 'agt_reader', roles: ['administrator'] }

/** Everybody may do everything, and nobody but programs sees some fields. */
function hiding(resource: string, fields: readonly string[]): AccessDocument {
  return {
    schema: 1,
    id: 'hiding',
    version: 1,
    title: 'Hides some fields',
    roles: [
      { id: 'reader', title: 'Reader', heldBy: ['agent'] },
      { id: 'program', title: 'Program', heldBy: ['system'] },
    ],
    grants: [{ id: 'all', roles: ['reader', 'program'], actions: ['*'] }],
    fields: [{ resource, fields, visibleTo: ['program'], reason: 'not-for-you' }],
  }
}

const clock = manualClock('2026-03-02T09:00:00Z')

async function deskOn(storage: Storage, access: AccessDocument | null) {
  const made = { ...policies, access: access ?? hiding('ticket', ['level']) }
  const desk = orThrow(await createDesk({ storage, policies: made, clock, ids: sequentialIds('w'), entropy: seededEntropy(1) }))
  return desk.tenant('acme').as(reader)
}

/** Tickets that have a value in every field: one that is being worked on, one that is resolved, one that was merged. */
async function world() {
  const storage = memoryStorage()
  const desk = orThrow(
    await createDesk({
      storage,
      policies: { ...policies, access: hiding('ticket', ['level']) },
      clock,
      entropy: seededEntropy(1),
      ids: sequentialIds('b'),
    }),
  )
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_builder' })
  const from = { email: 'eve-zq@example.com', phone: '+358401234567', account: 'account-zq', name: 'Eve-zq' }
  const opening = {
    channel: 'web',
    kind: 'incident',
    impact: 'impact-zq',
    urgency: 'urgency-zq',
    topic: 'topic-zq',
    level: 2,
  } as const
  const open = async (more: object = {}) =>
    orThrow(await ada.openTicket({ ...opening, from: { email: from.email }, subject: 's', body: 'b', ...more })).ticket
  orThrow(await ada.registerCustomer(from))
  const main = await open({
    workflow: carefulWorkflow.id,
    teamId: 'team_one-zq',
    assigneeId: 'agt_assignee-zq',
    tags: ['tag-zq'],
    attributes: { product: 'product-zq' },
    personalFields: { 'allergies-zq': 'peanuts-zq' },
  })
  const { id } = main
  const problem = await open()
  const merged = await open()
  const child = await open()
  const checklist = { checklistId: 'checklist-zq', steps: [{ id: 'step-zq', required: true, title: 'x' }] }
  orThrow(await ada.startChecklist(id, checklist))
  orThrow(await ada.requestApproval(id, { approvalId: 'approval-zq', about: 'about-zq', approver: { kind: 'requester' } }))
  orThrow(await ada.link(id, { relation: 'incident-of', otherId: problem.id }))
  orThrow(await ada.link(id, { relation: 'parent-of', otherId: child.id }))
  orThrow(await ada.confirmProblem(id, { statement: 'x' }, { commandId: 'cmd_statement-zq' }))
  orThrow(await ada.logWork(id, { time: { minutes: 77 }, code: 'work-zq' }))
  orThrow(await ada.promiseUpdate(id, { dueAt: '2030-01-01T00:00:00Z', about: 'promise-zq' }, { commandId: 'cmd_one-zq' }))
  const followUp = { dueAt: '2030-01-01T00:00:00Z', purpose: 'purpose-zq', assigneeId: 'agt_follow-zq' }
  orThrow(
    await ada
      .scheduleFollowUp(id, { ...followUp, followUpId: 'fup_one-zq' })
      .orElse(() => ada.scheduleFollowUp(id, followUp, { commandId: 'cmd_two-zq' })),
  )
  orThrow(await ada.watch(id, { watcherId: 'agt_watcher-zq' }))
  orThrow(await ada.resolve(merged.id, { code: 'resolution-zq' }))
  orThrow(await ada.mergeInto(merged.id, { survivorId: id }))
  orThrow(await ada.receiveReply(merged.id, { body: 'to the merged one' }))
  orThrow(await ada.snooze(id, { until: '2027-01-01T00:00:00.123Z' }))
  const resolved = await open()
  orThrow(await ada.resolve(resolved.id, { code: 'resolution-zq' }))
  const other = await open()
  clock.advance(4 * 86_400_000)
  orThrow(await desk.runDueTimers())
  orThrow(await ada.transfer(id, { teamId: 'team_two-zq', done: 'x', wanted: 'x', told: 'x' }))
  const common = { other: other.id, customer: main.requesterId ?? '' }
  const about = [main, resolved, merged].map((ticket): Ids => ({ ...common, id: ticket.id, number: ticket.number ?? 0 }))
  return { storage, about }
}

/** What a desk answers, in JSON, to every method of a sort about every ticket. */
async function answers(desk: ActingDesk, about: readonly Ids[], sort: 'asks' | 'acts'): Promise<ReadonlyMap<string, string>> {
  const told = new Map<string, string>()
  for (const ids of about)
    for (const method of Object.keys(questions).filter((name) => Reflect.get(questions, name) === sort)) {
      const call: unknown = Reflect.get(desk, method)
      if (typeof call !== 'function') throw new TypeError(`${method} is no method`)
      const given = inputOf(method, ids)
      const purposeful = ['ticket', 'ticketByNumber', 'customer', 'personalFields'].includes(method)
      told.set(
        `${method} ${ids.id}`,
        JSON.stringify(await Reflect.apply(call, desk, purposeful ? [...given, { purpose: 'care' }] : given)),
      )
    }
  return told
}

function leaksIn(told: ReadonlyMap<string, string>, texts: readonly string[]): readonly string[] {
  return [...told].flatMap(([asked, text]) =>
    texts.filter((secret) => text.includes(secret)).map((secret) => `${asked}: ${secret}`),
  )
}

describe('given a field that is hidden from whoever asks', async () => {
  const { storage, about } = await world()

  it('is looked for in the answers of every method there is', async () => {
    expect(Object.keys(questions).sort()).toEqual(Object.keys(await deskOn(storage, null)).sort())
    expect(Object.keys(ticketSecrets).sort()).toEqual([...hideableTicketFields].sort())
  })

  it('has a value that is answered to those who see it', async () => {
    const told = await answers(await deskOn(storage, null), about, 'asks')
    const unseen = Object.values(secrets)
      .flat()
      .filter((secret) => leaksIn(told, [secret]).length === 0)
    expect(unseen).toEqual(['allergies-zq":true'])
  })

  it.each(Object.keys(secrets))('tells nothing of %s in the answer to any question', async (name) => {
    const [resource = '', field = ''] = name.split(' ')
    const told = await answers(await deskOn(storage, hiding(resource, [field])), about, 'asks')
    expect(leaksIn(told, secrets[name] ?? [])).toEqual([])
    const mark = '"hidden":true,"reason":"not-for-you"'
    expect(
      told.get(
        resource === 'customer'
          ? `customer ${about[0]?.id}`
          : `${field === 'personalValues' ? 'personalFields' : 'ticket'} ${about[0]?.id}`,
      ),
    ).toContain(mark)
  })

  it('tells nothing of any in the answer to a command, nor in its refusal', async () => {
    const { storage: fresh, about: tickets } = await world()
    const told = await answers(await deskOn(fresh, hiding('ticket', ['*'])), tickets, 'acts')
    const fields = Object.entries(secrets).flatMap(([name, texts]) => (name.startsWith('ticket') ? texts : []))
    expect(leaksIn(told, fields)).toEqual([])
  })
})
