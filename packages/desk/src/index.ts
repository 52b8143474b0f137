export {
  type DeskEvent,
  type Message,
  type PersonalFields,
  type PoliciesDocument,
  type PolicyVersions,
  type RecordedEvent,
  type Remark,
  standardPolicies,
} from '@caseload/planner'
export type { PurposeOptions } from './access/read-for-purpose.ts'
export type { ActingDesk } from './acting-desk.ts'
export type { CustomerAnswer, TicketAnswer } from './answers.ts'
export type { CheckBackList, CheckBackQuery, DueCheckBack } from './check-back/check-backs-due.ts'
export type { EffectivenessReport, ReportPeriod } from './check-back/outcome-reports.ts'
export { type CloudEvent, type CloudEventOrigin, toCloudEvent } from './cloud-events/cloud-event.ts'
export type {
  AcceptedContact,
  ContactInputToDecide,
  ContactRefersTo,
  ContactToAccept,
  SpooledContact,
} from './contacts/contact-input.ts'
export type {
  AcceptProblem,
  ContactBacklog,
  ContactIdReused,
  ContactIntake,
  Overloaded,
  ParkedContact,
  WaitingContact,
} from './contacts/contact-intake.ts'
export type { QueuedContact } from './contacts/contact-queue.ts'
export {
  type ContactSpool,
  type OpenSpool,
  type SpoolPosition,
  type SpoolProblem,
  spoolProblem,
} from './contacts/contact-spool.ts'
export type { DrainObservation, DrainOptions, DrainReport } from './contacts/drain-contacts.ts'
export { type ContactIntakeOptions, type OpenIntakeProblem, openContactIntake } from './contacts/open-contact-intake.ts'
export type { ContactAnswer } from './contacts/receive-contact.ts'
export { createDesk, type DeskOptions } from './create-desk.ts'
export type { Desk } from './desk.ts'
export type { EraseReport } from './erasure/erase-customer.ts'
export type {
  EventBatch,
  FollowEffect,
  FollowHandler,
  FollowObservation,
  FollowOptions,
  FollowReport,
  Lag,
} from './follow/follow-options.ts'
export type { HistoryOpening, HistoryRow } from './history/history-row.ts'
export type { ImportOptions, ImportReport, RejectedRow } from './import/import-report.ts'
export type { ImportedChange, ImportedMessage, ImportTicketRow } from './import/import-row.ts'
export type { HistoryChange, WithTextIds } from './inputs/observed-change.ts'
export type { SolutionToldInput } from './inputs/solution-told.ts'
export type {
  AssignInput,
  CancelInput,
  ChangeStatusInput,
  ClassifyInput,
  CommandOptions,
  EscalateInput,
  HoldInput,
  MoveInput,
  NoteInput,
  OpenTicketInput,
  PrioritiseInput,
  ReceiveReplyInput,
  ReplyInput,
  RequestInformationInput,
  ResolveInput,
} from './inputs/ticket-inputs.ts'
export type {
  ApprovalDecisionInput,
  ApprovalMethods,
  ApproverInput,
  RequestApprovalInput,
  WithdrawApprovalInput,
} from './methods/approval-methods.ts'
export type { AttentionMethods, SetFieldInput, SnoozeInput, TagInput, WatchInput } from './methods/attention-methods.ts'
export type {
  ChecklistMethods,
  ChecklistStepInput,
  SkipStepInput,
  StartChecklistInput,
  StepInput,
} from './methods/checklist-methods.ts'
export type { DutyMethods } from './methods/duty-methods.ts'
export type { AcceptHandOverInput, DeclineHandOverInput, HandOverMethods, TransferInput } from './methods/hand-over-methods.ts'
export type {
  LinkInput,
  LinkMethods,
  MarkSpamInput,
  MergeInput,
  SplitInput,
  UnmergeInput,
} from './methods/link-methods.ts'
export type {
  CompleteFollowUpInput,
  PromiseInput,
  PromiseMethods,
  PromiseUpdateInput,
  ScheduleFollowUpInput,
  WithdrawFollowUpInput,
  WithdrawPromiseInput,
} from './methods/promise-methods.ts'
export type {
  ConfirmResolutionInput,
  RecordCheckBackInput,
  RejectResolutionInput,
  SolutionMethods,
  TellSolutionInput,
} from './methods/solution-methods.ts'
export type {
  ConfirmProblemInput,
  LogWorkInput,
  RecordActionInput,
  WorkMethods,
  WorkTimeInput,
} from './methods/work-methods.ts'
export type {
  MigrateWorkflowInput,
  MigrationMethods,
  MigrationProblem,
  MigrationReport,
  StrandedTicket,
  TicketsStranded,
} from './migration/migration-report.ts'
export type {
  FieldsMigrationProblem,
  FieldsReport,
  InvalidFieldsMigration,
  ListedUnfitTicket,
  MigrateFieldsInput,
  UnfitCount,
  VersionNotInForce,
} from './own-fields/fields-report.ts'
export type { PersonalValues } from './own-fields/personal-values.ts'
export type { SeenPersonalFields } from './own-fields/read-personal-fields.ts'
export type { FieldIndexReport } from './own-fields/rebuild-field-index.ts'
export type {
  CommandProblem,
  Contended,
  CreateDeskProblem,
  Decided,
  DeskFault,
  HandlerThrew,
  HandlerTimedOut,
  InvalidPolicies,
  Listless,
  NoAlternatives,
  NoIntake,
  NoRegistry,
  QueryProblem,
} from './problems.ts'
export type { BacklogCount, BacklogField, BacklogQuery, Workload } from './queries/backlog.ts'
export type { WordedChecklist, WordedStep } from './queries/checklists.ts'
export type { ConversationPage, ConversationRead } from './queries/conversation.ts'
export type { EventsPage, EventsRead } from './queries/events.ts'
export type { Gathered, GatheredLink } from './queries/gathered.ts'
export type { NeglectedTicket, NeglectQuery, NeglectReport } from './queries/neglected.ts'
export { renderTimeline } from './queries/render-timeline.ts'
export type { RequestForm } from './queries/request-form.ts'
export type { AskedApproval, RequesterView, ToldPromise, ToldPromiseState } from './queries/requester-view.ts'
export type { OneOrMore, TicketFilter, TicketList, TicketQuery } from './queries/ticket-query.ts'
export type { TimelineEntry, TimelinePage, TimelineRead } from './queries/timeline.ts'
export type { ForeseeInput, PolicyTickets, TicketLeftBehind } from './registry/foresee-tickets.ts'
export type {
  ActivateInput,
  FirstPolicies,
  PolicyAnswer,
  PolicyHistory,
  PolicyProblem,
  PolicyReason,
  PolicySwitchAnswer,
  PublishAnswer,
  WithdrawActivationInput,
} from './registry/policy-answers.ts'
export type { PolicyMethods } from './registry/policy-methods.ts'
export type { Scope } from './scope.ts'
export type { SeenClockCycle, SeenClockState, SeenSlaState } from './sla/seen-sla-state.ts'
export type {
  DeadlineList,
  DeadlineQuery,
  DueExplanation,
  RebuildReport,
  SlaFactsPage,
  SlaFactsRead,
  TicketDeadline,
  TicketSlaFact,
} from './sla/sla-inputs.ts'
export type { SlaMethods } from './sla/sla-methods.ts'
export { systemClock } from './sources/system-clock.ts'
export { systemEntropy } from './sources/system-entropy.ts'
export { ulidIds } from './sources/ulid-ids.ts'
export type { TenantDesk } from './tenant-desk.ts'
export type { EasyTicketMethod, TicketMethod } from './ticket-commands.ts'
export type { RearmAnswer } from './timers/ask-rearm.ts'
export type { RunTimersOptions, TimerReport, TimerTrouble } from './timers/timer-report.ts'
