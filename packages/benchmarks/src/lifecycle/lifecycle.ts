import { orThrow } from '@caseload/core'
import { compileWorkflow, standardWorkflow, type Ticket, ticketDecider } from '@caseload/lifecycle'
import type { Benchmark } from '../harness/benchmark.ts'
import { runRobot } from './robot3-machine.ts'
import { type Step, script } from './script.ts'
import { runXstate } from './xstate-machine.ts'

const decider = ticketDecider(orThrow(compileWorkflow(standardWorkflow)))

function runCaseload(steps: readonly Step[]): string {
  let ticket: Ticket | null = null
  for (const { actor, command, now } of steps) {
    const events = orThrow(decider.decide(ticket, command, { actor, now }))
    for (const event of events) ticket = decider.evolve(ticket, event)
  }
  return ticket === null ? 'unopened' : ticket.status
}

/** Repeats the script until the batch is done, and makes sure that it ended where it should. */
const repeat = (run: (steps: readonly Step[]) => string) => (batch: number) => {
  for (let done = 0; done < batch; done += script.length) {
    if (run(script) !== 'resolved') throw new Error('the script did not end in resolved')
  }
}

/** Deciding about commands and folding their events, against state machines doing the transitions alone. */
export const lifecycle: Benchmark = {
  name: 'lifecycle',
  work: 'one ticket command decided and its events folded (ours also checks guards, names refusals and counts)',
  contenders: [
    { name: 'caseload', run: repeat(runCaseload) },
    { name: 'xstate 5 transition()', run: repeat(runXstate) },
    { name: 'robot3 service', run: repeat(runRobot) },
  ],
  promises: { 'xstate 5 transition()': 12 },
  batch: 100_000,
  rounds: 9,
  callsPerRound: 1,
}
