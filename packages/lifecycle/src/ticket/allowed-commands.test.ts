import { actorKinds, addMs } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, careful, carefulLives, furtherLives, hour, lives, ticketAfter, variant, workflow } from '../../test/desk-day.ts'
import { disagreements, supply } from '../../test/supply.ts'
import { standardWorkflow } from '../workflow/standard-workflow.ts'
import { allowedCommands } from './allowed-commands.ts'
import { checkBackScheduled } from './check-back/decide-check-back.ts'
import { decideTicket } from './decide-ticket.ts'
import { evolveTicket } from './evolve-ticket.ts'
import type { Ticket } from './ticket.ts'
import { ticketCommandTypes } from './ticket-commands.ts'

const tickets: (Ticket | null)[] = [
  null,
  ...[...Object.values(lives), ...Object.values(furtherLives)].map((steps) => ticketAfter(steps)),
  ...Object.values(carefulLives).map((steps) => ticketAfter(steps, careful)),
]
const solved = ticketAfter([...(lives['resolved'] ?? [])])
const asked = checkBackScheduled(
  solved,
  { attempt: 1, attempts: 1, channel: 'phone', dueAt: hour(50) },
  { actor: actors.system, now: hour(9) },
)
if (asked !== null) tickets.push(evolveTicket(solved, asked))
const instants = [hour(10), addMs(hour(10), 700 * 3_600_000)]

describe('given every status, actor and command', () => {
  it.each(tickets.map((ticket) => [ticket?.status ?? 'no ticket', ticket] as const))(
    'lists for %s exactly what is granted',
    (_, ticket) => {
      for (const kind of actorKinds) {
        for (const now of instants) expect(disagreements(workflow, ticket, actors[kind], now)).toEqual([])
      }
    },
  )

  it.each(Object.entries(carefulLives))('does so where the workflow is strict: %s', (_, steps) => {
    const ticket = ticketAfter(steps, careful)
    for (const kind of actorKinds) {
      for (const now of instants) expect(disagreements(careful, ticket, actors[kind], now)).toEqual([])
    }
  })

  it.each(ticketCommandTypes)('both grants and refuses %s somewhere', (type) => {
    const answers = tickets.flatMap((ticket) =>
      actorKinds.map((kind) => {
        const commands = supply(type, ticket, type === 'change-status' ? 'pending' : null, ['resolutionCode'])
        return commands.some((command) => decideTicket(workflow, ticket, command, { actor: actors[kind], now: hour(10) }).isOk())
      }),
    )
    expect(new Set(answers)).toEqual(new Set([true, false]))
  })

  it('answers every one of them with events or with a refusal that says what is allowed', () => {
    for (const ticket of tickets) {
      for (const kind of actorKinds) {
        for (const type of ticketCommandTypes) {
          const [command] = supply(type, ticket, type === 'change-status' ? 'open' : null, [])
          if (command === undefined) continue
          const decided = decideTicket(workflow, ticket, command, { actor: actors[kind], now: hour(10) })
          if (decided.isOk()) continue
          expect(decided.error).toMatchObject({ command: type, status: ticket?.status ?? null })
          expect(decided.error.allowedNow).toEqual(allowedCommands(workflow, ticket, actors[kind], hour(10)))
        }
      }
    }
  })
})

describe('given an open ticket', () => {
  const open = ticketAfter(lives['open'] ?? [])

  it('offers a requester what is a requester’s to do', () => {
    expect(allowedCommands(workflow, open, actors.requester, hour(10))).toEqual([
      { command: 'receive-reply', to: [], needs: [] },
      { command: 'cancel', to: ['closed'], needs: [] },
      { command: 'confirm-problem', to: [], needs: [] },
      { command: 'watch', to: [], needs: [] },
      { command: 'unwatch', to: [], needs: [] },
    ])
  })

  it('names the same command once for each set of needs', () => {
    const moves = allowedCommands(workflow, open, actors.agent, hour(10)).filter(({ command }) => command === 'change-status')
    expect(moves).toEqual([
      { command: 'change-status', to: ['open', 'pending', 'on-hold'], needs: [] },
      { command: 'change-status', to: ['resolved'], needs: ['resolutionCode'] },
    ])
  })

  it('puts the default first', () => {
    const rules = variant({
      statuses: [{ id: 'triage', category: 'on-hold', title: 'Triage' }, ...standardWorkflow.statuses],
      transitions: [...standardWorkflow.transitions, { from: 'open', to: 'triage' }, { from: 'triage', to: 'open' }],
    })
    expect(allowedCommands(rules, open, actors.agent, hour(10)).find(({ command }) => command === 'hold')?.to).toEqual([
      'on-hold',
      'triage',
    ])
  })

  it('takes a condition on a code that is still to be said to hold', () => {
    const rules = variant({
      transitions: standardWorkflow.transitions.map((each) =>
        each.to === 'resolved' ? { ...each, when: { field: 'resolutionCode', equals: 'fixed' } } : each,
      ),
    })
    expect(allowedCommands(rules, open, actors.agent, hour(10))).toContainEqual({
      command: 'resolve',
      to: ['resolved'],
      needs: ['resolutionCode'],
    })
  })

  it('leaves out a way to an open status that asks for a code, which such a move cannot bring', () => {
    const rules = variant({
      transitions: standardWorkflow.transitions.map((each) =>
        each.to === 'pending' ? { ...each, requires: ['resolutionCode'] } : each,
      ),
    })
    expect(disagreements(rules, open, actors.agent, hour(10))).toEqual([])
    const targets = allowedCommands(rules, open, actors.agent, hour(10)).flatMap(({ to }) => to)
    expect(targets).not.toContain('pending')
  })

  it('leaves out a way that asks for a fact no command could bring', () => {
    const rules = variant({
      transitions: standardWorkflow.transitions.map((each) => (each.to === 'resolved' ? { ...each, requires: ['topic'] } : each)),
    })
    expect(allowedCommands(rules, open, actors.agent, hour(10)).map(({ command }) => command)).not.toContain('resolve')
  })
})
