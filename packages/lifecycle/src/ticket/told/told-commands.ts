import type { MessageId } from '@caseload/core'
import { staff, type TicketCommandRule } from '../command-rule.ts'
import { type Check, type CommandShapes, isCode, isLabel, isMessageId, may, need, shortCode } from '../decide/property-checks.ts'
import type { Move } from '../ticket-commands.ts'

/** How the requester was told: by a public message of the conversation. */
export interface ToldByMessage {
  /** Discriminant. */
  readonly by: 'message'
  /** Which message. */
  readonly messageId: MessageId
}
/** How the requester was told: on the phone or in person. */
export interface ToldByCall {
  /** Discriminant. */
  readonly by: 'call'
  /** What the telephone system calls it, a code; absent where nothing does. */
  readonly call?: string
}
/** How the requester was told: by an article that they were shown. */
export interface ToldByArticle {
  /** Discriminant. */
  readonly by: 'article'
  /** Which article, the desk's own code. */
  readonly article: string
}
/** The requester was not told, and why that is right. */
export interface ToldExempt {
  /** Discriminant. */
  readonly by: 'exempt'
  /** Why, the desk's own code, e.g. `no-contact-known`. */
  readonly reason: string
}

/** How the requester was told of the solution, or why not. */
export type SolutionTold = ToldByMessage | ToldByCall | ToldByArticle | ToldExempt

/** Say how the requester was told of the solution of a resolved ticket, where resolving did not. */
export interface TellSolution {
  /** Discriminant. */
  readonly type: 'tell-solution'
  /** How. */
  readonly told: SolutionTold
}

/** Say that the solution works. */
export interface ConfirmResolution {
  /** Discriminant. */
  readonly type: 'confirm-resolution'
  /** How the requester said so, where staff enters it, e.g. `phone`. */
  readonly channel?: string
}

/** Say that the solution does not work: the ticket comes back. */
export interface RejectResolution extends Move {
  /** Discriminant. */
  readonly type: 'reject-resolution'
  /** Why, the desk's own code, e.g. `still-broken`. */
  readonly reason?: string
}

/** Commands about how a solution was told and received. */
export type ToldCommand = TellSolution | ConfirmResolution | RejectResolution

/** Every command about how a solution was told and received. */
export const toldCommandTypes = [
  'tell-solution',
  'confirm-resolution',
  'reject-resolution',
] as const satisfies readonly ToldCommand['type'][]

/** Who may give them and where they apply. Staff confirms and rejects on the requester's behalf. */
export const toldCommandRules: Readonly<Record<ToldCommand['type'], TicketCommandRule>> = {
  'tell-solution': { actors: staff, from: ['resolved'], to: null },
  'confirm-resolution': { actors: ['requester', 'agent', 'system'], from: ['resolved'], to: null },
  'reject-resolution': { actors: ['requester', 'agent', 'system'], from: ['resolved', 'closed'], to: ['open', 'new'] },
}

/** Whether a value says how a solution was told. */
export const isTold: Check = (value) => {
  if (typeof value !== 'object' || value === null || !('by' in value)) return false
  const rest: unknown[] = Object.entries(value).filter(([name]) => name !== 'by')
  switch (value.by) {
    case 'message':
      return rest.length === 1 && 'messageId' in value && isMessageId(value.messageId)
    case 'call':
      return rest.length === 0 || (rest.length === 1 && 'call' in value && isLabel(value.call))
    case 'article':
      return rest.length === 1 && 'article' in value && isLabel(value.article)
    case 'exempt':
      return rest.length === 1 && 'reason' in value && isCode(value.reason)
    default:
      return false
  }
}

/** What `isTold` expects. */
export const toldExpected = `by: message with messageId, call, article with its label, or exempt with a reason, ${shortCode}`

/** Their properties; where `reject-resolution` leads is checked like every move. */
export const toldCommandShapes: CommandShapes<ToldCommand['type']> = {
  'tell-solution': [need('told', isTold, toldExpected)],
  'confirm-resolution': [may('channel', isCode, shortCode)],
  'reject-resolution': [may('reason', isCode, shortCode)],
}
