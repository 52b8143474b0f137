import type { Actor } from '@caseload/core'
import type { Ticket, TicketCommand, TicketCommandType, TicketEvent, Workflow } from '../../src/index.ts'
import { actors, type Step, ticketAfter, workflow } from '../desk-day.ts'

/** The command of a type. */
export type CommandOf<Type extends TicketCommandType> = Extract<TicketCommand, { readonly type: Type }>

/** Somebody gives a command to a ticket, at hour 50. */
export interface Given<Command extends TicketCommand> {
  readonly ticket: Ticket | null
  readonly command: Command
  readonly who: Actor
  readonly rules: Workflow
}

/**
 * Why there is no ticket on which a command changes nothing; each is put to the test. `leads-elsewhere`: no category it may be given in is one it leads to. `says-something-new`: given again it is granted again, and says
 * something again. `ends-what-it-is-about`: given again it is refused, with this kind of refusal.
 */
export type Never =
  | { readonly never: 'leads-elsewhere' }
  | { readonly never: 'says-something-new' }
  | { readonly never: 'ends-what-it-is-about'; readonly refusedAs: string }

/** The three questions every command is asked: which events, which exact refusal, and when nothing. */
export interface Questions<Command extends TicketCommand> {
  readonly events: {
    readonly given: Given<Command>
    /** Each event by its type and all of its particulars. */
    readonly are: readonly (readonly [TicketEvent['type'], object])[]
  }
  readonly refusal: {
    readonly given: Given<Command>
    /** The refusal with everything it carries but its words and what would be allowed instead. */
    readonly is: object
  }
  readonly nothing: Given<Command> | Never
}

/** The questions to some commands. */
export type QuestionsTo<Type extends TicketCommandType> = { readonly [Each in Type]: Questions<CommandOf<Each>> }

/** A command to the ticket after some steps; to no ticket where there are none. */
export function given<Command extends TicketCommand>(
  steps: readonly Step[],
  command: Command,
  who: Actor = actors.agent,
  rules: Workflow = workflow,
): Given<Command> {
  return { ticket: steps.length === 0 ? null : ticketAfter(steps, rules), command, who, rules }
}
