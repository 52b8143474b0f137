import { deriveId, type InvalidInput, inputIssue, invalidInput, isId, parseInput } from '@caseload/core'
import { type ContactPoints, contactPoints } from '@caseload/customers'
import { customerSeenBy, type OpenTicketRequest } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { lookingAs } from './access/permit.ts'
import type { CustomerAnswer, TicketAnswer } from './answers.ts'
import { carryOut } from './engine/carry-out.ts'
import type { Engine } from './engine/engine.ts'
import { declaredAttributes } from './inputs/declared-attributes.ts'
import { contactInputSchema, openTicketSchema } from './inputs/ticket-input-schemas.ts'
import type { CommandOptions, OpenTicketInput } from './inputs/ticket-inputs.ts'
import { givenPersonal } from './own-fields/personal-values.ts'
import { type CommandProblem, customerAbsent } from './problems.ts'
import { readOptions, type Scope } from './scope.ts'
import { ticketAnswer } from './ticket-commands.ts'

/** Opens a ticket: checks the input once, works out who speaks, and carries it out. */
export async function openTicket(
  engine: Engine,
  scope: Result<Scope, InvalidInput>,
  input: OpenTicketInput,
  given: CommandOptions,
): Promise<Result<TicketAnswer, CommandProblem>> {
  if (scope.isErr()) return err(scope.error)
  const { tenant, actor } = scope.value
  const refreshed = await engine.book.refresh(tenant)
  if (refreshed.isErr()) return err(refreshed.error)
  const parsed = parseInput(openTicketSchema, input)
  if (parsed.isErr()) return err(parsed.error)
  const options = readOptions(engine, given)
  if (options.isErr()) return err(options.error)
  const opening = openingOf(engine, scope.value, parsed.value)
  if (opening.isErr()) return err(opening.error)
  const { commandId, mayBeRepeated, at } = options.value
  const request: OpenTicketRequest = { type: 'open-ticket', commandId, ...opening.value }
  const carried = await carryOut(engine, { tenant, actor, request, at, mayBeRepeated })
  return ticketAnswer(engine, scope.value, carried, deriveId('tkt', commandId), true)
}

/** What a new ticket is opened with: who speaks is worked out, and fields of the desk are checked against its policies. */
export function openingOf(
  engine: Engine,
  scope: Scope,
  input: z.output<typeof openTicketSchema>,
): Result<Omit<OpenTicketRequest, 'type' | 'commandId'>, InvalidInput> {
  const policies = engine.policiesOf(scope.tenant)
  const {
    from,
    subject,
    body,
    author,
    visibility = 'public',
    automatic = false,
    workflow,
    requesterId,
    personalFields,
    ...ticket
  } = input
  const declared = declaredAttributes(ticket.attributes, policies)
  if (declared.isErr()) return err(declared.error)
  const personal = givenPersonal(personalFields, policies)
  if (personal.isErr()) return err(personal.error)
  const asker = askerOf(scope, requesterId ?? null, from !== undefined)
  if (asker.isErr()) return err(asker.error)
  const points: Result<ContactPoints | null, InvalidInput> =
    from === undefined ? ok(null) : contactPoints(from, { defaultCountry: policies.phoneCountry, path: ['from'] })
  if (points.isErr()) return err(points.error)
  const somebodyAsks = points.value !== null || asker.value !== null
  return ok({
    workflow: workflow ?? null,
    from: points.value,
    requesterId: asker.value,
    subject: subject ?? null,
    body: body ?? null,
    message: { author: author ?? (somebodyAsks ? 'requester' : scope.actor.kind), visibility, automatic },
    ticket,
    ...personal.value,
  })
}

/** A requester asks for themselves and nobody else. */
function askerOf(
  { actor }: Scope,
  named: OpenTicketRequest['requesterId'],
  hasFrom: boolean,
): Result<OpenTicketRequest['requesterId'], InvalidInput> {
  if (actor.kind !== 'requester') return ok(named)
  if (hasFrom) return err(invalidInput([inputIssue(['from'], 'nothing: a requester asks under their own identity')]))
  if (!isId('cus', actor.id)) return err(invalidInput([inputIssue(['actor', 'id'], 'a customer id (cus_…), for a requester')]))
  if (named !== null && named !== actor.id)
    return err(invalidInput([inputIssue(['requesterId'], 'the identity of the requester themselves')]))
  return ok(actor.id)
}

/** Finds a customer, or makes them known. */
export async function registerCustomer(
  engine: Engine,
  scope: Scope,
  from: unknown,
  given: CommandOptions,
): Promise<Result<CustomerAnswer, CommandProblem>> {
  const parsed = parseInput(z.strictObject({ from: contactInputSchema }), { from })
  if (parsed.isErr()) return err(parsed.error)
  const options = readOptions(engine, given)
  if (options.isErr()) return err(options.error)
  const { tenant, actor } = scope
  const points = contactPoints(parsed.value.from, { defaultCountry: engine.policiesOf(tenant).phoneCountry, path: ['from'] })
  if (points.isErr()) return err(points.error)
  const { commandId, mayBeRepeated, at } = options.value
  const request = { type: 'register-customer', commandId, from: points.value } as const
  const carried = await carryOut(engine, { tenant, actor, request, at, mayBeRepeated })
  if (carried.isErr()) return err(carried.error)
  const { customer, events, explanations, replayed } = carried.value
  if (customer === null) return err(customerAbsent(''))
  return ok({ customer: customerSeenBy(customer, lookingAs(engine, scope)).seen, events, explanations, replayed })
}
