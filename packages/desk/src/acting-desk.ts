import type { AccessDenied, Hidden } from '@caseload/access'
import type { ContactInput } from '@caseload/customers'
import type { AllowedAtDesk, Roster, SeenCustomer, SeenTicket } from '@caseload/planner'
import type { ResultAsync } from 'neverthrow'
import type { PurposeOptions } from './access/read-for-purpose.ts'
import type { CustomerAnswer, TicketAnswer } from './answers.ts'
import type { AcceptedContact, ContactToAccept } from './contacts/contact-input.ts'
import type { AcceptProblem } from './contacts/contact-intake.ts'
import type { ContactAnswer } from './contacts/receive-contact.ts'
import type { EraseReport } from './erasure/erase-customer.ts'
import type { HistoryRow } from './history/history-row.ts'
import type { ImportOptions, ImportReport } from './import/import-report.ts'
import type { ImportTicketRow } from './import/import-row.ts'
import type {
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
import type { ApprovalMethods } from './methods/approval-methods.ts'
import type { ChecklistMethods } from './methods/checklist-methods.ts'
import type { DutyMethods } from './methods/duty-methods.ts'
import type { LinkMethods } from './methods/link-methods.ts'
import type { MigrationMethods } from './migration/migration-report.ts'
import type { SeenPersonalFields } from './own-fields/read-personal-fields.ts'
import type { FieldIndexReport } from './own-fields/rebuild-field-index.ts'
import type { CommandProblem, NoIntake, QueryProblem } from './problems.ts'
import type { BacklogCount, BacklogQuery, Workload } from './queries/backlog.ts'
import type { WordedChecklist } from './queries/checklists.ts'
import type { ConversationPage, ConversationRead } from './queries/conversation.ts'
import type { Gathered } from './queries/gathered.ts'
import type { NeglectQuery, NeglectReport } from './queries/neglected.ts'
import type { RequestForm } from './queries/request-form.ts'
import type { RequesterView } from './queries/requester-view.ts'
import type { TicketList, TicketQuery } from './queries/ticket-query.ts'
import type { TimelinePage, TimelineRead } from './queries/timeline.ts'
import type { PolicyMethods } from './registry/policy-methods.ts'
import type { SlaMethods } from './sla/sla-methods.ts'
import type { EasyTicketMethod, TicketMethod } from './ticket-commands.ts'
import type { RearmAnswer } from './timers/ask-rearm.ts'

/**
 * A desk for one tenant and one actor: one method per command, and the questions people ask of a desk.
 *
 * What an actor may do and see is what the policies' `access` says. What they have no right to is refused as `access/denied`, a ticket they may not read is not found, and a field that is hidden from them is
 * `{ hidden: true, reason }`.
 *
 * Commands answer with the ticket afterwards, what was recorded and why; or with the refusal, which names what is allowed now. Nothing throws or rejects.
 */
export interface ActingDesk
  extends ApprovalMethods,
    ChecklistMethods,
    LinkMethods,
    DutyMethods,
    PolicyMethods,
    MigrationMethods,
    SlaMethods {
  /** The form of a kind of request by the catalogue in force: a JSON Schema of the answers, and every question; null for a kind that is not in it. For whoever may open tickets. */
  requestForm(kind: string): ResultAsync<RequestForm | null, QueryProblem>
  /** Brings a ticket into being, for somebody known or new. */
  openTicket(input: OpenTicketInput, options?: Omit<CommandOptions, 'ifVersion'>): ResultAsync<TicketAnswer, CommandProblem>
  /**
   * Decides what becomes of a contact by the policies' `intake` and carries it out: a new ticket, a message to a ticket there is, a new ticket that follows one that can no longer come back, answered at once, or no
   * request at all. Every contact leaves one event, `contact-decided`; handed over again under its name it is decided once.
   */
  receiveContact(contact: ContactToAccept): ResultAsync<ContactAnswer, CommandProblem>
  /**
   * Takes a contact in before anything is decided about it, whether or not the store can be reached: `ok` means that it is on the disk, and `desk.drainContacts` decides it as `receiveContact` would; a ticket it opens is `tkt_` and the contact's name, and its
   * clocks start when it came in. Over its limit it answers `desk/overloaded` with when to come again; nothing is ever dropped.
   */
  acceptContact(contact: ContactToAccept): ResultAsync<AcceptedContact, AcceptProblem | NoIntake | AccessDenied>
  /** Says what a ticket is about. */
  readonly classify: TicketMethod<ClassifyInput>
  /** Says how urgent a ticket is. */
  readonly prioritise: TicketMethod<PrioritiseInput>
  /** Gives a ticket to an agent. */
  readonly assign: TicketMethod<AssignInput>
  /** Takes a ticket from its agent; the team keeps it. */
  readonly unassign: EasyTicketMethod<Readonly<Record<string, never>>>
  /** Moves a ticket to another support line. */
  readonly escalate: EasyTicketMethod<EscalateInput>
  /** Answers the requester. */
  readonly reply: TicketMethod<ReplyInput>
  /** Leaves a note among staff. */
  readonly note: TicketMethod<NoteInput>
  /** Takes in what the requester wrote. */
  readonly receiveReply: TicketMethod<ReceiveReplyInput>
  /** Asks the requester for something and waits for it. */
  readonly requestInformation: EasyTicketMethod<RequestInformationInput>
  /** Waits for a third party. */
  readonly hold: EasyTicketMethod<HoldInput>
  /** Goes on after a wait. */
  readonly resume: EasyTicketMethod<MoveInput>
  /** Declares a ticket answered. */
  readonly resolve: EasyTicketMethod<ResolveInput>
  /** Takes up a resolved or closed ticket again. */
  readonly reopen: EasyTicketMethod<MoveInput>
  /** Ends a ticket. */
  readonly close: EasyTicketMethod<MoveInput>
  /** Ends a ticket that is no longer wanted. */
  readonly cancel: EasyTicketMethod<CancelInput>
  /** Moves a ticket to a status by name. */
  readonly changeStatus: TicketMethod<ChangeStatusInput>

  /** A ticket by identity; null where there is none that the actor may read. */
  ticket(ticketId: string, options?: PurposeOptions): ResultAsync<SeenTicket | null, QueryProblem>
  /** A ticket by the number people quote; null where there is none that the actor may read. */
  ticketByNumber(number: number, options?: PurposeOptions): ResultAsync<SeenTicket | null, QueryProblem>
  /** What stands above a ticket; null where nothing does, there is no ticket that the actor may read, or its customer was erased. */
  subject(ticketId: string): ResultAsync<string | null, QueryProblem>
  /** Tickets by condition, a page at a time: those the actor may read. Neither a page nor its cursor tells of any others; while own fields are indexed anew (`scanned`) a page may be shorter than asked for, and even empty, before the list ends. */
  tickets(query?: TicketQuery): ResultAsync<TicketList, QueryProblem>
  /** The messages of a ticket with their texts, oldest first, a page at a time; internal ones for those who may read notes. */
  conversation(ticketId: string, read?: ConversationRead): ResultAsync<ConversationPage, QueryProblem>
  /**
   * Everything that happened to a ticket and to those that go on in it: what, who decided, why, with the texts that belong to it as far as the actor may read them, oldest first, a page at a time.
   */
  timeline(ticketId: string, read?: TimelineRead): ResultAsync<TimelinePage, QueryProblem>
  /** A ticket read as one with those that were merged into it: which they are, their links, and who watches any of them, where `ticket` shows its own watchers and links alone; null where there is none that the actor may read. */
  gathered(ticketId: string): ResultAsync<Gathered | null, QueryProblem>
  /**
   * What the requester of a ticket was asked to approve, with what they should know and what they answered, and what was promised to them: kept, withdrawn or still to come; null where there is none that the actor may read. For whoever may read
   * its text: the requester sees it whatever is hidden from them, and nothing that others are to approve; from others it is hidden where `approvals` or `promises` of the ticket is.
   */
  requesterView(ticketId: string): ResultAsync<RequesterView | null, QueryProblem>
  /** The checklists of a ticket with their wording, for those who may read notes; empty where there is no ticket that the actor may read. */
  checklists(ticketId: string): ResultAsync<readonly WordedChecklist[] | Hidden, QueryProblem>
  /**
   * Values of a ticket's personal fields by name, for those who may read notes; null where there is no ticket that the actor may read. Hidden where `personalFields` or `personalValues` of the ticket is; one that is hidden by its
   * name (`attributes.allergies`) stands among the others as hidden. By the standard rules they are shown to staff who state a purpose, and each reading is recorded.
   */
  personalFields(ticketId: string, options?: PurposeOptions): ResultAsync<SeenPersonalFields | Hidden | null, QueryProblem>
  /**
   * Makes the index anew of every ticket that was last written by another declaration of indexed fields than the one in force, in small commits beside running commands: until then lists that ask about such fields look through
   * tickets one by one. Broken off, it goes on when it is called again. By the standard roles for the application itself and administrators.
   */
  rebuildFieldIndex(): ResultAsync<FieldIndexReport, CommandProblem>
  /**
   * Has the timers and deadlines of every open ticket set anew by `runDueTimers`, in batches beside running commands, as the policies in force say, whatever set them before. For desks without a registry, once for each tenant after a
   * deployment that changed workflows, promises or calendars, when the last process of the release before it has ended: one that still runs times what it touches by its own rules. With a registry a switch does so by itself; there it is for
   * the day on which a desk that had none was given one. Called again while it goes on, it begins anew. By the standard roles for the application itself and administrators.
   */
  rearmTimers(): ResultAsync<RearmAnswer, CommandProblem>
  /** How many tickets are neither resolved nor closed, by any of the fields lists are filtered by: every group, however many there are, each counted when it is come to. */
  backlog(query?: BacklogQuery): ResultAsync<readonly BacklogCount[], QueryProblem>
  /** How many tickets each agent has in each category that is not over, those nobody has first; by the standard roles for specialists and up. */
  workload(): ResultAsync<readonly Workload[], QueryProblem>
  /** Tickets that nobody looks after, and why: their agent is gone, their team removed, a timer dead, or they were never anybody's; for staff. */
  findNeglected(roster: Roster, query?: NeglectQuery): ResultAsync<NeglectReport, QueryProblem>
  /** What the actor could do with a ticket now, what has to be known for it first, and what would make a follow-up; empty where there is no ticket that they may read. */
  allowedCommands(ticketId: string): ResultAsync<readonly AllowedAtDesk[], QueryProblem>

  /** Finds a customer by what they can be recognised by, or makes them known. */
  registerCustomer(from: ContactInput, options?: Omit<CommandOptions, 'ifVersion'>): ResultAsync<CustomerAnswer, CommandProblem>
  /** A customer by identity; null where there is none. */
  customer(customerId: string, options?: PurposeOptions): ResultAsync<SeenCustomer | null, QueryProblem>
  /**
   * Erases a person: profile, look-up keys, and all text of their tickets; then takes the freed bytes off the disk. What happened to the tickets stays, without a word of
   * theirs. Done again it goes on where it was interrupted, as `runDueTimers` does. By the standard roles for administrators.
   */
  eraseCustomer(customerId: string): ResultAsync<EraseReport, CommandProblem>

  /** Takes over one row of another system's log: the ticket follows the log, and where the workflow would not have, that is recorded. By the standard roles for the application itself and administrators. */
  recordHistory(ticketId: string, row: HistoryRow): ResultAsync<TicketAnswer, CommandProblem>
  /** Takes over many tickets of another system, up to a hundred a commit; bad rows are reported and the rest goes on. Where the rows themselves cannot be read any further it ends with `input/invalid`; done again it goes on after what was taken over. By the standard roles for the application itself and administrators. */
  importTickets(
    rows: Iterable<ImportTicketRow> | AsyncIterable<ImportTicketRow>,
    options?: ImportOptions,
  ): ResultAsync<ImportReport, CommandProblem>
}
