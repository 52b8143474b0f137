import type { CommandId, CustomerId, Instant, TicketId } from '@caseload/core'
import type { ContactPoints } from '@caseload/customers'
import type { Attributes, AttributeValue, BasicCommand, OpenTicket, TicketCommand } from '@caseload/lifecycle'
import type { PersonalFields } from '../documents/personal-fields-kind.ts'
import type { BriefingTexts, RemarkedCommand } from '../documents/remark-kind.ts'

/** The particulars of a new ticket that the lifecycle decides about, without identities. */
export type NewTicket = Omit<OpenTicket, 'type' | 'ticketId' | 'number' | 'requesterId' | 'message' | 'personalFields'>

/** Bring a ticket into being for somebody who may or may not be known. */
export interface OpenTicketRequest {
  /** Discriminant. */
  readonly type: 'open-ticket'
  /** Identity of the command; the ticket, its message and a new customer take its token. */
  readonly commandId: CommandId
  /** Workflow by name; null for the default. */
  readonly workflow: string | null
  /** Who asks, by what they can be recognised by; null where nobody said. */
  readonly from: ContactPoints | null
  /** Who asks, by identity; null where unknown. With `from`, its contact points are added to this customer. */
  readonly requesterId: CustomerId | null
  /** What stands above it; null where nothing does. */
  readonly subject: string | null
  /** Text of the first message; null where there is none. */
  readonly body: string | null
  /** How the first message counts. */
  readonly message: {
    /** Who wrote it. */
    readonly author: 'requester' | 'agent' | 'bot' | 'system'
    /** Whether the requester sees it. */
    readonly visibility: 'public' | 'internal'
    /** Whether a machine sent it unasked. */
    readonly automatic: boolean
  }
  /** Everything else about it. */
  readonly ticket: NewTicket
  /** Values of its personal fields, which are content; none where absent. */
  readonly personal?: PersonalFields['values']
}

/** Do something with a ticket there is. */
export interface TicketRequest {
  /** Discriminant. */
  readonly type: 'ticket-command'
  /** Identity of the command. */
  readonly commandId: CommandId
  /** Which ticket. */
  readonly ticketId: TicketId
  /** The only version of the ticket it may be done to; null where any will do. */
  readonly ifVersion: number | null
  /** What to do. A message it names has the token of `commandId`. */
  readonly command: Exclude<TicketCommand, OpenTicket>
  /** Text of the message; null where it brings none. */
  readonly body: string | null
  /** The customer who wrote the message, where that is known apart from who acts; absent elsewhere. */
  readonly authorId?: CustomerId
  /** What stands above a new ticket that the command makes; the same as above this one where absent. */
  readonly subject?: string
  /** The wording of the steps of a checklist it starts, by step; absent where it brings none. */
  readonly wording?: Readonly<Record<string, string>>
  /** The value of the personal field it sets, null where it clears it; absent where it does neither. */
  readonly personal?: AttributeValue
  /** What was said beside it; null where nothing was. */
  readonly remark: {
    /** Beside which command. */
    readonly command: RemarkedCommand
    /** The text. */
    readonly text: string
    /** What a team is told that the ticket is handed to, part by part; absent beside any other command. */
    readonly briefing?: BriefingTexts
  } | null
}

/** A change that an imported log tells of. */
export type ObservedChange = Exclude<BasicCommand, OpenTicket>

/** Take over one row of another system's log: what it says has happened, whatever the workflow thinks of it. */
export interface HistoryRequest {
  /** Discriminant. */
  readonly type: 'record-history'
  /** Identity of the command, made from the row's own name. */
  readonly commandId: CommandId
  /** Which ticket; it is opened where there is none. */
  readonly ticketId: TicketId
  /** How it is opened where there is none; any status of the workflow. */
  readonly open: NewTicket & {
    /** Number people quote; null where the log has none. */
    readonly number: number | null
    /** Who asks; null where nobody is known. One of whom nothing is stored will do, one who was erased will not. */
    readonly requesterId: CustomerId | null
    /** Workflow by name; null for the default. */
    readonly workflow: string | null
    /** Values of its personal fields, which are content; none where absent. */
    readonly personal?: PersonalFields['values']
  }
  /** The row itself, kept as `activity-recorded`; null to keep none. */
  readonly activity: {
    /** The log's own name for what happened. */
    readonly code: string
    /** Further codes of the row. */
    readonly attributes: Attributes
  } | null
  /** What the row changed, in order. */
  readonly changes: readonly ObservedChange[]
}

/** Find a customer, or make them known. */
export interface RegisterCustomerRequest {
  /** Discriminant. */
  readonly type: 'register-customer'
  /** Identity of the command; a new customer takes its token. */
  readonly commandId: CommandId
  /** What they can be recognised by. */
  readonly from: ContactPoints
}

/** Decide what becomes of a contact, and carry it out. It came in when the request happens. */
export interface ReceiveContactRequest {
  /** Discriminant. */
  readonly type: 'receive-contact'
  /** Identity of the command; the contact, and a ticket, message and customer it makes, take its token. */
  readonly commandId: CommandId
  /** The ticket it would open. */
  readonly opening: Omit<OpenTicketRequest, 'type' | 'commandId'>
  /** What the channel's adapter made of it. */
  readonly codes: readonly string[]
  /** The code of the answer, where whoever took it in says that it was answered at once; else null. */
  readonly answered: string | null
  /** How long it took whoever took it in; null where nobody said. */
  readonly minutes: number | null
  /** When it claimed to come in, where that lay in the future by the desk's own clock and it was taken as of then; null or absent elsewhere. */
  readonly claimedAt?: Instant | null
  /** What it refers to, as the channel's adapter read it. */
  readonly refersTo: {
    /** Tickets by identity, or by a token that stands for it. */
    readonly ticketIds: readonly TicketId[]
    /** Threads it is a message of; contacts of the same thread are found by it later. */
    readonly threads: readonly string[]
    /** Tickets by number. */
    readonly numbers: readonly number[]
  }
}

/** Take everything personal out of a customer's profile. Their tickets' content is taken out in further steps. */
export interface EraseCustomerRequest {
  /** Discriminant. */
  readonly type: 'erase-customer'
  /** Identity of the command. */
  readonly commandId: CommandId
  /** Which customer. */
  readonly customerId: CustomerId
}

/** Everything a desk can be asked to do in one commit. */
export type DeskRequest =
  | OpenTicketRequest
  | ReceiveContactRequest
  | TicketRequest
  | HistoryRequest
  | RegisterCustomerRequest
  | EraseCustomerRequest
