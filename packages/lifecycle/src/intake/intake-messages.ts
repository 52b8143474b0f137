import type { MessageCatalogue } from '@caseload/core'

/** English wording of what becomes of contacts. */
export const intakeMessages: MessageCatalogue = {
  'intake/open': 'opens a ticket as {kind}',
  'intake/append': 'belongs to ticket {ticketId}',
  'intake/follow-up-of': 'opens a ticket that follows {ticketId}',
  'intake/followed-up': 'ticket {followUpId} follows {ticketId} up, and takes it',
  'intake/answered-at-once': 'answered at once: {reason}',
  'intake/not-a-request': 'no request: {reason}',
  'intake/refers-by-ticket': 'it names ticket {ticketId}',
  'intake/refers-by-thread': 'it is of the thread of ticket {ticketId}',
  'intake/refers-by-number': 'it quotes the number of ticket {ticketId}, and its word counts for it',
  'intake/same-requester': 'rule {rule} finds an open ticket of the same requester',
  'intake/rule': 'rule {rule} holds: {reason}',
  'intake/said-answered': 'whoever took it in says that it was answered: {reason}',
  'intake/reach-reaches': 'ticket {ticketId}, {category}, takes it',
  'intake/reach-too-late': 'ticket {ticketId}, {category}, can no longer come back',
  'intake/reach-refused': 'ticket {ticketId}, {category}, takes no replies',
  'lifecycle/contact-decided': 'contact by {channel} decided: {outcome}',
}
