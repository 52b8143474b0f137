export { lifecycleMessages } from './lifecycle-messages.ts'
export { allowedCommands } from './ticket/allowed-commands.ts'
export { type CommandRule, commandTable } from './ticket/command-table.ts'
export { conditionFacts, type TicketConditionFacts, ticketFields } from './ticket/condition-facts.ts'
export { decideObserved, decideTicket } from './ticket/decide-ticket.ts'
export { evolveTicket } from './ticket/evolve-ticket.ts'
export { explainRefusal } from './ticket/explain-refusal.ts'
export { type Activity, recordActivity } from './ticket/record-activity.ts'
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
export type { TicketContext } from './ticket/ticket-context.ts'
export { ticketDecider } from './ticket/ticket-decider.ts'
export type {
  ActivityRecorded,
  ActivityRecordedData,
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
export type {
  ActorNotAllowed,
  AllowedCommand,
  FailedGuard,
  GuardFailed,
  InvalidCommand,
  NoSuchCategory,
  NoTransition,
  NotInThisCategory,
  Refusal,
  ReopenWindowPassed,
  ReplyRefused,
  TicketAlreadyOpened,
  TicketNotOpened,
  TicketRejection,
  UnknownStatus,
  WrongCategory,
} from './ticket/ticket-rejections.ts'
export { compileWorkflow } from './workflow/compile-workflow.ts'
export { autoCloseAt, pendingReminderAt } from './workflow/due-moments.ts'
export { standardWorkflow } from './workflow/standard-workflow.ts'
export { type StatusCategory, statusCategories } from './workflow/status-category.ts'
export { toMarkdownTable } from './workflow/to-markdown-table.ts'
export { toMermaid } from './workflow/to-mermaid.ts'
export type { TransitionGuard, Workflow } from './workflow/workflow.ts'
export type {
  ReactionDocument,
  ReactionsDocument,
  StatusDocument,
  TransitionDocument,
  WorkflowDocument,
} from './workflow/workflow-document.ts'
export { workflowDocumentSchema, workflowJsonSchema } from './workflow/workflow-document-schema.ts'
export type { WorkflowIssue } from './workflow/workflow-issue.ts'
