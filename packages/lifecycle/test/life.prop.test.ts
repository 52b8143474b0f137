import { actorKinds, canonicalJson, foldEvents, orThrow } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  compileWorkflow,
  decideObserved,
  decideTicket,
  evolveTicket,
  outcomes,
  priorities,
  type Ticket,
  type TicketCommand,
  type TicketEvent,
  ticketDecider,
} from '../src/index.ts'
import { actors, ada, bob, hour, mail, message, network, opening } from './desk-day.ts'
import { dutyCommand } from './duty-commands.ts'
import { disagreements } from './supply.ts'
import { workflowDocuments } from './workflow-documents.ts'

const status = fc.nat(8).map((index) => `s${index}`)
const move = fc.record({ toStatus: status }, { requiredKeys: [] })
const code = fc.constantFrom('fixed', 'known')
const ending = fc.record({ code, outcome: fc.constantFrom(...outcomes), toStatus: status }, { requiredKeys: [] })
const typed = <Type extends string, Rest extends object>(type: Type, rest: fc.Arbitrary<Rest>) =>
  rest.map((each) => ({ ...each, type }))
const messageOf = fc.record({ messageId: fc.constant(message), automatic: fc.boolean() })

const basicCommand: fc.Arbitrary<TicketCommand> = fc.oneof(
  fc.constantFrom<TicketCommand>(
    { type: 'assign', assigneeId: ada },
    { type: 'assign', assigneeId: bob, teamId: mail },
    { type: 'unassign' },
  ),
  fc.constantFrom<TicketCommand>({ type: 'transfer', teamId: network }, { type: 'transfer', teamId: mail, assigneeId: ada }),
  fc.constantFrom<TicketCommand>({ type: 'escalate' }, { type: 'escalate', level: 1, teamId: network }),
  typed('prioritise', fc.record({ priority: fc.constantFrom(...priorities) })),
  typed(
    'classify',
    fc.record(
      { topic: fc.constantFrom('vpn', null), tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')) },
      { requiredKeys: [] },
    ),
  ),
  typed(
    'classify',
    fc.record({ attributes: fc.dictionary(fc.constantFrom('site', 'floor'), fc.constantFrom('hki', 3, true, null)) }),
  ),
  typed('reply', messageOf),
  typed('note', fc.constant({ messageId: message })),
  typed('receive-reply', messageOf),
  typed(
    'request-information',
    move.map((each) => ({ ...each, messageId: message })),
  ),
  typed('hold', move),
  typed('resume', move),
  typed('resolve', ending),
  typed('reopen', move),
  typed('close', move),
  typed('cancel', move),
  fc.tuple(ending, status).map(([rest, toStatus]) => ({ ...rest, type: 'change-status' as const, toStatus })),
)
const command = fc.oneof({ arbitrary: basicCommand, weight: 2 }, { arbitrary: dutyCommand, weight: 1 })
const stepOf = (commands: fc.Arbitrary<TicketCommand>) =>
  fc.record({
    command: commands,
    actor: fc
      .constantFrom(...actorKinds)
      .chain((kind) => fc.boolean().map((lead) => ({ ...actors[kind], roles: lead ? ['lead'] : [] }))),
    hours: fc.integer({ min: -2, max: 40 }),
  })
const opener = fc.record({
  toStatus: fc.constant('s0'),
  priority: fc.constantFrom(...priorities),
  assigneeId: fc.constantFrom(null, ada),
})
const lives = fc.record({ document: workflowDocuments, opener, steps: fc.array(stepOf(command), { maxLength: 25 }) })
const logs = fc.record({ document: workflowDocuments, opener, steps: fc.array(stepOf(basicCommand), { maxLength: 25 }) })

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(Object.freeze(value))) freeze(each)
  return value
}

