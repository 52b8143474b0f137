import { deriveId, type InvalidInput } from '@caseload/core'
import { type LinkRelation, linkRelations } from '@caseload/lifecycle'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { idField, remarkField, subjectField } from '../inputs/fields.ts'
import type { Scope } from '../scope.ts'
import { type EasyTicketMethod, type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** A link to another ticket. */
export interface LinkInput {
  /** What this ticket is to the other. */
  readonly relation: LinkRelation
  /** The other (`tkt_…`). */
  readonly otherId: string
}

/** A ticket that goes on for another. */
export interface MergeInput {
  /** The survivor (`tkt_…`). */
  readonly survivorId: string
  /** Why, for staff; at most 5,000 characters. Content, not history. */
  readonly reason?: string
}

/** Why a merge is taken back. */
export interface UnmergeInput {
  /** For staff; at most 5,000 characters. Content, not history. */
  readonly reason?: string
}

/** Messages that become a ticket of their own. */
export interface SplitInput {
  /** Which (`msg_…`), 1 to 50; at least one message stays behind. */
  readonly messageIds: readonly string[]
  /** What stands above the new ticket; the same as above this one where absent. */
  readonly subject?: string
}

/** Why a ticket is no request at all. */
export interface MarkSpamInput {
  /** For staff; at most 5,000 characters. Content, not history. */
  readonly reason?: string
}

/** What can be done with several tickets at once, and with what is none. */
export interface LinkMethods {
  /** Links a ticket to another; both say so from then on. */
  readonly link: TicketMethod<LinkInput>
  /** Takes a link away at both ends. */
  readonly unlink: TicketMethod<LinkInput>
  /** Lets another ticket go on for this one: by reference, so that it can be taken back. Messages for this ticket reach the other, and what is still promised, set or to be decided here is owed there. */
  readonly mergeInto: TicketMethod<MergeInput>
  /** Takes a merge back: both stand as before. What was written to this ticket meanwhile stays with the other, and the history says how much; what is still owed comes back, and what was settled stays settled. */
  readonly unmerge: EasyTicketMethod<UnmergeInput>
  /** Moves messages into a new ticket of the same requester, which is the answer; the two are related. */
  readonly split: TicketMethod<SplitInput>
  /** Ends what is no request at all. */
  readonly markSpam: EasyTicketMethod<MarkSpamInput>
}

const reason = z.exactOptional(remarkField)
const linkSchema = z.strictObject({ relation: z.enum(linkRelations), otherId: idField('tkt') })
const mergeSchema = z.strictObject({ survivorId: idField('tkt'), reason })
const reasonSchema = z.strictObject({ reason })
const splitSchema = z.strictObject({
  messageIds: z
    .array(idField('msg'))
    .min(1)
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length, 'each message once'),
  subject: z.exactOptional(subjectField),
})

/** The methods about several tickets, bound to an actor. */
export function linkMethods(engine: Engine, scope: Result<Scope, InvalidInput>): LinkMethods {
  return {
    link: ticketMethod(engine, scope, linkSchema, (input) => ({ command: { type: 'link', otherIsClosed: false, ...input } })),
    unlink: ticketMethod(engine, scope, linkSchema, (input) => ({ command: { type: 'unlink', ...input } })),
    mergeInto: ticketMethod(engine, scope, mergeSchema, ({ survivorId, reason: text }) => ({
      command: { type: 'merge-into', survivorId },
      remark: text === undefined ? null : { command: 'merge-into', text },
    })),
    unmerge: ticketMethod(engine, scope, reasonSchema, ({ reason: text }) => ({
      command: { type: 'unmerge', messagesStaying: 0 },
      remark: text === undefined ? null : { command: 'unmerge', text },
    })),
    split: ticketMethod(engine, scope, splitSchema, ({ messageIds, subject }, messageId) => ({
      command: { type: 'split', messageIds, newTicketId: deriveId('tkt', messageId) },
      subject,
    })),
    markSpam: ticketMethod(engine, scope, reasonSchema, ({ reason: text }) => ({
      command: { type: 'mark-spam' },
      remark: text === undefined ? null : { command: 'mark-spam', text },
    })),
  }
}
