import { type Actor, addMs, type Entropy, type Instant, instant, orThrow, parseId, type TicketId } from '@caseload/core'
import {
  carefulWorkflow,
  compileWorkflow,
  decideMoment,
  decideTicket,
  evolveTicket,
  standardWorkflow,
  type Ticket,
  type TicketCommand,
  type TicketEvent,
  ticketMoments,
  type Workflow,
} from '@caseload/lifecycle'
import { carriedUntil, carrierOf } from '../src/neglect/carrier.ts'
import { type Carried, type NeglectReason, neglectOf, type Roster } from '../src/neglect/neglect.ts'
import { timerChanges } from '../src/plans/timers.ts'

/** What a run of the model came to. */
export interface NeglectRun {
  /** Commands given, granted or refused. */
  readonly commands: number
  /** Commands that were granted with effect. */
  readonly granted: number
  /** How often a ticket was asked whether somebody looks after it. */
  readonly asked: number
  /** How often nobody did, by reason. */
  readonly neglected: Readonly<Record<NeglectReason, number>>
}

const ids = <Prefix extends string>(prefix: Prefix, names: readonly string[]) =>
  names.map((name) => orThrow(parseId(prefix, `${prefix}_${name}`)))
const agents = ids('agt', ['ada', 'bob', 'cy', 'dee'])
const teams = ids('team', ['one', 'two', 'three'])
const message = orThrow(parseId('msg', 'msg_m'))
const customer = orThrow(parseId('cus', 'cus_eve'))
const remark = orThrow(parseId('rmk', 'rmk_r'))
const promise = orThrow(parseId('prm', 'prm_p'))
const followUp = orThrow(parseId('fup', 'fup_f'))

/** Steps of time that bring a ticket back to the desk or to its end, said once more: the oracle trusts no code of the package. */
const carrying = ['auto-close', 'pending-expiry', 'promise', 'snooze', 'hand-over']
const system: Actor = { kind: 'system', id: 'timers' }
const workflows: readonly Workflow[] = [standardWorkflow, carefulWorkflow].map((each) => orThrow(compileWorkflow(each)))

/**
 * Lets many tickets live by random commands while agents leave and return, teams are removed and restored, and some timers die; asks after every step whether the index finds exactly the tickets that nobody
 * looks after. Throws at the first ticket about which index and plain reasoning disagree.
 */
