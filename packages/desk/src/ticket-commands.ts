import { deriveId, type InvalidInput, inputIssue, invalidInput, type MessageId, parseInput, type TicketId } from '@caseload/core'
import type { Attributes, OpenTicket, TicketCommand } from '@caseload/lifecycle'
import {
  eventSeenBy,
  explanationSeenBy,
  fieldsSeen,
  type TicketNotFound,
  type TicketRequest,
  ticketResource,
  ticketSeenBy,
} from '@caseload/planner'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { z } from 'zod'
import { lookingAs } from './access/permit.ts'
import type { TicketAnswer } from './answers.ts'
import { carryOut, type Outcome } from './engine/carry-out.ts'
import type { Engine } from './engine/engine.ts'
import { declaredAttributes } from './inputs/declared-attributes.ts'
import type { CommandOptions } from './inputs/ticket-inputs.ts'
import { missingData } from './own-fields/missing-data.ts'
import { sortFieldValue } from './own-fields/personal-value.ts'
import type { CommandProblem } from './problems.ts'
import { readId, readOptions, type Scope } from './scope.ts'

/** What the particulars of a command mean for a ticket. */
export interface Meaning {
  /** The lifecycle's command. */
  readonly command: Exclude<TicketCommand, OpenTicket>
  /** Text of its message. */
  readonly body?: string | undefined
  /** What stands above a ticket it makes. */
  readonly subject?: string | undefined
  /** The wording of the steps of a checklist it starts. */
  readonly wording?: Readonly<Record<string, string>> | undefined
  /** What was said beside it. */
  readonly remark?: TicketRequest['remark'] | undefined
  /** The desk's own fields it sets. */
  readonly attributes?: Attributes | undefined
}

/** One command to a ticket, bound to tenant and actor. */
export type TicketMethod<Input> = (
  ticketId: string,
  input: Input,
  options?: CommandOptions,
) => ResultAsync<TicketAnswer, CommandProblem>

/** The same for a command that can do without particulars. */
export type EasyTicketMethod<Input> = (
  ticketId: string,
  input?: Input,
  options?: CommandOptions,
) => ResultAsync<TicketAnswer, CommandProblem>

/** Makes the method of one command: checks once at the edge, then carries it out. */
export function ticketMethod<Input, Parsed>(
  engine: Engine,
  scope: Result<Scope, InvalidInput>,
  schema: z.ZodType<Parsed>,
  meaning: (input: Parsed, messageId: MessageId) => Meaning,
): EasyTicketMethod<Input> {
  const whole = z.strictObject({ input: schema })
  return (ticketId, input, options = {}) =>
    new ResultAsync(ticketCommand(engine, scope, { ticketId, input: input ?? {}, options }, whole, meaning))
}

async function ticketCommand<Parsed>(
  engine: Engine,
  scope: Result<Scope, InvalidInput>,
  given: { readonly ticketId: string; readonly input: unknown; readonly options: CommandOptions },
  schema: z.ZodType<{ readonly input: Parsed }>,
  meaning: (input: Parsed, messageId: MessageId) => Meaning,
): Promise<Result<TicketAnswer, CommandProblem>> {
  if (scope.isErr()) return err(scope.error)
  const { tenant, actor } = scope.value
  const ticketId = readId('tkt', 'ticketId', given.ticketId)
  if (ticketId.isErr()) return err(ticketId.error)
  const parsed = parseInput(schema, { input: given.input }).mapErr(withoutWrapper)
  if (parsed.isErr()) return err(parsed.error)
  const options = readOptions(engine, given.options)
  if (options.isErr()) return err(options.error)
  const { commandId, mayBeRepeated, ifVersion, at } = options.value
  const { command, body, subject, wording, remark, attributes } = meaning(parsed.value.input, deriveId('msg', commandId))
  const refreshed = await engine.book.refresh(tenant)
  if (refreshed.isErr()) return err(refreshed.error)
  const declared = declaredAttributes(attributes, engine.policiesOf(tenant))
  if (declared.isErr()) return err(declared.error)
  const sorted = sortFieldValue(command, engine.policiesOf(tenant))
  if (sorted.isErr()) return err(sorted.error)
  const request: TicketRequest = {
    type: 'ticket-command',
    commandId,
    ticketId: ticketId.value,
    ifVersion,
    ...sorted.value,
    body: body ?? null,
    ...(subject === undefined ? {} : { subject }),
    ...(wording === undefined ? {} : { wording }),
    remark: remark ?? null,
  }
  return ticketAnswer(engine, scope.value, await carryOut(engine, { tenant, actor, request, at, mayBeRepeated }), ticketId.value)
}

/** A ticket's answer out of a request's outcome, as the actor may see it; `justOpened` where the request was to open it. */
export function ticketAnswer(
  engine: Engine,
  scope: Scope,
  carried: Result<Outcome, CommandProblem>,
  ticketId: TicketId,
  justOpened = false,
): Result<TicketAnswer, CommandProblem> {
  if (carried.isErr()) return err(carried.error)
  const { ticket, events, explanations, replayed } = carried.value
  if (ticket === null) return err(ticketNotFound(ticketId))
  const looking = lookingAs(engine, scope)
  const resource = ticketResource(ticket)
  // Whoever did it sees what came of it; a repetition is answered to those who may still read.
  if (replayed && !looking.access.may(scope.actor, 'ticket/read', resource).allowed) return err(ticketNotFound(ticketId))
  const { seen } = ticketSeenBy(ticket, looking)
  const { hidden } = fieldsSeen('ticket', looking)
  const missing = missingData(engine, scope, ticket, hidden, justOpened && !replayed)
  const told = looking.access.may(scope.actor, 'ticket/read-timeline', resource).allowed
  if (!told) return ok({ ticket: seen, events: [], explanations: [], ...missing, replayed })
  const seenEvents = events.map((event) => eventSeenBy(event, hidden))
  const seenExplanations = explanations.map((each) => explanationSeenBy(each, hidden))
  return ok({ ticket: seen, events: seenEvents, explanations: seenExplanations, ...missing, replayed })
}

function ticketNotFound(ticketId: TicketId): TicketNotFound {
  return { kind: 'ticket/not-found', ticketId, message: `there is no ticket ${ticketId}` }
}

/** Paths of an input are told from the caller's point of view, who never saw the object around it. */
export function withoutWrapper(problem: InvalidInput): InvalidInput {
  return invalidInput(
    problem.issues.map(({ path, expected }) => {
      const own = path.replace(/^input\.?/, '')
      return own === '' ? inputIssue([], expected) : { path: own, expected, message: `${own}: expected ${expected}` }
    }),
  )
}
