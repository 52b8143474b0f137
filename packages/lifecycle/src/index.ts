export { allowedCommands } from './ticket/allowed-commands.ts'
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
export type { TicketContext } from './ticket/decide/situation.ts'
export { decideObserved } from './ticket/decide-observed.ts'
export { decideTicket } from './ticket/decide-ticket.ts'
export { autoCloseAt, pendingReminderAt } from './ticket/due-moments.ts'
export { evolveTicket } from './ticket/evolve-ticket.ts'
export { explainDecision, explainRefusal } from './ticket/explain.ts'
export { lifecycleMessages } from './ticket/lifecycle-messages.ts'
export { type Obligation, openObligations } from './ticket/obligations.ts'
export { recordActivity } from './ticket/record-activity.ts'
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
export { type CompileWorkflowOptions, compileWorkflow } from './workflow/compile-workflow.ts'
export { standardWorkflow } from './workflow/standard-workflow.ts'
export { isDone, type StatusCategory, statusCategories } from './workflow/status-category.ts'
export { toMarkdownTable } from './workflow/to-markdown-table.ts'
export { toMermaid } from './workflow/to-mermaid.ts'
export type {
  ReadyMove,
  RequiredFact,
  Workflow,
  WorkflowReaction,
  WorkflowReactions,
  WorkflowStatus,
  WorkflowTransition,
} from './workflow/workflow.ts'
export type {
  KeepReaction,
  MoveReaction,
  ReactionDocument,
  ReactionsDocument,
  RefuseReaction,
  StatusDocument,
  TransitionDocument,
  WorkflowDocument,
} from './workflow/workflow-document.ts'
export { workflowDocumentSchema, workflowJsonSchema } from './workflow/workflow-document-schema.ts'
export type { WorkflowErrorKind, WorkflowIssue, WorkflowWarningKind } from './workflow/workflow-issue.ts'