export function runNeglectModel(entropy: Entropy, steps: number): NeglectRun {
  const some = <Item>(items: readonly Item[], fallback: Item): Item =>
    items[Math.floor(entropy.next() * items.length)] ?? fallback
  const anAgent = () => some(agents, agents[0] ?? fail())
  const aTeam = () => some(teams, teams[0] ?? fail())
  const chance = (share: number): boolean => entropy.next() < share

  const present = { agents: new Set<string>(agents), teams: new Set<string>(teams) }
  const lives = new Map<TicketId, { ticket: Ticket; index: Carried; readonly workflow: Workflow }>()
  const work = new Map<string, Instant>()
  const dead = new Set<string>()
  const tally = { commands: 0, granted: 0, asked: 0 }
  const neglected = { 'agent-gone': 0, 'team-removed': 0, unowned: 0, 'timer-dead': 0 }
  let opened = 0
  let now = instant('2026-03-02T08:00Z')

  const write = (id: TicketId, before: Ticket | null, events: readonly TicketEvent[], workflow: Workflow): void => {
    if (events.length === 0) return
    const ticket = events.reduce<Ticket | null>(evolveTicket, before)
    if (ticket === null) throw new Error('a history began without an opening')
    for (const change of timerChanges(workflow, before, ticket, now)) {
      if (change.op === 'schedule' || change.op === 'cancel') dead.delete(`${change.queue} ${id}`)
      if (change.op === 'schedule') work.set(`${change.queue} ${id}`, addMs(instant(change.dueAt), 0))
      else if (change.op === 'cancel') work.delete(`${change.queue} ${id}`)
    }
    lives.set(id, { ticket, index: { carrier: carrierOf(ticket), carriedUntil: carriedUntil(workflow, ticket) }, workflow })
  }

  const command = (): TicketCommand => {
    const soon = addMs(now, Math.ceil(entropy.next() * 40) * 3_600_000)
    const briefing = { done: remark, wanted: remark, told: remark, answerBy: { promiseId: promise, dueAt: soon } }
    const commands: readonly (() => TicketCommand)[] = [
      () => ({ type: 'assign', assigneeId: anAgent() }),
      () => ({ type: 'unassign' }),
      () => ({ type: 'transfer', teamId: aTeam(), briefing }),
      () => ({ type: 'accept-hand-over' }),
      () => ({ type: 'return-hand-over', reason: 'x' }),
      () => ({ type: 'reply', messageId: message }),
      () => ({ type: 'receive-reply', messageId: message }),
      () => ({ type: 'request-information', messageId: message }),
      () => ({ type: 'hold' }),
      () => ({ type: 'resume' }),
      () => ({ type: 'snooze', until: soon }),
      () => ({ type: 'wake' }),
      () => ({ type: 'promise-update', promiseId: promise, dueAt: soon }),
      () => ({ type: 'schedule-follow-up', followUpId: followUp, dueAt: soon }),
      () => ({ type: 'complete-follow-up', followUpId: followUp }),
      () => ({ type: 'confirm-problem', statementId: null }),
      () => ({ type: 'resolve', code: 'fixed' }),
      () => ({ type: 'confirm-resolution' }),
      () => ({ type: 'reject-resolution' }),
      () => ({ type: 'tell-solution', told: { by: 'call' } }),
      () => ({ type: 'reopen' }),
      () => ({ type: 'close' }),
      () => ({ type: 'cancel' }),
    ]
    return some(commands, fail)()
  }

  const give = (): void => {
    tally.commands += 1
    const actor: Actor = { kind: 'agent', id: anAgent() }
    const known = [...lives.keys()]
    if (known.length < 25) {
      const ticketId = orThrow(parseId('tkt', `tkt_${opened}`))
      opened += 1
      const workflow = some(workflows, workflows[0] ?? fail())
      const owner = chance(0.3) ? {} : { assigneeId: chance(0.5) ? anAgent() : null, teamId: chance(0.5) ? aTeam() : null }
      const open = {
        type: 'open',
        ticketId,
        number: null,
        kind: 'x',
        channel: 'x',
        requesterId: customer,
        message: null,
      } as const
      write(ticketId, null, orThrow(decideTicket(workflow, null, { ...open, ...owner }, { actor, now })), workflow)
      tally.granted += 1
      return
    }
    const id = some(known, known[0] ?? fail())
    const life = lives.get(id) ?? fail()
    // The closed are many in the end: some make room for new ones.
    if (life.ticket.category === 'closed' && chance(0.3)) lives.delete(id)
    const decided = decideTicket(life.workflow, life.ticket, command(), { actor, now })
    if (!lives.has(id) || decided.isErr() || decided.value.length === 0) return
    tally.granted += 1
    write(id, life.ticket, decided.value, life.workflow)
    ask(id)
  }

  /** Time passes; what is due happens, and now and then does not: a worker settled it and died. */
  const tick = (): void => {
    now = addMs(now, Math.ceil(entropy.next() * 30) * 3_600_000)
    for (const [key, dueAt] of [...work]) {
      if (dueAt > now) continue
      const [queue, name] = key.split(' ')
      const id = [...lives.keys()].find((known) => known === name)
      const moment = ticketMoments.find((known) => known === queue) ?? fail()
      work.delete(key)
      if (id === undefined) continue
      dead.add(key)
      if (chance(0.1)) continue
      const life = lives.get(id) ?? fail()
      const decided = decideMoment(moment, life.workflow, life.ticket, { actor: system, now })
      if (decided.isErr()) continue
      dead.delete(key)
      write(id, life.ticket, decided.value, life.workflow)
    }
    for (const id of lives.keys()) ask(id)
  }

  const change = (): void => {
    const [set, name] = chance(0.5) ? ([present.agents, anAgent()] as const) : ([present.teams, aTeam()] as const)
    if (!set.delete(name)) set.add(name)
    for (const id of lives.keys()) ask(id)
  }

  const ask = (id: TicketId): void => {
    tally.asked += 1
    const { ticket, index } = lives.get(id) ?? fail()
    const roster: Roster = { agents: [...present.agents], teams: [...present.teams] }
    const found = neglectOf(index, roster, now)
    const wanted = plainly(ticket, { work, dead, present, now })
    if (found !== wanted)
      throw new Error(`${id} at ${now}: found ${found}, but plainly ${wanted}: ${JSON.stringify({ ticket, index })}`)
    if (found !== null) neglected[found] += 1
  }

  for (let step = 0; step < steps; step += 1) {
    const kind = entropy.next()
    if (kind < 0.03) tick()
    else if (kind < 0.04) change()
    else give()
  }
  return { ...tally, neglected }
}

/** Why nobody looks after a ticket, reasoned from the ticket and the work that waits or died, without any index. */
function plainly(
  { id, category, assigneeId, teamId }: Ticket,
  world: {
    readonly work: ReadonlyMap<string, Instant>
    readonly dead: ReadonlySet<string>
    readonly present: { readonly agents: ReadonlySet<string>; readonly teams: ReadonlySet<string> }
    readonly now: Instant
  },
): NeglectReason | null {
  const { work, dead, present, now } = world
  if (category === 'closed') return null
  if (assigneeId !== null ? present.agents.has(assigneeId) : teamId !== null && present.teams.has(teamId)) return null
  const items = carrying.map((queue) => `${queue} ${id}`)
  if (items.some((item) => (work.get(item) ?? now) > now)) return null
  if (items.some((item) => work.has(item) || dead.has(item))) return 'timer-dead'
  if (assigneeId !== null) return 'agent-gone'
  return teamId === null ? 'unowned' : 'team-removed'
}

function fail(): never {
  throw new TypeError('the model lost a ticket')
}
