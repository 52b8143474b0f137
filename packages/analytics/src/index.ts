export { type Dataset, dataset, type Query, type QueryGroup, type QueryResult } from './dataset/dataset.ts'
export {
  type Dimension,
  day,
  type Key,
  type LevelsDimension,
  levels,
  month,
  type PeriodDimension,
  week,
} from './dataset/dimension.ts'
export type { Estimate, EstimateMethod } from './dataset/estimate.ts'
export {
  type Aggregate,
  count,
  distinct,
  type Measure,
  type Metric,
  type MetricDetails,
  type MetricUnit,
  measure,
  type Population,
  share,
  shareWithin,
} from './dataset/metric.ts'
export type {
  DuplicateName,
  InvalidMetric,
  QueryProblem,
  TooManyGroups,
  UnknownField,
  UnusableValue,
} from './dataset/query-problems.ts'
export { summarise, type TicketSummary, type TicketSummaryMetric } from './dataset/summarise.ts'
export {
  agentWaitTime,
  agentWorkTime,
  escalationRate,
  firstReplyTime,
  firstResolutionTime,
  firstTouchTime,
  fullResolutionTime,
  handoverRate,
  handovers,
  oneTouchRate,
  onHoldTime,
  openCount,
  pingPongRate,
  reopenRate,
  replies,
  requesterCount,
  requesterWaitTime,
  slaAttainment,
  ticketCount,
} from './dataset/ticket-metrics.ts'
export { isTicketEvent } from './facts/is-ticket-event.ts'
export type { BrokenStream, NotOpened, StreamProblem } from './facts/stream-problems.ts'
export type { TicketFacts } from './facts/ticket-facts.ts'
export { type TicketFactsFold, type TicketFactsOptions, ticketFacts, ticketFactsFold } from './facts/ticket-facts-fold.ts'
export type { TicketJournalEvent } from './facts/ticket-journal-event.ts'
export { variantKey } from './facts/variant-key.ts'
export { type Distribution, distribution } from './flow/distribution.ts'
export {
  type FlowEdge,
  type FlowNode,
  type HandOverFlow,
  type HandOverFlowOptions,
  handOverFlow,
  type TicketPaths,
} from './flow/hand-over-flow.ts'
export { type StatusDuration, statusDurations, type TicketDurations } from './flow/status-durations.ts'
export { type BacklogPeriod, backlog } from './periods/backlog.ts'
export type { Period, PeriodUnit } from './periods/period.ts'
export { type PeriodOptions, type TicketSpells, type VolumePeriod, volume } from './periods/volume.ts'
export { describeLog, type LogDescription } from './process/describe-log.ts'
export { type DirectlyFollows, directlyFollows, type EndPoint, type FollowsEdge } from './process/directly-follows.ts'
export {
  type ProcessLog,
  type ProcessLogFold,
  type ProcessLogOptions,
  processLog,
  processLogFold,
} from './process/process-log.ts'
export { type Variant, variants } from './process/variants.ts'
