import { compileCalendar } from '@caseload/calendar'
import { orThrow } from '@caseload/core'
import { compileSla, nextBreach, type SlaProgress, slaFold, slaState } from '@caseload/sla'
import type { Benchmark } from '../harness/benchmark.ts'
import { now, signals } from './ticket.ts'

const week = { 'mon-fri': ['09:00-12:00', '12:30-17:00'] }
const office = orThrow(compileCalendar({ zone: 'Europe/Helsinki', week }))
const document = (calendar: string | null) => ({
  schema: 1,
  id: 'support',
  version: 1,
  fields: { priority: { type: 'enum', values: ['normal', 'high'] } },
  policies: [
    {
      id: 'all',
      calendar,
      targets: {
        firstReply: { by: 'priority', of: { high: 'PT2H' }, otherwise: 'PT4H' },
        nextReply: 'PT4H',
        agentWork: { by: 'priority', of: { high: 'PT12H' }, otherwise: 'PT24H' },
        resolution: { by: 'priority', of: { high: 'PT40H' }, otherwise: 'PT80H' },
      },
    },
  ],
})
const inOffice = orThrow(compileSla(document('office'), { calendars: { office } }))
const aroundTheClock = orThrow(compileSla(document(null)))
const history = { facts: { priority: 'normal' }, signals }

function states(sla: typeof inOffice): (batch: number) => void {
  return (batch) => {
    for (let done = 0; done < batch; done += 1) {
      if (slaState(sla, history, now).clocks['resolution']?.status !== 'running')
        throw new Error('the resolution clock should run')
    }
  }
}

/** The clocks of one ticket from its signals. */
export const sla: Benchmark = {
  name: 'sla',
  work: 'the state of 4 clocks of a ticket from its 20 signals',
  contenders: [
    { name: 'caseload, office hours', run: states(inOffice) },
    { name: 'caseload, around the clock', run: states(aroundTheClock) },
  ],
  clock: 'cpu',
  least: 300_000,
  batch: 20_000,
  rounds: 7,
  callsPerRound: 1,
}

const fold = slaFold(inOffice)
/** So many that they do not fit into what a processor keeps at hand, as a million would not. */
const tickets = 100_000
let progresses: readonly SlaProgress[] = []

/** Progress of tickets of which each is its own, made when first asked for. */
function kept(): readonly SlaProgress[] {
  if (progresses.length > 0) return progresses
  progresses = Array.from({ length: tickets }, (_, index) =>
    signals
      .slice(0, 1 + (index % signals.length))
      .map((signal) => ({ ...signal, at: Number(signal.at) + index * 1000 }))
      .reduce(fold.step, fold.init({ priority: 'normal' })),
  )
  return progresses
}

function sweep(batch: number): void {
  let soonest = Number.POSITIVE_INFINITY
  const all = kept()
  for (let done = 0; done < batch; done += 1) {
    const progress = all[done % all.length]
    if (progress !== undefined) soonest = Math.min(soonest, nextBreach(progress))
  }
  if (!Number.isFinite(soonest)) throw new Error('some ticket should be due')
}

/** Looking for the next breach among tickets whose clocks are kept. */
export const slaSweep: Benchmark = {
  name: 'sla-sweep',
  work: 'the next breach of one open ticket, of 100,000 kept in memory, looked at ten times (to reach: a million in 2 s)',
  contenders: [{ name: 'caseload', run: sweep }],
  clock: 'cpu',
  least: 500_000,
  batch: 1_000_000,
  rounds: 5,
  callsPerRound: 1,
}
