import { instant, orThrow } from '@caseload/core'
import {
  allowedCommands,
  carefulWorkflow,
  compileWorkflow,
  decideTicket,
  evolveTicket,
  standardWorkflow,
  type Ticket,
  type Workflow,
} from '@caseload/lifecycle'
import type { Benchmark } from '../harness/benchmark.ts'
import { script } from './script.ts'

const standard = orThrow(compileWorkflow(standardWorkflow))
const careful = orThrow(compileWorkflow(carefulWorkflow))
const ada = { kind: 'agent', id: 'agt_ada' } as const
const now = script.at(-1)?.now ?? instant(0)

/** The ticket in every state that the script passes. */
function states(workflow: Workflow): readonly Ticket[] {
  let ticket: Ticket | null = null
  const passed: Ticket[] = []
  for (const { actor, command, now } of script) {
    const events = decideTicket(workflow, ticket, command, { actor, now }).unwrapOr([])
    for (const event of events) ticket = evolveTicket(ticket, event)
    if (ticket !== null) passed.push(ticket)
  }
  return passed
}

/** What could be done with a ticket now, for an agent: every command tried against the rules. */
export const allowed: Benchmark = {
  name: 'allowed-commands',
  work: 'the list of what an agent may do with a ticket now, over the states a ticket passes',
  contenders: [
    { name: 'caseload, standard workflow', run: asking(standard) },
    { name: 'caseload, careful workflow', run: asking(careful) },
  ],
  least: 100_000,
  clock: 'cpu',
  batch: 20_000,
  rounds: 9,
  callsPerRound: 1,
}

function asking(workflow: Workflow): (batch: number) => void {
  const tickets = states(workflow)
  return (batch) => {
    let listed = 0
    for (let done = 0; done < batch; done += 1) {
      const ticket = tickets[done % tickets.length]
      if (ticket !== undefined) listed += allowedCommands(workflow, ticket, ada, now).length
    }
    if (listed < batch) throw new Error('an agent could do nothing')
  }
}
