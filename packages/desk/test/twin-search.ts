import { type AccessDocument, isHidden, standardAccess } from '@caseload/access'
import { type Actor, orThrow, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { type ActingDesk, createDesk, type PoliciesDocument, type RequesterView, standardPolicies } from '@caseload/desk'
import { memoryStorage } from '@caseload/storage/memory'
import type { ResultAsync } from 'neverthrow'

/**
 * Two desks that differ only in what the asker may not see: in values of fields that are hidden from them, and in which tickets there are that are not theirs to read. Whatever they ask, the two must answer alike; where they do not, the
 * answer tells what it must not, however it is worded.
 */
interface Twins {
  readonly name: string
  readonly access: AccessDocument
  readonly askers: readonly Actor[]
}

/** A question that told two desks apart. */
export interface Difference {
  readonly actor: Actor
  readonly query: string
  readonly secret: string
}

type Side = 'left' | 'right'
type Pick = <Item>(items: readonly Item[]) => Item

const grantsOf = (changed: Partial<AccessDocument['grants'][number]>) =>
  standardAccess.grants.map((grant) => (grant.id === 'work' ? { ...grant, ...changed } : grant))

/** Agents work on every ticket and see no field that can be hidden; supervisors see all. */
const blind: Twins = {
  name: 'blind',
  access: {
    ...standardAccess,
    id: 'blind',
    fields: [
      ...standardAccess.fields,
      { resource: 'ticket', fields: ['*'], visibleTo: ['supervisor', 'integration'], reason: 'supervisors-only' },
    ],
  },
  askers: [
    { kind: 'agent', id: 'agt_blind' },
    { kind: 'requester', id: 'cus_eve' },
  ],
}

/** Agents read and work on the tickets of their own team and on their own alone: no index narrows a list to these, so each ticket is asked for. */
const teamwise: Twins = {
  name: 'teamwise',
  access: { ...standardAccess, id: 'teamwise', grants: grantsOf({ actions: ['ticket/*'], as: ['team', 'assignee'] }) },
  askers: [
    { kind: 'agent', id: 'agt_n', teams: ['team_north'] },
    { kind: 'requester', id: 'cus_eve' },
  ],
}

const always = { field: 'channel', equals: 'web' } as const
const policiesWith = (access: AccessDocument): PoliciesDocument => ({
  ...standardPolicies,
  access,
  fields: {
    product: { type: 'text', personal: false, indexed: true, requiredWhen: always },
    allergies: { type: 'text', personal: true, requiredWhen: always },
    diet: { type: 'text', personal: true, requiredWhen: always },
    floor: { type: 'number', personal: false, requiredWhen: always },
  },
})

async function deskOf({ access, name }: Twins, side: Side) {
  const clock = manualClock('2026-03-02T09:00:00Z')
  const made = { storage: memoryStorage(), policies: policiesWith(access), clock, ids: sequentialIds('x') }
  const desk = orThrow(await createDesk({ ...made, entropy: seededEntropy(1) }))
  const tenant = desk.tenant('acme')
  const admin = tenant.as({ kind: 'agent', id: 'agt_admin', roles: ['administrator'] })
  orThrow(await admin.registerCustomer({ email: 'bob@example.com' }, { commandId: 'cmd_bob' }))
  orThrow(await admin.registerCustomer({ email: 'eve@example.com' }, { commandId: 'cmd_eve' }))
  const left = side === 'left'
  const hides = name === 'blind'
  /** What differs where fields are hidden. */
  const either = <Value>(one: Value, other: Value): Value => (hides && !left ? other : one)
  const north: string[] = []
  const open = async (commandId: string, more: object) => {
    const opening = { channel: 'web', kind: 'question', subject: 's', body: 'b', ...more } as const
    return orThrow(await admin.openTicket(opening, { commandId })).ticket.id
  }
  for (let index = 0; index < 6; index += 1) {
    const id = await open(`cmd_n${index}`, {
      requesterId: 'cus_eve',
      topic: either('topic-l', 'topic-r'),
      tags: [either('tag-l', 'tag-r')],
      impact: either('impact-l', 'impact-r'),
      level: either(2, 3),
      teamId: either('team_north', 'team_other'),
      // Of some it is hidden who has them, of others whether anybody has.
      ...(index < 4 ? { assigneeId: either('agt_l', 'agt_r') } : either<object>({ assigneeId: 'agt_l' }, {})),
      attributes: { product: either('product-l', 'product-r') },
      personalFields: either<object>({ allergies: 'nuts' }, { diet: 'none' }),
    })
    north.push(id)
    clock.advance(60_000)
    orThrow(await admin.promiseUpdate(id, { dueAt: '2026-04-10T09:00:00Z', about: either('about-l', 'about-r') }))
    orThrow(await admin.watch(id, { watcherId: either('agt_wl', 'agt_wr') }))
    // Tickets of others lie between them in every order.
    const apart = hides ? side === 'left' : left
    if (hides) continue
    const other = await open(`cmd_${apart ? 'l' : 'r'}${index}`, {
      requesterId: 'cus_bob',
      teamId: 'team_south',
      priority: apart ? 'high' : 'low',
    })
    clock.advance(apart ? 10_000 : 20_000)
    orThrow(await admin.note(other, { body: apart ? 'one' : 'two' }))
    clock.advance(apart ? 20_000 : 10_000)
  }
  const [, resolved = '', closed = '', merged = '', survivor = ''] = north
  const settle = async (id: string) => {
    orThrow(await admin.setField(id, { field: 'floor', value: either(1, 2) }))
    for (const field of ['allergies', 'diet']) orThrow(await admin.setField(id, { field, value: 'x' }))
    const { promises } = orThrow(await admin.ticket(id)) ?? {}
    if (Array.isArray(promises))
      for (const { id: promiseId } of promises) orThrow(await admin.withdrawPromise(id, { promiseId, reason: 'x' }))
    orThrow(await admin.resolve(id, { code: either('code-l', 'code-r') }))
  }
  await settle(resolved)
  await settle(closed)
  orThrow(await admin.close(closed))
  orThrow(await admin.mergeInto(merged, { survivorId: survivor }))
  clock.advance(40 * 86_400_000)
  return { tenant, north }
}

type Question = readonly [string, (desk: ActingDesk) => ResultAsync<unknown, unknown>]

function question(north: readonly string[], pick: Pick): Question {
  const id = pick(north)
  const other = pick([...north, ...['l', 'r'].flatMap((side) => [0, 1, 2, 3, 4, 5].map((index) => `tkt_${side}${index}`))])
  const any = pick([id, other])
  const side = pick(['l', 'r'])
  const options = pick([{}, {}, { ifVersion: 1 }, { ifVersion: 99 }])
  const relation = pick(['related', 'parent-of', 'child-of', 'duplicate-of', 'incident-of'] as const)
  const value = pick([`product-${side}`, 'x', null])
  const roster = pick([
    { agents: [], teams: [] },
    { agents: [`agt_${side}`], teams: [] },
    { agents: [], teams: ['team_north'], commonQueue: true },
    { agents: ['agt_l', 'agt_r'], teams: ['team_north', 'team_south'] },
  ])
  const filter = pick([
    {},
    { category: 'open' as const },
    { assigneeId: `agt_${side}` },
    { fields: { product: `product-${side}` } },
  ])
  const list = {
    filter,
    limit: pick([1, 2, 3, 4, 20]),
    sort: pick(['updatedAt', 'openedAt', 'priority'] as const),
    direction: pick(['asc', 'desc'] as const),
  }
  const number = pick([1, 2, 3, 4, 5, 6, 7, 8])
  return pick<Question>([
    [`ticket ${any}`, (desk) => desk.ticket(any)],
    [`number ${number}`, (desk) => desk.ticketByNumber(number).map((ticket) => ticket?.number ?? null)],
    [`timeline ${any}`, (desk) => desk.timeline(any)],
    [`conversation ${any}`, (desk) => desk.conversation(any)],
    [`requester's view ${any}`, (desk) => desk.requesterView(any).map(withoutWhat)],
    [`gathered ${any}`, (desk) => desk.gathered(any)],
    [`allowed ${any}`, (desk) => desk.allowedCommands(any)],
    [`tickets ${JSON.stringify(list)}`, (desk) => desk.tickets(list)],
    [
      `tickets, twice ${JSON.stringify(list)}`,
      (desk) => desk.tickets(list).andThen(({ next }) => desk.tickets(next === null ? list : { ...list, cursor: next })),
    ],
    [`neglected ${JSON.stringify(roster)}`, (desk) => desk.findNeglected(roster)],
    [`backlog ${JSON.stringify(filter)}`, (desk) => desk.backlog({ by: ['category'] })],
    [`set field ${id} ${value}`, (desk) => desk.setField(id, { field: 'product', value }, options)],
    [`set field ${id} allergies`, (desk) => desk.setField(id, { field: 'allergies', value: null }, options)],
    [`classify ${id} ${side}`, (desk) => desk.classify(id, { topic: `topic-${side}` })],
    [`classify ${id} tags ${side}`, (desk) => desk.classify(id, { tags: [`tag-${side}`] })],
    [`classify ${id} product ${side}`, (desk) => desk.classify(id, { attributes: { product: `product-${side}` } })],
    [`prioritise ${id} ${side}`, (desk) => desk.prioritise(id, { impact: `impact-${side}` })],
    [`assign ${id} ${side}`, (desk) => desk.assign(id, { assigneeId: `agt_${side}` })],
    [`unassign ${id}`, (desk) => desk.unassign(id)],
    [`transfer ${id} ${side}`, (desk) => desk.transfer(id, { teamId: side === 'l' ? 'team_north' : 'team_other' })],
    [`escalate ${id} ${side}`, (desk) => desk.escalate(id, { level: side === 'l' ? 2 : 3 })],
    [`tag ${id} ${side}`, (desk) => desk.tag(id, { tags: [`tag-${side}`] })],
    [`untag ${id} ${side}`, (desk) => desk.untag(id, { tags: [`tag-${side}`] })],
    [`watch ${id} ${side}`, (desk) => desk.watch(id, { watcherId: `agt_w${side}` })],
    [`unwatch ${id} ${side}`, (desk) => desk.unwatch(id, { watcherId: `agt_w${side}` })],
    [`reply ${id}`, (desk) => desk.reply(id, { body: 'x' }, options)],
    [`receive ${id}`, (desk) => desk.receiveReply(id, { body: 'x' }, options)],
    [`note ${any}`, (desk) => desk.note(any, { body: 'x' }, options)],
    [`resolve ${id}`, (desk) => desk.resolve(id, {}, options)],
    [`resolve ${id} ${side}`, (desk) => desk.resolve(id, { code: `code-${side}` }, options)],
    [`close ${id}`, (desk) => desk.close(id, {}, options)],
    [`reopen ${id}`, (desk) => desk.reopen(id, {}, options)],
    [`confirm ${id}`, (desk) => desk.confirmResolution(id, {}, options)],
    [`reject ${id}`, (desk) => desk.rejectResolution(id, {}, options)],
    [`link ${id} ${relation} ${other}`, (desk) => desk.link(id, { relation, otherId: other }, options)],
    [`unlink ${id} ${relation} ${other}`, (desk) => desk.unlink(id, { relation, otherId: other }, options)],
    [`merge ${id} ${other}`, (desk) => desk.mergeInto(id, { survivorId: other }, options)],
  ])
}

/** What was promised to the requester differs, and is theirs to know. */
function withoutWhat(view: RequesterView | null) {
  if (view === null || isHidden(view.promises)) return view
  return { ...view, promises: view.promises.map(({ about: _, ...promise }) => promise) }
}

/** What somebody reads in an answer who also decodes what only looks opaque. */
export function decoded(text: string): string {
  return text.replaceAll(/[A-Za-z0-9_-]{12,}/g, (run) => {
    const plain = atob(
      run
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .slice(0, run.length - (run.length % 4 === 1 ? 1 : 0)),
    )
    return `${run}<${plain}>`
  })
}

/** Asks so many random questions of desks that differ in what the asker may not see, and says which were answered differently. */
export async function searchDifferences(
  seed: number,
  queries: number,
): Promise<{ readonly differences: readonly Difference[]; readonly answered: number }> {
  const entropy = seededEntropy(seed)
  const pick: Pick = (items) => {
    const item = items[Math.floor(entropy.next() * items.length)]
    if (item === undefined) throw new TypeError('nothing to choose from')
    return item
  }
  const differences: Difference[] = []
  let answered = 0
  for (let asked = 0; asked < queries; ) {
    const twins = pick([blind, teamwise])
    const [left, right] = [await deskOf(twins, 'left'), await deskOf(twins, 'right')]
    // What was told apart once stays apart: after a difference both begin anew.
    for (let round = 0, alike = true; alike && round < 150 && asked < queries; round += 1, asked += 1) {
      const actor = pick(twins.askers)
      const [query, ask] = question(left.north, pick)
      const [one, other] = [await ask(left.tenant.as(actor)), await ask(right.tenant.as(actor))]
      if (one.isOk()) answered += 1
      const [here, there] = [JSON.stringify(one), JSON.stringify(other)]
      alike = here === there
      if (!alike) differences.push({ actor, query: `${twins.name}: ${query}`, secret: difference(here, there) })
    }
  }
  return { differences, answered }
}

/** Where two answers part. */
function difference(left: string, right: string): string {
  const at = [...left].findIndex((unit, index) => unit !== right[index])
  const from = Math.max(0, at - 60)
  return `${left.slice(from, at + 60)} | ${right.slice(from, at + 60)}`
}
