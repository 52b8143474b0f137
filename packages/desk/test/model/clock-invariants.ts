import { deepStrictEqual } from 'node:assert'
import { orThrow } from '@caseload/core'
import type { DeskEvent } from '@caseload/desk'
import { readDocument, type TicketClocks, ticketSignals } from '@caseload/planner'
import { nextBreach, oldestDeadline, type SlaProgress, type SlaState, slaFold, slaProgress, slaState } from '@caseload/sla'
import type { Circumstances } from './invariants.ts'
import { docsOf, type Kept, type KeptDoc, ticketStreams, ticketsOf } from './kept.ts'

/**
 * What does not hold of clocks: each ticket has them once, and each clock each of its goals once a cycle; when they are due, and what of it stands in the index and the timer, is what the ticket's own events give
 * worked out anew; nothing is told of them twice, and every miss is told.
 */
export function brokenClocks(kept: Kept, about: Circumstances): readonly string[] {
  const { sla } = about.policies
  if (sla === null) return []
  const streams = ticketStreams(kept)
  const stored = new Map(docsOf(kept, 'ticket-clocks').map((doc) => [doc.ref.id, doc]))
  const without = [...ticketsOf(kept).keys()].filter((id) => !stored.has(id))
  return [
    ...without.map((id) => `${id} has no clocks`),
    ...[...stored].flatMap(([id, doc]) => {
      const clocks = orThrow(readDocument('ticket-clocks', doc))
      const signals = ticketSignals(streams.get(id) ?? [], sla.events)
      const state = slaState(sla, { signals }, about.now)
      const told = kept.events.filter(({ stream }) => stream === id.replace('tkt_', 'sla_'))
      return [
        ...brokenStates(id, state, slaState(sla, { signals: clocks.signals }, about.now)),
        ...brokenFields(id, doc, slaFold(sla).until(slaProgress(sla, { signals }), about.settled ? about.now : clocks.toldAt)),
        ...brokenTold(id, clocks, told),
        ...((kept.work.get(`sla/${id}`) ?? null) === clocks.timerAt
          ? []
          : [`${id} has its timer elsewhere than at ${clocks.timerAt}`]),
        ...(about.settled ? unsettled(id, clocks, state, about) : []),
      ]
    }),
  ]
}

function brokenStates(id: string, anew: SlaState, stored: SlaState): readonly string[] {
  const dues = ({ clocks }: SlaState) =>
    Object.values(clocks).map(({ clock, status, dueAt, earlier, current }) => ({
      ...{ clock, status, dueAt },
      cycles: [...earlier, ...(current === null ? [] : [current])].map(({ cycle, goals, endedAt }) => ({
        ...{ cycle, endedAt },
        goals: goals.map((goal) => ({ id: goal.id, dueAt: goal.dueAt, outcome: goal.outcome })),
      })),
    }))
  deepStrictEqual(dues(stored), dues(anew), `clocks of ${id} are due otherwise than its events say`)
  return dues(stored).flatMap(({ clock, cycles }) => [
    ...(new Set(cycles.map(({ cycle }) => cycle)).size === cycles.length ? [] : [`${id} has a cycle of ${clock} twice`]),
    ...cycles.flatMap(({ cycle, goals }) =>
      new Set(goals.map((goal) => goal.id)).size === goals.length ? [] : [`${id} has a goal of ${clock} ${cycle} twice`],
    ),
  ])
}

function brokenFields(id: string, { fields }: KeptDoc, progress: SlaProgress): readonly string[] {
  const wanted = { nextBreachAt: nextBreach(progress), overdueSince: oldestDeadline(progress) }
  return Object.entries(wanted).flatMap(([name, value]) =>
    fields[name] === value ? [] : [`${id} is listed by ${name} ${fields[name]}, not ${value}`],
  )
}

function brokenTold(id: string, { version }: TicketClocks, told: readonly DeskEvent[]): readonly string[] {
  const once = told.flatMap(({ type, data }): readonly string[] => {
    if (type === 'sla-fulfilled' || type === 'sla-cancelled') return [`end ${data.clock} ${data.cycle}`]
    return type === 'sla-step-reached' ? [`step ${data.clock} ${data.cycle} ${data.goal} ${data.step}`] : []
  })
  return [
    ...(version === told.length ? [] : [`${id} has told ${told.length} facts of its clocks, and counts ${version}`]),
    ...told.flatMap((event, index) => (event.version === index + 1 ? [] : [`${id} has a gap among the facts of its clocks`])),
    ...once.filter((fact, index) => once.indexOf(fact) !== index).map((fact) => `${id} tells ${fact} twice`),
  ]
}

/** Of a desk whose timers have run: every miss there is was told with the cycle it happened in, and no timer is left behind. */
function unsettled(id: string, { breaches, timerAt }: TicketClocks, state: SlaState, { now }: Circumstances): readonly string[] {
  const missed = Object.values(state.clocks).flatMap(({ clock, earlier, current }) =>
    [...earlier, ...(current === null ? [] : [current])].flatMap(({ cycle, goals, startedAt }) =>
      goals.flatMap((goal) =>
        goal.breachedAt !== null && goal.breachedAt >= startedAt ? [`${clock} ${cycle} ${goal.id} at ${goal.breachedAt}`] : [],
      ),
    ),
  )
  const told = breaches.map(({ clock, cycle, goal, breachedAt }) => `${clock} ${cycle} ${goal} at ${breachedAt}`)
  return [
    ...missed.filter((miss) => !told.includes(miss)).map((miss) => `${id} missed ${miss}, which is not told`),
    ...told.filter((miss) => !missed.includes(miss)).map((miss) => `${id} did not miss ${miss}, which is told`),
    ...(timerAt !== null && timerAt <= now ? [`${id} has a timer of its clocks at ${timerAt}, which has passed`] : []),
  ]
}
