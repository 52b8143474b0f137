import { type AccessDocument, isHidden, standardAccess } from '@caseload/access'
import { type Actor, orThrow, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { type ActingDesk, createDesk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { memoryStorage } from '@caseload/storage/memory'
import type { ResultAsync } from 'neverthrow'

/** A text that must not be seen by some, and who may see it, where they state a purpose and where not. */
interface Secret {
  readonly text: string
  readonly seenBy: (actor: Actor, forPurpose: boolean) => boolean
  /** The requester whom it concerns is told of it, in their own view alone; null where they are not. */
  readonly toldTo: string | null
}

/** A query whose answer held a secret. */
export interface Leak {
  readonly actor: Actor
  readonly query: string
  readonly secret: string
}

const customers = ['eve', 'bob'] as const
const teams = ['team_north', 'team_south'] as const

/** Agents who see their own team's tickets alone, and of these no topic, no product and no labels; supervisors see all of it, labels for a purpose. */
const teamwise: AccessDocument = {
  ...standardAccess,
  id: 'teamwise',
  grants: standardAccess.grants.map((grant) =>
    grant.id === 'work'
      ? { ...grant, actions: ['ticket/*'], as: ['team'] }
      : grant.id === 'oversee'
        ? { ...grant, actions: ['ticket/*', 'policy/read'] }
        : grant,
  ),
  fields: [
    ...standardAccess.fields,
    { resource: 'ticket', fields: ['topic'], visibleTo: ['supervisor', 'analyst'], reason: 'supervisors-only' },
    { resource: 'ticket', fields: ['tags'], visibleTo: ['supervisor'], reason: 'supervisors-only', protected: true },
    { resource: 'ticket', fields: ['attributes.product'], visibleTo: ['supervisor'], reason: 'supervisors-only' },
    { resource: 'ticket', fields: ['attributes.allergies'], visibleTo: ['supervisor'], reason: 'supervisors-only' },
  ],
}

const isStaff = ({ kind, roles = [] }: Actor): boolean => kind !== 'requester' && !roles.includes('analyst')
const isAnalyst = ({ roles = [] }: Actor): boolean => roles.includes('analyst')
const isSupervisor = ({ roles = [] }: Actor): boolean => roles.some((role) => role === 'supervisor' || role === 'administrator')

/** Who may read a ticket, said once more in the plainest words, apart from the code under test. */
function mayRead(actor: Actor, owner: string, team: string, byTeam: boolean): boolean {
  if (actor.kind === 'requester') return actor.id === owner
  if (!byTeam || isAnalyst(actor) || isSupervisor(actor) || actor.kind === 'system' || actor.kind === 'bot') return true
  return actor.teams?.includes(team) ?? false
}

async function world(access: AccessDocument, byTeam: boolean) {
  const clock = manualClock('2026-03-02T09:00:00Z')
  const policies: PoliciesDocument = {
    ...standardPolicies,
    fields: { product: { type: 'text', personal: false, indexed: true }, allergies: { type: 'text', personal: true } },
    calendars: { office: { zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'] } } },
    sla: [
      {
        schema: 1,
        id: 'support',
        version: 1,
        policies: [{ id: 'all', calendar: 'office', targets: { firstReply: { goal: 'PT1H' } } }],
      },
    ],
    checkBack: { share: 1, workingDays: 1, channel: 'phone', attempts: 3, calendar: 'office' },
    access,
  }
  const made = { storage: memoryStorage(), policies, clock, ids: sequentialIds(byTeam ? 't' : 's'), entropy: seededEntropy(1) }
  const desk = orThrow(await createDesk(made))
  const tenant = desk.tenant('acme')
  const admin = tenant.as({ kind: 'agent', id: 'agt_admin', roles: ['administrator'] })
  const secrets: Secret[] = []
  const tickets: { readonly id: string; readonly number: number }[] = []
  const owners: string[] = []
  for (const name of customers)
    owners.push(orThrow(await admin.registerCustomer({ email: `${name}@example.com`, name: `name-${name}-zq` })).customer.id)
  const reader = (seen: Secret['seenBy'], owner: string, team: string) => (actor: Actor, forPurpose: boolean) =>
    seen(actor, forPurpose) && mayRead(actor, owner, team, byTeam)
  for (const [index, owner] of [...owners, ...owners].entries()) {
    const team = teams[index < 2 ? 0 : 1]
    const mark = (what: string) => `${what}-${index}-zq`
    const opening = {
      requesterId: owner,
      channel: 'web',
      kind: 'question',
      subject: mark('subject'),
      body: mark('body'),
      topic: mark('topic'),
      tags: [mark('tag')],
      teamId: team,
      assigneeId: `agt_${mark('assignee')}`,
      attributes: { product: mark('product') },
      personalFields: { allergies: mark('allergies') },
    }
    const { ticket } = orThrow(await admin.openTicket(opening))
    orThrow(await admin.note(ticket.id, { body: mark('note') }))
    orThrow(await admin.promiseUpdate(ticket.id, { dueAt: '2026-03-10T09:00:00Z', about: mark('promise') }))
    const approver = { kind: 'requester' } as const
    const quote = { approvalId: mark('approval'), about: 'quote', approver, reason: mark('question') }
    orThrow(await admin.requestApproval(ticket.id, quote))
    orThrow(await tenant.as({ kind: 'requester', id: owner }).approve(ticket.id, { approvalId: mark('approval') }))
    const head = {
      approvalId: mark('inside'),
      about: 'x',
      approver: { kind: 'role', role: 'supervisor' },
      reason: mark('aside'),
    } as const
    orThrow(await admin.requestApproval(ticket.id, head))
    orThrow(await admin.withdrawApproval(ticket.id, { approvalId: mark('inside'), reason: 'x' }))
    orThrow(await admin.scheduleFollowUp(ticket.id, { dueAt: '2026-03-10T09:00:00Z', purpose: mark('purpose') }))
    orThrow(await admin.classify(ticket.id, { topic: mark('retopic'), attributes: { product: mark('reproduct') } }))
    orThrow(await admin.classify(ticket.id, { topic: mark('topic'), attributes: { product: mark('product') } }))
    orThrow(await admin.hold(ticket.id, { reason: mark('remark') }))
    clock.advance(60_000)
    tickets.push({ id: ticket.id, number: ticket.number ?? 0 })
    const add = (what: string, seen: Secret['seenBy']): void => {
      const toldTo = ['promise', 'approval', 'question'].includes(what) ? owner : null
      secrets.push({ text: mark(what), seenBy: reader(seen, owner, team), toldTo })
    }
    add('subject', (actor) => !isAnalyst(actor))
    add('body', (actor) => !isAnalyst(actor))
    for (const what of ['note', 'remark', 'aside']) add(what, isStaff)
    // What was sorted before is as hidden in the history as what is sorted now.
    for (const what of ['assignee', 'promise', 'purpose', 'approval', 'inside']) add(what, (actor) => actor.kind !== 'requester')
    for (const what of ['topic', 'retopic'])
      add(what, (actor) => actor.kind !== 'requester' && (!byTeam || isAnalyst(actor) || isSupervisor(actor)))
    for (const what of ['product', 'reproduct'])
      add(what, (actor) => actor.kind !== 'requester' && (!byTeam || isSupervisor(actor)))
    add('question', isStaff)
    add('tag', (actor, forPurpose) => actor.kind !== 'requester' && (!byTeam || (isSupervisor(actor) && forPurpose)))
    add('allergies', (actor, forPurpose) => isStaff(actor) && forPurpose && (!byTeam || isSupervisor(actor)))
    secrets.push({ text: ticket.id, seenBy: reader(() => true, owner, team), toldTo: null })
  }
  // Every other one is solved, so that somebody is to be asked whether it worked.
  for (const { id } of tickets.filter((_, index) => index % 2 === 0)) {
    const { promises, followUps } = orThrow(await admin.ticket(id)) ?? { promises: [], followUps: [] }
    if (isHidden(promises) || isHidden(followUps)) throw new TypeError('administrators see what is owed')
    for (const { id: promiseId } of promises) orThrow(await admin.keepPromise(id, { promiseId }))
    for (const { id: followUpId } of followUps) orThrow(await admin.completeFollowUp(id, { followUpId }))
    orThrow(await admin.resolve(id, { code: 'fixed' }))
  }
  clock.advance(4 * 86_400_000)
  orThrow(await desk.runDueTimers())
  for (const name of customers)
    for (const text of [`name-${name}-zq`, `${name}@example.com`]) secrets.push({ text, seenBy: isStaff, toldTo: null })
  return { tenant, secrets, tickets, owners, byTeam }
}

type World = Awaited<ReturnType<typeof world>>

function actors({ owners }: World): readonly Actor[] {
  return [
    ...owners.map((id): Actor => ({ kind: 'requester', id })),
    { kind: 'requester', id: 'cus_nobody' },
    { kind: 'requester', id: owners[0] ?? '', roles: ['administrator', 'agent'] },
    { kind: 'agent', id: 'agt_n', teams: ['team_north'] },
    { kind: 'agent', id: 'agt_s', teams: ['team_south'] },
    { kind: 'agent', id: 'agt_0' },
    { kind: 'agent', id: 'agt_v', roles: ['supervisor'] },
    { kind: 'agent', id: 'agt_a', roles: ['analyst'] },
    { kind: 'bot', id: 'bot_1' },
  ]
}

/** Asks so many random questions of two desks with different rules, and says which answers held what their asker may not see. */
export async function searchLeaks(
  seed: number,
  queries: number,
): Promise<{ readonly leaks: readonly Leak[]; readonly answered: number }> {
  const entropy = seededEntropy(seed)
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(entropy.next() * items.length)]
    if (item === undefined) throw new TypeError('nothing to choose from')
    return item
  }
  const worlds = [await world(standardAccess, false), await world(teamwise, true)]
  const leaks: Leak[] = []
  let answered = 0
  for (let asked = 0; asked < queries; asked += 1) {
    const here = pick(worlds)
    const actor = pick(actors(here))
    const desk = here.tenant.as(actor)
    const { name, ask, forPurpose } = question(here, pick, entropy)
    const answer = await ask(desk)
    if (!answer.isErr()) answered += 1
    const text = JSON.stringify(answer)
    for (const secret of here.secrets) {
      // What the asker put into the question themselves may stand in its refusal.
      const told = text.includes(secret.text) && !(answer.isErr() && name.includes(secret.text))
      const inTheirView = actor.kind === 'requester' && actor.id === secret.toldTo && name.startsWith("requester's view")
      if (told && !inTheirView && !secret.seenBy(actor, forPurpose)) leaks.push({ actor, query: name, secret: secret.text })
    }
  }
  return { leaks, answered }
}

function question({ tickets, owners }: World, pick: <Item>(items: readonly Item[]) => Item, entropy: { next(): number }) {
  const { id, number } = pick(tickets)
  const index = tickets.findIndex((ticket) => ticket.id === id)
  const mark = (what: string) => `${what}-${index}-zq`
  const filters = [
    {},
    { topic: mark('topic') },
    { tag: mark('tag') },
    { teamId: pick(teams) },
    { assigneeId: `agt_${mark('assignee')}` },
    { requesterId: pick(owners) },
    { category: 'on-hold' as const, topic: mark('topic') },
    { fields: { product: mark('product') } },
    { channel: 'web', level: 1 },
  ]
  const filter = pick(filters)
  const list = { filter, sort: pick(['updatedAt', 'openedAt', 'priority'] as const), limit: 1 + Math.floor(entropy.next() * 4) }
  const { tag: _, fields: __, ...counted } = { tag: undefined, fields: undefined, ...filter }
  const purpose = pick([{}, { purpose: 'care' }])
  const forPurpose = 'purpose' in purpose
  const deadlines = pick([{}, { teamId: pick(teams) }, { assigneeId: `agt_${mark('assignee')}` }])
  const limit = 1 + Math.floor(entropy.next() * 20)
  const stated = JSON.stringify(purpose)
  const by = pick([['category'], ['assigneeId'], ['topic', 'teamId'], []] as const)
  const questions: Readonly<Record<string, (desk: ActingDesk) => ResultAsync<unknown, unknown>>> = {
    [`ticket ${id} ${stated}`]: (desk) => desk.ticket(id, purpose),
    [`number ${number} ${stated}`]: (desk) => desk.ticketByNumber(number, purpose),
    [`personal fields ${id} ${stated}`]: (desk) => desk.personalFields(id, purpose),
    [`subject ${id}`]: (desk) => desk.subject(id),
    [`conversation ${id}`]: (desk) => desk.conversation(id),
    [`timeline ${id} ${limit}`]: (desk) =>
      desk.timeline(id, { limit }).andThen(({ next }) => desk.timeline(id, next === null ? {} : { cursor: next })),
    [`whole timeline ${id}`]: (desk) => desk.timeline(id),
    [`requester's view ${id}`]: (desk) => desk.requesterView(id),
    [`gathered ${id}`]: (desk) => desk.gathered(id),
    [`checklists ${id}`]: (desk) => desk.checklists(id),
    [`clocks ${id}`]: (desk) => desk.clocks(id),
    [`due ${id}`]: (desk) => desk.explainDue(id, 'firstReply'),
    [`next ${JSON.stringify(deadlines)}`]: (desk) => desk.nextToBreach(deadlines),
    [`overdue ${JSON.stringify(deadlines)}`]: (desk) => desk.overdue(deadlines),
    'sla facts': (desk) => desk.slaFacts(),
    'check-backs': (desk) => desk.checkBacksDue({ limit }),
    [`check-back ${id}`]: (desk) => desk.recordCheckBack(id, { answer: pick(['not-reached', 'works'] as const) }),
    effectiveness: (desk) => desk.solutionEffectiveness(),
    [`promises ${limit % 2}`]: (desk) => desk.promisesKept(limit % 2 === 0 ? {} : { about: 'follow-ups' }),
    neglected: (desk) => desk.findNeglected({ agents: [], teams: [] }),
    [`allowed ${id}`]: (desk) => desk.allowedCommands(id),
    [`tickets ${JSON.stringify(list)}`]: (desk) => desk.tickets(list),
    [`backlog ${JSON.stringify({ counted, by })}`]: (desk) => desk.backlog({ filter: counted, by }),
    workload: (desk) => desk.workload(),
    [`customer ${owners.join()} ${stated}`]: (desk) => desk.customer(pick(owners), purpose),
    [`set field ${id}`]: (desk) => desk.setField(id, { field: 'allergies', value: mark('allergies') }),
    [`refused ${id}`]: (desk) => desk.resume(id, { toStatus: 'closed' }),
    [`close ${id}`]: (desk) => desk.changeStatus(id, { toStatus: 'nowhere' }),
  }
  const [name, ask] = pick(Object.entries(questions))
  return { name, ask, forPurpose: forPurpose && name.endsWith(stated) }
}
