export {
  type Attainment,
  type AttainmentFact,
  type AttainmentPolicy,
  attainment,
  attainmentFacts,
  standardAttainment,
} from './attainment/attainment.ts'
export {
  afterCheckBack,
  type CheckBackAnswer,
  type CheckBackDocument,
  type CheckBackStep,
  checkBackAt,
  checkBackSchema,
} from './check-back/check-back.ts'
export {
  type CheckedResolution,
  type SharePart,
  type SolutionEffectiveness,
  solutionEffectiveness,
} from './check-back/solution-effectiveness.ts'
export { compileSla } from './compile/compile-sla.ts'
export type { SlaOptions } from './compile/read-calendars.ts'
export type { Sla } from './compile/sla.ts'
export type { SlaIssue, SlaIssueKind } from './compile/sla-issue.ts'
export {
  type ClockDocument,
  type PauseRounding,
  type PauseWhile,
  pauseReasons,
  type Recurrence,
} from './document/clock-document.ts'
export type {
  DaysGoal,
  DurationGoal,
  EscalationAction,
  GoalDocument,
  GoalTable,
  GoalValue,
  StepDocument,
  StepMoment,
  TargetDocument,
} from './document/goal-document.ts'
export type { RetargetMode, SlaDocument, SlaPolicyDocument } from './document/sla-document.ts'
export { slaDocumentSchema, slaJsonSchema } from './document/sla-document-schema.ts'
export { type StandardClocks, standardClocks } from './document/standard-clocks.ts'
export type {
  CategoryTrigger,
  ClockTrigger,
  MessageTrigger,
  NamedTrigger,
  OwnerTrigger,
  StartedTrigger,
  StatusTrigger,
  TeamTrigger,
  TriggerDocument,
} from './document/trigger-document.ts'
export { type DueAccount, dueExplanation, explainDue, type TimelineSpan } from './explain/explain-due.ts'
export { slaMessages } from './explain/sla-messages.ts'
export { timelineSvg } from './explain/timeline-svg.ts'
export { timelineText } from './explain/timeline-text.ts'
export { type ClockTurn, type ClockTurnHead, clockHistory } from './fold/clock-history.ts'
export { type BreachCorrection, correctBreaches, type RecordedBreach } from './fold/correct-breaches.ts'
export { type ClockResult, newClockResults } from './fold/new-results.ts'
export {
  type SlaAdvance,
  type SlaFold,
  type SlaHistory,
  type SlaProgress,
  slaAdvance,
  slaFold,
  slaProgress,
  slaState,
} from './fold/sla-fold.ts'
export type {
  AppliedCalendar,
  AppliedPolicy,
  ClockCycle,
  ClockState,
  ClockStatus,
  CountedSpan,
  CycleEnding,
  GoalOutcome,
  GoalState,
  Pause,
  Retarget,
  SlaState,
} from './fold/sla-state.ts'
export { type PromiseReport, promiseReport } from './promises/promise-report.ts'
export type { PromiseState } from './promises/promise-state.ts'
export { promisesOf } from './promises/promises-of.ts'
export { readSlaSignals, slaSignalSchema } from './signals/read-sla-signals.ts'
export type {
  CategoryChangedSignal,
  EndedSignal,
  FactsChangedSignal,
  MergedSignal,
  MessageSignal,
  NamedSignal,
  OwnerChangedSignal,
  PromiseKeptSignal,
  PromiseMadeSignal,
  PromisePassedOnSignal,
  PromiseTakenOverSignal,
  PromiseWithdrawnSignal,
  SlaFacts,
  SlaSignal,
  SnoozedSignal,
  StartedSignal,
  TeamChangedSignal,
  WokenSignal,
} from './signals/sla-signal.ts'
export { type SlaAuthor, type SlaCategory, slaAuthors, slaCategories } from './signals/status-category.ts'
export type { BusinessTime, TimeSpan } from './time/business-time.ts'
export { businessTime } from './time/calendar-time.ts'
export { elapsedTime } from './time/elapsed-time.ts'
export { type BreachForecast, type ForecastTicket, forecastBreaches } from './timers/forecast-breaches.ts'
export { nextBreach, nextChange, noBreach, oldestDeadline } from './timers/next-breach.ts'
export { fireSlaTimers, type SlaTimer, type SlaTimerFired, slaTimers } from './timers/sla-timers.ts'
