import {
  count,
  type Dataset,
  type Distribution,
  dataset,
  describeLog,
  distribution,
  type Estimate,
  escalationRate,
  firstResolutionTime,
  firstTouchTime,
  fullResolutionTime,
  type HandOverFlow,
  handOverFlow,
  handoverRate,
  handovers,
  type LogDescription,
  measure,
  openCount,
  pingPongRate,
  reopenRate,
  type StatusDuration,
  statusDurations,
  type TicketDurations,
  type TicketFacts,
  ticketCount,
} from '@caseload/analytics'
import type { Problem } from '@caseload/core'
import { err, ok, Result } from 'neverthrow'
import { isOver, type StatusOf } from '../replay/row-changes.ts'
import type { JournalFold } from './journal-fold.ts'
import { type VolumeOutcome, volumeOutcome } from './volume-outcome.ts'

const pingPongs = measure('pingPongs', 'pingPongs', 'amount')
const deviations = measure('deviations', 'deviations', 'amount')

const ticketMetrics = [
  ticketCount(),
  openCount(),
  firstTouchTime.median(),
  firstTouchTime.p90(),
  firstResolutionTime.median(),
  firstResolutionTime.p90(),
  fullResolutionTime.median(),
  fullResolutionTime.p90(),
  reopenRate(),
  handoverRate(),
  pingPongRate(),
  escalationRate(),
  handovers.sum(),
  pingPongs.sum(),
  deviations.sum(),
] as const

/** The name of a number about tickets. */
export type TicketMetricId = (typeof ticketMetrics)[number]['id']

/** The numbers of one group of tickets. */
export interface TicketGroup {
  /** What the tickets have in common; null where nobody said. */
  readonly key: string | number | boolean | null
  /** The numbers. */
  readonly values: Readonly<Record<TicketMetricId, Estimate>>
}

/** How often the workflow would have refused the same thing for the same reason. */
export interface DeviationCount {
  /** Why. */
  readonly reason: string
  /** Status before. */
  readonly from: string
  /** Status after. */
  readonly to: string
  /** How often. */
  readonly count: number
}

/** Everything the replay found out, all of it computed by `@caseload/analytics`. */
export interface Outcome {
  /** Size and shape of the log as the journal tells it. */
  readonly log: LogDescription
  /** Numbers over all tickets. */
  readonly all: Readonly<Record<TicketMetricId, Estimate>>
  /** Numbers by group, by what the grouping is called; most tickets first. */
  readonly groups: readonly {
    /** What the grouping is called. */
    readonly title: string
    /** The groups. */
    readonly groups: readonly TicketGroup[]
  }[]
  /** Deviations by kind, most first. */
  readonly deviations: readonly DeviationCount[]
  /** Volume and backlog. */
  readonly volume: VolumeOutcome
  /** How resolution times are spread. */
  readonly resolution: Distribution
  /** Time in each status, while tickets were neither resolved nor closed. */
  readonly statuses: readonly StatusDuration[]
  /** Who hands over to whom. */
  readonly flow: HandOverFlow
}

/** Computes the outcome of a journal. A problem here would be one of the journal or of `groupings`: a field that no ticket has. */
export function outcomeOf(
  journal: JournalFold,
  zone: string,
  groupings: Readonly<Record<string, string>>,
  categoryOf: StatusOf,
): Result<Outcome, Problem> {
  const facts = journal.facts()
  const whileOpen = ({ timeInStatusMs, timeInCategoryMs }: TicketFacts): TicketDurations => ({
    // A ticket that is never closed stays resolved for as long as the log goes on: that says nothing about the desk.
    timeInStatusMs: Object.fromEntries(Object.entries(timeInStatusMs).filter(([status]) => !isOver(categoryOf(status)))),
    timeInCategoryMs,
  })
  const tickets = dataset(facts)
  const parts = {
    all: tickets.query({ metrics: ticketMetrics }),
    groups: Result.combine(Object.entries(groupings).map(([title, field]) => groupsOf(tickets, title, field))),
    deviations: deviationCounts(journal),
    volume: volumeOutcome(facts, zone),
    resolution: distribution(facts, 'fullResolutionMs', { scale: 'log', bins: 40 }),
    statuses: statusDurations(facts.map(whileOpen), 'status'),
  }
  if (parts.all.isErr()) return err(parts.all.error)
  if (parts.groups.isErr()) return err(parts.groups.error)
  if (parts.deviations.isErr()) return err(parts.deviations.error)
  if (parts.volume.isErr()) return err(parts.volume.error)
  if (parts.resolution.isErr()) return err(parts.resolution.error)
  if (parts.statuses.isErr()) return err(parts.statuses.error)
  const [all] = parts.all.value
  if (all === undefined) throw new TypeError('a query without dimensions has one group')
  return ok({
    log: describeLog(journal.steps()),
    all: all.values,
    groups: parts.groups.value,
    deviations: parts.deviations.value,
    volume: parts.volume.value,
    resolution: parts.resolution.value,
    statuses: parts.statuses.value,
    flow: handOverFlow(facts, { between: 'teams', top: 14 }),
  })
}

function groupsOf(tickets: Dataset<TicketFacts>, title: string, field: string): Result<Outcome['groups'][number], Problem> {
  const answered = tickets.query({ metrics: ticketMetrics, by: [field] })
  // A field that no ticket of this log has is no group rather than no report.
  if (answered.isErr()) return answered.error.kind === 'analytics/unknown-field' ? ok({ title, groups: [] }) : err(answered.error)
  const groups = answered.value
    .map((group) => ({ key: group.by[field] ?? null, values: group.values }))
    .sort((a, b) => (b.values.tickets.value ?? 0) - (a.values.tickets.value ?? 0))
  return ok({ title, groups })
}

function deviationCounts(journal: JournalFold): Result<readonly DeviationCount[], Problem> {
  const rows = journal.deviations()
  if (rows.length === 0) return ok([])
  return dataset(rows)
    .query({ metrics: [count('count')], by: ['reason', 'from', 'to'] })
    .map((groups) =>
      groups
        .map(({ by, values }) => ({
          reason: String(by.reason),
          from: String(by.from),
          to: String(by.to),
          count: values.count.value ?? 0,
        }))
        .sort((a, b) => b.count - a.count),
    )
}
