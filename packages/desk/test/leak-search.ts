import type { AccessDocument } from '@caseload/access'
import { standardAccess } from '@caseload/access'
import { type Actor, orThrow, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { type ActingDesk, createDesk, standardPolicies } from '@caseload/desk'
import { memoryStorage } from '@caseload/storage/memory'
import type { ResultAsync } from 'neverthrow'

/** A text that must not be seen by some, and who may see it. */
interface Secret {
  readonly text: string
  readonly seenBy: (actor: Actor) => boolean
}

/** A query whose answer held a secret. */
export interface Leak {
  readonly actor: Actor
  readonly query: string
  readonly secret: string
}

const customers = ['eve', 'bob'] as const
const teams = ['team_north', 'team_south'] as const

/** Agents who see their own team's tickets alone, and of these no topic and no labels; supervisors see all of it, labels for a purpose. */
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
  const policies = { ...standardPolicies, fields: { product: { type: 'text', personal: false } } as const, access }
  const made = { storage: memoryStorage(), policies, clock, ids: sequentialIds(byTeam ? 't' : 's'), entropy: seededEntropy(1) }
  const desk = orThrow(await createDesk(made))
  const tenant = desk.tenant('acme')
  const admin = tenant.as({ kind: 'agent', id: 'agt_admin', roles: ['administrator'] })
  const secrets: Secret[] = []
  const tickets: { readonly id: string; readonly number: number }[] = []
  const owners: string[] = []
  for (const name of customers)
    owners.push(orThrow(await admin.registerCustomer({ email: `${name}@example.com`, name: `name-${name}-zq` })).customer.id)
  const reader = (seen: (actor: Actor) => boolean, owner: string, team: string) => (actor: Actor) =>
    seen(actor) && mayRead(actor, owner, team, byTeam)
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
    }
    const { ticket } = orThrow(await admin.openTicket(opening))
    orThrow(await admin.note(ticket.id, { body: mark('note') }))
    orThrow(await admin.hold(ticket.id, { reason: mark('remark') }))
    clock.advance(60_000)
    tickets.push({ id: ticket.id, number: ticket.number ?? 0 })
    const add = (what: string, seen: (actor: Actor) => boolean): void => {
      secrets.push({ text: mark(what), seenBy: reader(seen, owner, team) })
    }
    add('subject', (actor) => !isAnalyst(actor))
    add('body', (actor) => !isAnalyst(actor))
    for (const what of ['note', 'remark']) add(what, isStaff)
    // Events are told whole to whoever may read a history; the fields themselves stay hidden.
    for (const what of ['assignee', 'product', 'topic', 'tag']) add(what, (actor) => actor.kind !== 'requester')
    secrets.push({ text: ticket.id, seenBy: reader(() => true, owner, team) })
  }
  for (const name of customers) secrets.push({ text: `name-${name}-zq`, seenBy: isStaff })
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
    const { name, ask } = question(here, pick, entropy)
    const answer = await ask(desk)
    if (!answer.isErr()) answered += 1
    const text = JSON.stringify(answer)
    for (const secret of here.secrets) {
      // What the asker put into the question themselves may stand in its refusal.
      if (text.includes(secret.text) && !name.includes(secret.text) && !secret.seenBy(actor))
        leaks.push({ actor, query: name, secret: secret.text })
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
    { channel: 'web', level: 1 },
  ]
  const filter = pick(filters)
  const list = { filter, sort: pick(['updatedAt', 'openedAt', 'priority'] as const), limit: 1 + Math.floor(entropy.next() * 4) }
  const { tag: _, ...counted } = { tag: undefined, ...filter }
  const by = pick([['category'], ['assigneeId'], ['topic', 'teamId'], []] as const)
  const questions: Readonly<Record<string, (desk: ActingDesk) => ResultAsync<unknown, unknown>>> = {
    [`ticket ${id}`]: (desk) => desk.ticket(id),
    [`number ${number}`]: (desk) => desk.ticketByNumber(number),
    [`subject ${id}`]: (desk) => desk.subject(id),
    [`conversation ${id}`]: (desk) => desk.conversation(id),
    [`timeline ${id}`]: (desk) => desk.timeline(id),
    [`allowed ${id}`]: (desk) => desk.allowedCommands(id),
    [`tickets ${JSON.stringify(list)}`]: (desk) => desk.tickets(list),
    [`backlog ${JSON.stringify({ counted, by })}`]: (desk) => desk.backlog({ filter: counted, by }),
    workload: (desk) => desk.workload(),
    [`customer ${owners.join()}`]: (desk) => desk.customer(pick(owners)),
    [`refused ${id}`]: (desk) => desk.resume(id, { toStatus: 'closed' }),
    [`close ${id}`]: (desk) => desk.changeStatus(id, { toStatus: 'nowhere' }),
  }
  const [name, ask] = pick(Object.entries(questions))
  return { name, ask }
}
