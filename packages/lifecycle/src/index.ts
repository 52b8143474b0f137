export type { AskedTicket, Catalogue, MissingData } from './catalogue/catalogue.ts'
export type {
  CatalogueDocument,
  NeededBy,
  NeededDataDocument,
  RequestKindDocument,
  ServiceAreaDocument,
} from './catalogue/catalogue-document.ts'
export {
  catalogueDocumentSchema,
  catalogueJsonSchema,
  serviceAreasJsonSchema,
} from './catalogue/catalogue-document-schema.ts'
export type { CatalogueIssue, CatalogueIssueKind } from './catalogue/catalogue-issue.ts'
export { type CompileCatalogueOptions, compileCatalogue } from './catalogue/compile-catalogue.ts'
export { standardCatalogue } from './catalogue/standard-catalogue.ts'
export { compileTicketFields } from './fields/compile-ticket-fields.ts'
export { migrateTicketFields, type TicketFieldChange, type TicketFieldsMigration } from './fields/migrate-ticket-fields.ts'
export {
  compileFieldsMigration,
  type FieldsMigration,
  type FieldsMigrationIssue,
  type FieldsMigrationIssueKind,
  keepingFieldValues,
} from './fields/migration/compile-fields-migration.ts'
export { decideFieldsMigration, type FieldsMigrated } from './fields/migration/decide-fields-migration.ts'
export {
  type FieldMigrationDocument,
  type FieldsMigrationDocument,
  fieldsMigrationDocumentSchema,
  fieldsMigrationJsonSchema,
} from './fields/migration/fields-migration-document.ts'
export { type KnownPersonalValues, type UnfitOutcome, type UnfitValue, unfitValues } from './fields/migration/unfit-values.ts'
export type { FieldValueIssue, OwnFields } from './fields/own-fields.ts'
export {
  defineTicketFields,
  type PersonalFieldValues,
  type TicketFieldValue,
  type TicketFieldValues,
} from './fields/ticket-field-values.ts'
export type {
  CarriedInto,
  TicketFieldDocument,
  TicketFieldRules,
  TicketFieldsDocument,
  TicketSetField,
} from './fields/ticket-fields-document.ts'
export { ticketFieldsDocumentSchema, ticketFieldsJsonSchema } from './fields/ticket-fields-document-schema.ts'
export type { TicketFieldsIssue, TicketFieldsIssueKind } from './fields/ticket-fields-issue.ts'
export { type CompileIntakeOptions, compileIntake } from './intake/compile-intake.ts'
export {
  type Contact,
  type ContactContext,
  type ContactMatch,
  type ContactReference,
  contactMatches,
  type IntakeTicket,
} from './intake/contact.ts'
export type {
  ContactAppends,
  ContactDecision,
  ContactFollowsUp,
  ContactIsNoRequest,
  ContactOpens,
  ContactOutcome,
  ContactWasAnswered,
} from './intake/contact-decision.ts'
export { contactOutcomes } from './intake/contact-decision.ts'
export type { ContactDecided, ContactDecidedData, ContactId } from './intake/contact-events.ts'
export { afterwards, continuingFollowUp } from './intake/continuing-follow-up.ts'
export { decideContact } from './intake/decide-contact.ts'
export type { Intake, IntakeRule, SameRequesterRule } from './intake/intake.ts'
export type { AlikeFact, IntakeDocument, IntakeRuleDocument, SameRequesterDocument } from './intake/intake-document.ts'
export { intakeDocumentSchema, intakeJsonSchema } from './intake/intake-document-schema.ts'
export { intakeFields } from './intake/intake-fields.ts'
export type { IntakeIssue, IntakeIssueKind } from './intake/intake-issue.ts'
export { type ReplyReach, replyReach } from './intake/reply-reach.ts'
export { standardIntake } from './intake/standard-intake.ts'
export { allowedCommands } from './ticket/allowed-commands.ts'
export type {
  ApprovalCommand,
  Approve,
  Decline,
  RequestApproval,
  WithdrawApproval,
} from './ticket/approvals/approval-commands.ts'
export type {
  ApprovalDeclined,
  ApprovalDeclinedData,
  ApprovalEvent,
  ApprovalGranted,
  ApprovalGrantedData,
  ApprovalRequested,
  ApprovalRequestedData,
  ApprovalWithdrawn,
  ApprovalWithdrawnData,
} from './ticket/approvals/approval-events.ts'
export type {
  Approval,
  ApprovalOwed,
  ApprovalPart,
  ApprovalStanding,
  ApprovalState,
  Approver,
} from './ticket/approvals/approval-part.ts'
export { approvalStandings, approvalStates } from './ticket/approvals/approval-part.ts'
export type {
  ApprovalDecided,
  ApprovalRejection,
  NoSuchApproval,
  NotTheApprover,
  NotTheAsker,
  TooManyApprovals,
} from './ticket/approvals/approval-rejections.ts'
export type { AttentionCommand, Snooze, Unwatch, Wake, Watch } from './ticket/attention/attention-commands.ts'
export type {
  AttentionEvent,
  TicketSnoozed,
  TicketSnoozedData,
  TicketWoken,
  TicketWokenData,
  WatcherAdded,
  WatcherAddedData,
  WatcherRemoved,
  WatcherRemovedData,
} from './ticket/attention/attention-events.ts'
export type { AttentionPart, WatcherId } from './ticket/attention/attention-part.ts'
export type { AttentionRejection, TooManyWatchers } from './ticket/attention/attention-rejections.ts'
export { carriedCommand, isPassedOn } from './ticket/carry-over/carried-command.ts'
export type {
  CarryOverEvent,
  ObligationsPassedOn,
  ObligationsPassedOnData,
  ObligationsTakenOver,
  ObligationsTakenOverData,
} from './ticket/carry-over/carry-over-events.ts'
export type { CarriedObligation, CarryOverPart, TakenOverObligation } from './ticket/carry-over/carry-over-part.ts'
export { obligationsReturned } from './ticket/carry-over/decide-carry-over.ts'
export type {
  CheckBackCommand,
  RecordCheckBack,
} from './ticket/check-back/check-back-commands.ts'
export type {
  CheckBackAnswered,
  CheckBackAnsweredData,
  CheckBackDue,
  CheckBackDueData,
  CheckBackEvent,
  CheckBackScheduled,
  CheckBackScheduledData,
} from './ticket/check-back/check-back-events.ts'
export {
  type CheckBackAnswer,
  type CheckBackPart,
  checkBackAnswers,
  type PlannedCheckBack,
} from './ticket/check-back/check-back-part.ts'
export type { CheckBackRejection, NoCheckBack } from './ticket/check-back/check-back-rejections.ts'
export { checkBackAnswered, checkBackScheduled } from './ticket/check-back/decide-check-back.ts'
export type {
  ChecklistCommand,
  CompleteStep,
  SkipStep,
  StartChecklist,
} from './ticket/checklists/checklist-commands.ts'
export type {
  ChecklistEvent,
  ChecklistStarted,
  ChecklistStartedData,
  StepCompleted,
  StepCompletedData,
  StepSkipped,
  StepSkippedData,
} from './ticket/checklists/checklist-events.ts'
export type { Checklist, ChecklistPart, ChecklistStep, StepOwed, StepState } from './ticket/checklists/checklist-part.ts'
export type {
  ChecklistExists,
  ChecklistRejection,
  NoSuchStep,
  StepIsDone,
  TooManyChecklists,
} from './ticket/checklists/checklist-rejections.ts'
export type { TicketCommandRule } from './ticket/command-rule.ts'
export { ticketCommandRules } from './ticket/command-rules.ts'
export type { Denial } from './ticket/decide/denial.ts'
export { refuse } from './ticket/decide/refuse.ts'
export type { TicketContext } from './ticket/decide/situation.ts'
export { decideObserved } from './ticket/decide-observed.ts'
export { decideTicket } from './ticket/decide-ticket.ts'
export { autoCloseAt, pendingReminderAt } from './ticket/due-moments.ts'
export { evolveTicket } from './ticket/evolve-ticket.ts'
export { explainDecision, explainRefusal } from './ticket/explain.ts'
export type {
  AcceptHandOver,
  HandOverBriefing,
  HandOverCommand,
  ReturnHandOver,
  WithdrawHandOver,
} from './ticket/hand-over/hand-over-commands.ts'
export type {
  HandOverAccepted,
  HandOverAcceptedData,
  HandOverEscalated,
  HandOverEscalatedData,
  HandOverEvent,
  HandOverOffered,
  HandOverOfferedData,
  HandOverReturned,
  HandOverReturnedData,
  HandOverWithdrawn,
  HandOverWithdrawnData,
} from './ticket/hand-over/hand-over-events.ts'
export type { HandOverPart, OfferedHandOver } from './ticket/hand-over/hand-over-part.ts'
export type {
  HandOverIncomplete,
  HandOverNeeded,
  HandOverRejection,
  NothingOffered,
  StillAnswerable,
} from './ticket/hand-over/hand-over-rejections.ts'
export type { LabelCommand, SetField, Tag, Untag } from './ticket/label/label-commands.ts'
export type { LabelEvent, PersonalFieldSet, PersonalFieldSetData } from './ticket/label/label-events.ts'
export type { LabelPart } from './ticket/label/label-part.ts'
export { lifecycleMessages } from './ticket/lifecycle-messages.ts'
export { resolutionDropped, resolutionHeldUp } from './ticket/links/held-up.ts'
export type { LinkCommand, LinkTicket, UnlinkTicket } from './ticket/links/link-commands.ts'
export type {
  LinkEvent,
  RelativeClosed,
  RelativeClosedData,
  RelativeReturned,
  RelativeReturnedData,
  ResolutionDropped,
  ResolutionDroppedData,
  ResolutionHeldUp,
  ResolutionHeldUpData,
  ResolutionPassedOn,
  ResolutionPassedOnData,
  TicketLinked,
  TicketLinkedData,
  TicketUnlinked,
  TicketUnlinkedData,
} from './ticket/links/link-events.ts'
export type { AwaitedResolution, ChildOwed, LinkPart, LinkRelation, TicketLink } from './ticket/links/link-part.ts'
export { linkedBy, linkRelations, mirrorOf } from './ticket/links/link-part.ts'
export type { LinkObstacle, LinkRefused, LinkRejection, ParentClosed } from './ticket/links/link-rejections.ts'
export { resolutionOfMerged } from './ticket/links/pass-on-resolution.ts'
export { relativeMoved } from './ticket/links/relative-moved.ts'
export type { MergeCommand, MergeInto, Unmerge } from './ticket/merge/merge-commands.ts'
export type {
  MergeEvent,
  MessageRedirected,
  MessageRedirectedData,
  TicketAbsorbed,
  TicketAbsorbedData,
  TicketMerged,
  TicketMergedData,
  TicketReleased,
  TicketReleasedData,
  TicketUnmerged,
  TicketUnmergedData,
} from './ticket/merge/merge-events.ts'
export type { MergedInto, MergePart } from './ticket/merge/merge-part.ts'
export type {
  MergeObstacle,
  MergeRefused,
  MergeRejection,
  TicketIsMerged,
  TicketNotMerged,
} from './ticket/merge/merge-rejections.ts'
export { absorbTicket, type MergedTree, messageRedirected, releaseTicket } from './ticket/merge/survive.ts'
export { carriedUnder } from './ticket/migration/carried-under.ts'
export { decideMigration, type TicketStranded } from './ticket/migration/decide-migration.ts'
export { explainMigration } from './ticket/migration/explain-migration.ts'
export { migrationOf } from './ticket/migration/migration-of.ts'
export type {
  StrandedReason,
  TicketIsRenamed,
  TicketIsStranded,
  TicketIsUnaffected,
  TicketMigration,
  TicketMoves,
  TicketStays,
} from './ticket/migration/ticket-migration.ts'
export type { WorkflowChanged, WorkflowChangedData } from './ticket/migration/workflow-change-events.ts'
export { decideMoment, momentAt, type TicketMoment, ticketMoments } from './ticket/moments.ts'
export { type Obligation, openObligations } from './ticket/obligations.ts'
export type {
  CompleteFollowUp,
  KeepPromise,
  PromiseCommand,
  PromiseUpdate,
  ScheduleFollowUp,
  WithdrawFollowUp,
  WithdrawPromise,
} from './ticket/promise/promise-commands.ts'
export type {
  FollowUpCompleted,
  FollowUpCompletedData,
  FollowUpMissed,
  FollowUpMissedData,
  FollowUpScheduled,
  FollowUpScheduledData,
  FollowUpWithdrawn,
  FollowUpWithdrawnData,
  PromiseEvent,
  PromiseKept,
  PromiseKeptData,
  PromiseMade,
  PromiseMadeData,
  PromiseMissed,
  PromiseMissedData,
  PromiseWithdrawn,
  PromiseWithdrawnData,
  ReminderGiven,
  ReminderGivenData,
} from './ticket/promise/promise-events.ts'
export type {
  FollowUpId,
  FollowUpOwed,
  OpenFollowUp,
  OpenPromise,
  PromiseId,
  PromiseOwed,
  PromisePart,
} from './ticket/promise/promise-part.ts'
export type { NoSuchFollowUp, NoSuchPromise, PromiseRejection, TooManyPromises } from './ticket/promise/promise-rejections.ts'
export { recordActivity } from './ticket/record-activity.ts'
export { type SplitMessage, takeOver } from './ticket/split/decide-split.ts'
export type { SplitOff } from './ticket/split/split-commands.ts'
export type {
  MessagesSplitOff,
  MessagesSplitOffData,
  MessageTakenOver,
  MessageTakenOverData,
  SplitEvent,
} from './ticket/split/split-events.ts'
export type { ConversationPart } from './ticket/split/split-part.ts'
export type { MessageNotHere, NothingLeft, SplitRejection } from './ticket/split/split-rejections.ts'
export type {
  Attributes,
  AttributeValue,
  Outcome,
  Priority,
  Ticket,
} from './ticket/ticket.ts'
export { outcomes, priorities } from './ticket/ticket.ts'
export type {
  AddNote,
  Assign,
  BasicCommand,
  Cancel,
  ChangeStatus,
  Classify,
  Close,
  Escalate,
  Hold,
  MarkSpam,
  Move,
  OpenTicket,
  Prioritise,
  ReceiveReply,
  Reopen,
  Reply,
  RequestInformation,
  Resolve,
  Resume,
  TicketCommand,
  TicketCommandType,
  Transfer,
  Unassign,
} from './ticket/ticket-commands.ts'
export { ticketCommandTypes } from './ticket/ticket-commands.ts'
export { type TicketDecider, ticketDecider } from './ticket/ticket-decider.ts'
export type {
  ActivityRecorded,
  ActivityRecordedData,
  BasicEvent,
  DeviationRecorded,
  DeviationRecordedData,
  MessageAdded,
  MessageAddedData,
  TicketAssigned,
  TicketAssignedData,
  TicketClassified,
  TicketClassifiedData,
  TicketEscalated,
  TicketEscalatedData,
  TicketEvent,
  TicketOpened,
  TicketOpenedData,
  TicketPrioritised,
  TicketPrioritisedData,
  TicketReminded,
  TicketRemindedData,
  TicketStatusChanged,
  TicketStatusChangedData,
  TicketTransferred,
  TicketTransferredData,
  TicketUnassigned,
  TicketUnassignedData,
} from './ticket/ticket-events.ts'
export { conditionFacts, ticketFields } from './ticket/ticket-fields.ts'
export type {
  ActorNotAllowed,
  AllowedCommand,
  FailedGuard,
  GuardFailed,
  InvalidCommand,
  NoSuchCategory,
  NoTransition,
  NotInThisCategory,
  ObligationsOpen,
  Refusal,
  ReopenWindowPassed,
  ReplyRefused,
  TicketAlreadyOpened,
  TicketNotOpened,
  TicketRejection,
  UnknownStatus,
  WrongCategory,
} from './ticket/ticket-rejections.ts'
export { resolutionRejected } from './ticket/told/decide-told.ts'
export type {
  ConfirmResolution,
  RejectResolution,
  SolutionTold,
  TellSolution,
  ToldByArticle,
  ToldByCall,
  ToldByMessage,
  ToldCommand,
  ToldExempt,
} from './ticket/told/told-commands.ts'
export type {
  ConfirmationAsked,
  ConfirmationAskedData,
  ConfirmationReminded,
  ConfirmationRemindedData,
  ResolutionConfirmed,
  ResolutionConfirmedData,
  ResolutionRejected,
  ResolutionRejectedData,
  SilenceTaken,
  SilenceTakenData,
  SolutionToldData,
  SolutionWasTold,
  ToldEvent,
} from './ticket/told/told-events.ts'
export type { Confirmation, ToldBy, ToldPart } from './ticket/told/told-part.ts'
export { confirmations, toldBys } from './ticket/told/told-part.ts'
export type { NotTold, ToldRejection } from './ticket/told/told-rejections.ts'
export { afterWaiting, triedAgainAt } from './ticket/tried-again-at.ts'
export { type HandleTime, handleTime, type WorkOverlap } from './ticket/work/handle-time.ts'
export type {
  ActionOutcome,
  ConfirmProblem,
  LogWork,
  RecordAction,
  WorkCommand,
  WorkedMinutes,
  WorkedSpan,
  WorkTime,
} from './ticket/work/work-commands.ts'
export { actionOutcomes } from './ticket/work/work-commands.ts'
export type {
  ActionRecorded,
  ActionRecordedData,
  ProblemConfirmed,
  ProblemConfirmedData,
  WorkEvent,
  WorkLogged,
  WorkLoggedData,
} from './ticket/work/work-events.ts'
export type { StatementId, WorkPart, WorkSpan } from './ticket/work/work-part.ts'
export { carefulWorkflow } from './workflow/careful-workflow.ts'
export { type CompileWorkflowOptions, compileWorkflow } from './workflow/compile-workflow.ts'
export { compileMigration } from './workflow/migrate/compile-migration.ts'
export { diffToMermaid } from './workflow/migrate/diff-to-mermaid.ts'
export {
  diffWorkflows,
  type SettingChange,
  type StatusChange,
  type WayChange,
  type WayGuards,
  type WorkflowDiff,
} from './workflow/migrate/diff-workflows.ts'
export { explainWorkflowDiff } from './workflow/migrate/explain-workflow-diff.ts'
export type { Migration } from './workflow/migrate/migration.ts'
export type { MigrationDocument } from './workflow/migrate/migration-document.ts'
export { migrationDocumentSchema, migrationJsonSchema } from './workflow/migrate/migration-document-schema.ts'
export type { MigrationErrorKind, MigrationIssue, MigrationWarningKind } from './workflow/migrate/migration-issue.ts'
export { standardWorkflow } from './workflow/standard-workflow.ts'
export { isDone, type StatusCategory, statusCategories } from './workflow/status-category.ts'
export { toMarkdownTable } from './workflow/to-markdown-table.ts'
export { toMermaid } from './workflow/to-mermaid.ts'
export type {
  HandOverRules,
  ReadyMove,
  RequiredFact,
  ResolutionRules,
  Workflow,
  WorkflowReaction,
  WorkflowReactions,
  WorkflowStatus,
  WorkflowTransition,
} from './workflow/workflow.ts'
export type {
  ApprovalsDocument,
  BriefingPart,
  ConfirmationDocument,
  HandOverDocument,
  KeepReaction,
  MoveReaction,
  ReactionDocument,
  ReactionsDocument,
  RefuseReaction,
  ResolutionDocument,
  StatusDocument,
  TransitionDocument,
  WorkflowDocument,
} from './workflow/workflow-document.ts'
export { workflowDocumentSchema, workflowJsonSchema } from './workflow/workflow-document-schema.ts'
export type { WorkflowErrorKind, WorkflowIssue, WorkflowWarningKind } from './workflow/workflow-issue.ts'
