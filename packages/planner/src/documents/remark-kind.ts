import type { ActorRef, Id, Instant, TicketId } from '@caseload/core'
import type { TicketCommandType } from '@caseload/lifecycle'
import type { KindSpec, Write } from '@caseload/storage'

/** Identity of a remark, `rmk_…`. */
export type RemarkId = Id<'rmk'>

/** Commands that may bring a remark along: any. */
export type RemarkedCommand = TicketCommandType

/** What a team is told that a ticket is handed to. */
export interface BriefingTexts {
  /** What was done so far. */
  readonly done?: string
  /** What is wanted of the team. */
  readonly wanted?: string
  /** What the requester was told. */
  readonly told?: string
}

/** What somebody said beside a command: the reason of a hold, a cancellation or a step left out, the summary of a solution. Content, so erased with its customer. */
export interface Remark {
  /** Identity: the token of the command. */
  readonly id: RemarkId
  /** Ticket it belongs to. */
  readonly ticketId: TicketId
  /** Place of the command's last event in the ticket's stream. */
  readonly position: number
  /** When it was said. */
  readonly at: Instant
  /** Who said it. */
  readonly actor: ActorRef
  /** Beside which command. */
  readonly command: RemarkedCommand
  /** The text; of a briefing, its parts one after the other. */
  readonly text: string
  /** The parts of a briefing; absent in any other remark. */
  readonly briefing?: BriefingTexts
}

/** How remarks are stored: one document each, so that a command never has to read those before it. */
export const remarkKind: KindSpec = {
  kind: 'remark',
  fields: { ticketId: { type: 'text' }, position: { type: 'int', sortable: true } },
  paths: [{ eq: ['ticketId'], sort: ['position'] }],
}

/** The write that stores a new remark. */
export function writeRemark(remark: Remark): Write {
  return {
    op: 'put',
    ref: { kind: 'remark', id: remark.id },
    version: 0,
    doc: remark,
    fields: { ticketId: remark.ticketId, position: remark.position },
  }
}
