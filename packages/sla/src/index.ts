export { compileSla, type SlaOptions } from './compile/compile-sla.ts'
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
export { standardClocks } from './document/standard-clocks.ts'
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
export { type SlaFold, type SlaHistory, type SlaProgress, slaFold, slaState } from './fold/sla-fold.ts'
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
  SlaState,
} from './fold/sla-state.ts'
export type { PromiseState } from './promises/promise-state.ts'
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
export { elapsedTime } from './time/elapsed-time.ts'