it('never leaves the compiled table, folds to the live state, and keeps time', () => {
  fc.assert(
    fc.property(lives, ({ document, opener: particulars, steps }) => {
      const workflow = orThrow(compileWorkflow(document))
      const decider = ticketDecider(workflow)
      const history: TicketEvent[] = []
      let ticket: Ticket | null = null
      let now = hour(0)
      const all = [{ command: { ...opening, ...particulars }, actor: actors.system, hours: 0 }, ...steps]
      for (const { command: asked, actor, hours } of all) {
        now = hour((now - hour(0)) / 3_600_000 + hours)
        const before: Ticket | null = freeze(ticket)
        const decided = decideTicket(workflow, before, freeze(asked), { actor, now })
        if (decided.isErr()) {
          expect(decided.error.command).toBe(asked.type)
          continue
        }
        for (const event of decided.value) {
          if (event.type === 'ticket-status-changed') {
            const { from, to, fromCategory, toCategory, outcome } = event.data
            const ways = workflow.statuses.get(from)?.ways.get(to) ?? []
            expect(ways.length).toBeGreaterThan(0)
            expect(fromCategory).toBe(ticket?.category)
            expect(toCategory).toBe(workflow.statuses.get(to)?.category)
            expect(outcome !== null).toBe(toCategory === 'resolved' || toCategory === 'closed')
          }
          expect(event.at).toBeGreaterThanOrEqual(history.at(-1)?.at ?? event.at)
          expect(canonicalJson(event).isOk()).toBe(true)
          history.push(freeze(event))
          ticket = decider.evolve(ticket, event)
        }
      }
      expect(foldEvents(decider, JSON.parse(JSON.stringify(history)))).toEqual(ticket)
      expect(ticket?.version).toBe(history.length)
      expect(ticket?.updatedAt).toBe(history.at(-1)?.at)
      expect(workflow.statuses.get(ticket?.status ?? '')?.category).toBe(ticket?.category)
      expect(
        ticket === null || (ticket.pausedFrom !== null && ticket.category !== 'pending' && ticket.category !== 'on-hold'),
      ).toBe(false)
    }),
    { numRuns: 200 },
  )
})

it('lists exactly what is granted, in any workflow at any moment', () => {
  fc.assert(
    fc.property(lives, ({ document, opener: particulars, steps }) => {
      const workflow = orThrow(compileWorkflow(document))
      let ticket: Ticket | null = null
      for (const { command: asked, actor, hours } of [
        { command: { ...opening, ...particulars }, actor: actors.system, hours: 0 },
        ...steps,
      ]) {
        const events: readonly TicketEvent[] = decideTicket(workflow, ticket, asked, { actor, now: hour(hours) }).unwrapOr([])
        ticket = events.reduce<Ticket | null>(evolveTicket, ticket)
      }
      for (const kind of actorKinds) {
        for (const now of [hour(1), hour(1000)]) expect(disagreements(workflow, ticket, actors[kind], now)).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})

it('follows an observed log wherever it goes, saying where the workflow would not have', () => {
  fc.assert(
    fc.property(logs, ({ document, opener: particulars, steps }) => {
      const workflow = orThrow(compileWorkflow(document))
      let ticket: Ticket | null = null
      let folded = 0
      for (const { command: asked, actor, hours } of [
        { command: { ...opening, ...particulars }, actor: actors.system, hours: 0 },
        ...steps,
      ]) {
        const context = { actor, now: hour(hours) }
        const live = decideTicket(workflow, ticket, asked, context)
        const observed = decideObserved(workflow, ticket, asked, context)
        if (observed.isErr()) {
          expect(['ticket/unknown-status', 'ticket/no-such-category', 'ticket/invalid-command']).toContain(observed.error.kind)
          continue
        }
        const deviations = observed.value.filter(({ type }) => type === 'deviation-recorded')
        expect(deviations.length).toBe(live.isErr() ? 1 : 0)
        ticket = observed.value.reduce<Ticket | null>(evolveTicket, ticket)
        folded += observed.value.length
        if (asked.type === 'change-status') expect(ticket?.status).toBe(asked.toStatus)
        const reported = deviations[0]
        if (reported?.type === 'deviation-recorded') expect(reported.data.to).toBe(ticket?.status)
      }
      expect(ticket?.version).toBe(folded)
    }),
    { numRuns: 200 },
  )
})
