import type { Workflow } from '../workflow/workflow.ts'
import { allowedCommands } from './allowed-commands.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommandType } from './ticket-commands.ts'
import type { TicketContext } from './ticket-context.ts'
import type { FailedGuard, TicketRejection } from './ticket-rejections.ts'

/** What is particular to a refusal, before it is told what would be allowed. */
export type RefusalFacts =
  | { readonly kind: 'ticket/not-opened' }
  | { readonly kind: 'ticket/already-opened' }
  | { readonly kind: 'ticket/actor-not-allowed'; readonly allowedActors: readonly string[] }
  | { readonly kind: 'ticket/not-in-this-category'; readonly category: string }
  | { readonly kind: 'ticket/unknown-status'; readonly toStatus: string }
  | { readonly kind: 'ticket/wrong-category'; readonly toStatus: string; readonly expected: readonly string[] }
  | { readonly kind: 'ticket/no-such-category'; readonly expected: readonly string[] }
  | { readonly kind: 'ticket/no-transition'; readonly toStatus: string }
  | { readonly kind: 'ticket/guard-failed'; readonly toStatus: string; readonly failed: readonly FailedGuard[] }
  | { readonly kind: 'ticket/reopen-window-passed'; readonly allowedUntil: number }
  | { readonly kind: 'ticket/reply-refused'; readonly category: string }
  | { readonly kind: 'ticket/invalid-command'; readonly path: string; readonly expected: string }

/** Completes a refusal: the status, what would be allowed instead, and a sentence. */
export function refusal(
  facts: RefusalFacts,
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommandType,
  { actor, now }: TicketContext,
): TicketRejection {
  const status = ticket?.status ?? null
  const allowedNow = allowedCommands(workflow, ticket, actor, now)
  return { ...facts, command, status, allowedNow, message: sentence(facts, command, status) }
}

function sentence(facts: RefusalFacts, command: TicketCommandType, status: string | null): string {
  switch (facts.kind) {
    case 'ticket/not-opened':
      return `${command}: there is no ticket yet`
    case 'ticket/already-opened':
      return `${command}: there is a ticket of this identity already`
    case 'ticket/actor-not-allowed':
      return `${command} is for ${facts.allowedActors.join(', ')}`
    case 'ticket/not-in-this-category':
      return `${command} does not apply to a ticket that is ${facts.category} (status ${status})`
    case 'ticket/unknown-status':
      return `${command}: the workflow has no status of that name`
    case 'ticket/wrong-category':
      return `${command} leads to ${facts.expected.join(' or ')}, and ${facts.toStatus} is not that`
    case 'ticket/no-such-category':
      return `${command}: the workflow has no status that is ${facts.expected.join(' or ')}`
    case 'ticket/no-transition':
      return status === null
        ? `${command}: tickets are not opened in ${facts.toStatus}`
        : `${command}: the workflow has no way from ${status} to ${facts.toStatus}`
    case 'ticket/guard-failed':
      return `${command}: the way from ${status} to ${facts.toStatus} is not open: ${facts.failed.map(guardSentence).join('; ')}`
    case 'ticket/reopen-window-passed':
      return `${command}: the ticket was over too long to come back`
    case 'ticket/reply-refused':
      return `${command}: the workflow takes no replies while a ticket is ${facts.category}`
    case 'ticket/invalid-command':
      return `${command}: ${facts.path}: expected ${facts.expected}`
  }
}

function guardSentence({ guard, expected }: FailedGuard): string {
  switch (guard) {
    case 'by':
      return `it is for ${expected.join(', ')}`
    case 'roles':
      return `it needs one of the roles ${expected.join(', ')}`
    case 'when':
      return `a condition on ${expected.join(', ')} does not hold`
    case 'requires':
      return `${expected.join(', ')} is missing`
  }
}
