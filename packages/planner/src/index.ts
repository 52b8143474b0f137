export type { AccessEvent, ProtectedFieldsRead, ProtectedFieldsReadData } from './access/access-events.ts'
export { protectedFieldsRead } from './access/access-events.ts'
export { type AllowedAtDesk, allowedTo } from './access/allowed-to.ts'
export { type DeskAction, deskVocabulary } from './access/desk-vocabulary.ts'
export type { HideableParticular } from './access/event-sight.ts'
export { type MissingSeen, missingSeenBy, type UnseenMissing } from './access/missing-seen-by.ts'
export { type Refusal, refusalFor } from './access/refusal-seen-by.ts'
export type { SeenAttributes } from './access/seen-attributes.ts'
export { customerSeenBy, type FieldsSeen, fieldsSeen, type Looking, type Sight, ticketSeenBy } from './access/seen-by.ts'
export { eventSeenBy, explanationSeenBy, isHiddenField, type SeenEvent } from './access/seen-event.ts'
export { ticketResource } from './access/ticket-resource.ts'
export {
  type HideableCustomerField,
  type HideableTicketField,
  hideableCustomerFields,
  hideableTicketFields,
  type SeenCustomer,
  type SeenMergedInto,
  type SeenTicket,
} from './access/ticket-sight.ts'
export type { CatalogueRefusal, DataMissing } from './catalogue/data-missing.ts'
export type { ResolutionCodeNotOffered } from './catalogue/resolution-code.ts'
export type { CheckBack, CheckBackIssue } from './check-back/compile-check-back.ts'
export type { ChecklistWording } from './documents/checklist-wording-kind.ts'
export type { StoredContact } from './documents/contact-kind.ts'
export { type Counter, ticketNumberRef, writeTicketNumberCounter } from './documents/counter-kind.ts'
export { deskKinds } from './documents/desk-kinds.ts'
export { fieldKey, fieldPlace, planReindex } from './documents/field-index.ts'
export { fieldLayout, layoutServes } from './documents/field-layout.ts'
export { fieldText } from './documents/field-text.ts'
export type { Message } from './documents/message-kind.ts'
export {
  type CompiledOwnFields,
  compileOwnFields,
  type OwnFieldFilters,
  type OwnFieldRange,
  type OwnFieldTest,
} from './documents/own-field-filter.ts'
export type { PersonalFields } from './documents/personal-fields-kind.ts'
export type { BriefingTexts, Remark, RemarkedCommand, RemarkId } from './documents/remark-kind.ts'
export { type DeskDocuments, readDocument, type UnreadableDocument } from './documents/stored-document.ts'
export type { TicketContent } from './documents/ticket-content-kind.ts'
export { checkBackDueKey, priorityRank, workflowIndex } from './documents/ticket-kind.ts'
export { notErased } from './erasure/not-erased.ts'
export { madeWith, type TicketTies, ticketTies } from './erasure/ticket-ties.ts'
export { contactCommandPrefix } from './intake/contact-of-command.ts'
export { furtherLookups } from './intake/contact-reads.ts'
export { answeredTicket } from './linked/answered-ticket.ts'
export type { FollowedUp } from './linked/followed-up.ts'
export { relativesOf } from './linked/further-reads.ts'
export { incidentQueue, particularsOf, problemOf } from './linked/incident-queue.ts'
export { type DueIncident, incidentReads, planIncident } from './linked/plan-incident.ts'
export {
  type InvalidMigration,
  type MigrationInput,
  migrationBetween,
  type UnknownWorkflowVersion,
  type WorkflowRef,
} from './migration/migration-between.ts'
export {
  type FieldsMigrationPlan,
  fieldsMigrationReads,
  planFieldsMigration,
  type UnfitTicket,
} from './migration/plan-fields-migration.ts'
export { type MigrationPlan, planMigration } from './migration/plan-migration.ts'
export { standsUnder } from './migration/stands-under.ts'
export { carriedUntil, carrierOf, nobody, noneNeeded } from './neglect/carrier.ts'
export { type Carried, looksAfter, type NeglectReason, neglectOf, type Roster } from './neglect/neglect.ts'
export { explainEvent } from './plans/explain-events.ts'
export type { NoSuchMessage } from './plans/named-message.ts'
export type { DeskEvent, Plan, PlanContext } from './plans/plan.ts'
export { eraseQueue } from './plans/plan-customer.ts'
export { type ImportedStep, type ImportedTicket, planImport } from './plans/plan-import.ts'
export type {
  CustomerIsErased,
  CustomerNotFound,
  PlanRejection,
  TicketChangedSince,
  TicketNotFound,
  UnknownWorkflow,
} from './plans/plan-rejections.ts'
export { plan } from './plans/plan-request.ts'
export { contentRefs, removals, sweepSize, textKinds } from './plans/plan-sweep.ts'
export {
  type DueTimer,
  planTimer,
  type TimerActs,
  type TimerOutcome,
  type TimerRefused,
  type TimerSettles,
  type TimerWaits,
  timerReads,
} from './plans/plan-timer.ts'
export { plannerMessages } from './plans/planner-messages.ts'
export { planRearm, rearmWork, type TicketRearm, timeAlike } from './plans/rearm-timers.ts'
export {
  rearmEverything,
  rearmQueue,
  type TimersWalked,
  type TimerWalk,
  timersWalkedRef,
  timerWalk,
  writeTimersWalked,
} from './plans/timer-walk.ts'
export { type TimerQueue, timerDueAt, timerQueues } from './plans/timers.ts'
export {
  compilePolicies,
  type DuplicateWorkflow,
  type MalformedPolicies,
  type PolicyAccessIssue,
  type PolicyCatalogueIssue,
  type PolicyFieldsIssue,
  type PolicyIntakeIssue,
  type PolicyIssue,
  type PolicyWorkflowIssue,
  type UnknownDefaultWorkflow,
  type UnknownPhoneCountry,
} from './policies/compile-policies.ts'
export { type Policies, workflowOf } from './policies/policies.ts'
export { type PoliciesDocument, policiesDocumentSchema, policiesJsonSchema } from './policies/policies-document.ts'
export { type PolicyVersions, policiesDigest, type RecordedEvent, recordedEvents } from './policies/policy-versions.ts'
export { standardPolicies } from './policies/standard-policies.ts'
export {
  type AsItIs,
  activationLeadMs,
  decideActivation,
  decideRollBack,
  decideWithdrawal,
  type InstantTaken,
  type NoSuchActivation,
  type NothingToRollBack,
  type RegistryChange,
  type RegistryRejection,
  type TooSoon,
  type UnknownPolicyVersion,
} from './registry/decide-registry.ts'
export { type LockedOut, lockedOut } from './registry/locked-out.ts'
export { type DocumentChange, type DocumentDiff, diffDocuments } from './registry/policy-diff.ts'
export type {
  ActivationWithdrawn,
  ActivationWithdrawnData,
  PoliciesActivated,
  PoliciesActivatedData,
  PoliciesPublished,
  PoliciesPublishedData,
  PoliciesRolledBack,
  PoliciesRolledBackData,
  PolicyEvent,
} from './registry/policy-events.ts'
export {
  emptyRegistry,
  type PolicyActivation,
  type PolicyNote,
  type PolicyRegistry,
  type PublishedPolicies,
  policyRegistryRef,
  policyStream,
  policyVersionAt,
  policyVersionRef,
  writePolicyNote,
  writePublished,
  writeRegistry,
} from './registry/policy-registry.ts'
export {
  type KnownPolicies,
  publishedAs,
  samePolicies,
  type TakenVersion,
  type VersionedDocument,
  type VersionTaken,
  versionTaken,
} from './registry/published-versions.ts'
export type {
  DeskRequest,
  EraseCustomerRequest,
  HistoryRequest,
  NewTicket,
  ObservedChange,
  OpenTicketRequest,
  ReceiveContactRequest,
  RegisterCustomerRequest,
  TicketRequest,
} from './requests/desk-request.ts'
export { furtherReads } from './requests/further-reads.ts'
export type { Loaded } from './requests/loaded.ts'
export { type Lookup, type Reads, reads } from './requests/reads.ts'
export { slaQueue } from './sla/change-clocks.ts'
export {
  type PolicyCalendarIssue,
  type PolicySlaAction,
  type PolicySlaIssue,
  type TicketSlaIssue,
  ticketClockFields,
} from './sla/compile-ticket-sla.ts'
export { clockTimerReads, type DueClockTimer, planClockTimer } from './sla/plan-clock-timer.ts'
export { planRebuildClocks, type RebuildInput } from './sla/rebuild-clocks.ts'
export type {
  ClockRef,
  SlaApplied,
  SlaAppliedData,
  SlaBreached,
  SlaBreachedData,
  SlaCancelled,
  SlaCancelledData,
  SlaCorrected,
  SlaCorrectedData,
  SlaEvent,
  SlaFulfilled,
  SlaFulfilledData,
  SlaRetargeted,
  SlaRetargetedData,
  SlaStepReached,
  SlaStepReachedData,
} from './sla/sla-events.ts'
export type { TicketClocks } from './sla/ticket-clocks-kind.ts'
export { type TicketFact, ticketSignals } from './sla/ticket-signals.ts'
export { clockReads } from './sla/with-clocks.ts'
