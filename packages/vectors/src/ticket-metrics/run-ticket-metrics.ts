import { type Calendar, compileCalendar } from '@caseload/calendar'
import { orThrow } from '@caseload/core'
import { type ClockState, compileSla, type SlaSignal, slaState, standardClocks } from '@caseload/sla'
import type { Run } from '../outcome.ts'
import {
  type MetricsTimeline,
  metricsTimeline,
  type TicketMetricsFile,
  type TicketMetricsVector,
  ticketMetricsVector,
} from './ticket-metrics-file.ts'
import { timelineSignals } from './timeline-signals.ts'

/** Which cycle of which clock a metric is. */
const metrics: Readonly<Record<string, readonly [clock: string, cycle: 'first' | 'last']>> = {
  firstReplyTime: ['firstReply', 'first'],
  nextReplyTimeOfFirstFollowUp: ['nextReply', 'first'],
  agentWaitTime: ['pendingTime', 'last'],
  onHoldTime: ['holdTime', 'last'],
  requesterWaitTime: ['requesterWait', 'last'],
  agentWorkTime: ['agentWork', 'last'],
  totalResolutionTime: ['resolution', 'last'],
  latestPeriodicUpdate: ['periodicUpdate', 'last'],
  latestPausableUpdate: ['pausableUpdate', 'last'],
}

const clocks = {
  pendingTime: { ...standardClocks.requesterWait, pausedIn: ['new', 'open', 'on-hold'] },
  holdTime: { ...standardClocks.requesterWait, pausedIn: ['new', 'open', 'pending'] },
}
const targets = Object.fromEntries(
  [...new Set(Object.values(metrics).map(([clock]) => clock))].map((clock) => [clock, { goal: null }]),
)

/** Runs the vectors of a file: each metric is a clock that is measured without a deadline. */
export function runTicketMetrics(file: TicketMetricsFile): (vector: unknown) => Run {
  return (given) => {
    const parsed = ticketMetricsVector.safeParse(given)
    if (!parsed.success) return { unsupported: `not of its schema: ${parsed.error.issues[0]?.path.join('.')}` }
    const vector = parsed.data
    const metric = Object.hasOwn(metrics, vector.metric) ? metrics[vector.metric] : undefined
    const told = metricsTimeline.safeParse(
      Object.hasOwn(file.timelines, vector.timeline) ? file.timelines[vector.timeline] : null,
    )
    if (!told.success) return { unsupported: `no timeline that can be read: ${vector.timeline}` }
    const timeline = told.data
    const signals = timelineSignals(timeline)
    if (metric === undefined || signals === null) return { unsupported: `no clock for ${vector.metric}` }
    const clock = measured(timeline, signals, vector.hours, metric[0])
    if (clock === null) return { unsupported: `no hours for ${vector.hours}` }
    return compared(vector, elapsedOf(clock, metric[1]))
  }
}

function measured(timeline: MetricsTimeline, signals: readonly SlaSignal[], hours: string, clock: string): ClockState | null {
  const far = '2100-01-01T00:00:00Z'
  const document = { schema: 1, id: 'vectors', version: 1, clocks }
  if (hours === 'calendar') {
    const sla = orThrow(compileSla({ ...document, policies: [{ id: 'all', targets }] }))
    return slaState(sla, { signals }, far).clocks[clock] ?? null
  }
  if (Array.isArray(timeline)) return null
  const last = timeline.schedules.at(-1)?.name ?? ''
  const counted = /last schedule/.test(hours) ? timeline.schedules.filter(({ name }) => name === last) : timeline.schedules
  const policies = counted.map(({ name }, index) => ({
    id: `schedule${index}`,
    ...(counted.length > 1 ? { when: { field: 'schedule', equals: name } } : {}),
    calendar: `schedule${index}`,
    targets,
  }))
  const calendars = Object.fromEntries(
    counted.map(({ weekMinutesUtc }, index) => [`schedule${index}`, scheduleOf(weekMinutesUtc)]),
  )
  const sla = orThrow(compileSla({ ...document, fields: { schedule: { type: 'text' } }, policies }, { calendars }))
  return slaState(sla, { facts: { schedule: counted[0]?.name ?? null }, signals }, far).clocks[clock] ?? null
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

function scheduleOf(weekMinutes: readonly (readonly [number, number])[]): Calendar {
  const week: Record<string, string[]> = {}
  for (const [from, to] of weekMinutes) {
    const day = Math.floor(from / 1440)
    const name = days[day] ?? 'sun'
    week[name] = [...(week[name] ?? []), `${wall(from - day * 1440)}-${wall(to - day * 1440)}`]
  }
  return orThrow(compileCalendar({ zone: 'UTC', week }))
}

function wall(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function elapsedOf({ earlier, current }: ClockState, which: 'first' | 'last'): number | null {
  const ended = [...earlier, ...(current === null ? [] : [current])].filter(({ ending }) => ending === 'fulfilled')
  return (which === 'first' ? ended[0] : ended.at(-1))?.elapsedMs ?? null
}

function compared(vector: TicketMetricsVector, elapsedMs: number | null): Run {
  const { expectedSeconds, expectedMinutes, toleranceMinutes = 0, exactMinutes } = vector
  if (expectedSeconds !== undefined) return { expected: expectedSeconds, actual: elapsedMs === null ? null : elapsedMs / 1000 }
  if (expectedMinutes === undefined) return { unsupported: 'expects nothing that is known' }
  const minutes = elapsedMs === null ? null : elapsedMs / 60_000
  const close = minutes !== null && Math.abs(minutes - expectedMinutes) <= toleranceMinutes
  const exact = exactMinutes === undefined || (minutes !== null && Math.abs(minutes - exactMinutes) < 0.0001)
  return { expected: expectedMinutes, actual: close && exact ? expectedMinutes : minutes }
}
