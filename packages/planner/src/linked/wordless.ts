import type { TicketRequest } from '../requests/desk-request.ts'

/** Whether a command brings no message of anybody: a message is never refused for a follow-up there is. */
export function isWordless({ type }: Pick<TicketRequest['command'], 'type'>): boolean {
  return type === 'reopen' || type === 'reject-resolution'
}
