import { type Actor, actorKinds, inputIssue, invalidInput, isId, parseInput } from '@caseload/core'
import type { HistoryRequest } from '@caseload/planner'
import { err, type Result } from 'neverthrow'
import { z } from 'zod'
import type { TicketAnswer } from '../answers.ts'
import { carryOut } from '../engine/carry-out.ts'
import type { Engine } from '../engine/engine.ts'
import { isReserved, reservedTokens } from '../inputs/command-names.ts'
import { declaredAttributes } from '../inputs/declared-attributes.ts'
import { attributesField, codeField, idField, instantField, notAfter } from '../inputs/fields.ts'
import { historyChangeSchema } from '../inputs/observed-change.ts'
import { newTicketShape } from '../inputs/ticket-input-schemas.ts'
import { type GivenPersonal, givenPersonal } from '../own-fields/personal-values.ts'
import type { CommandProblem } from '../problems.ts'
import { readId, type Scope } from '../scope.ts'
import { ticketAnswer } from '../ticket-commands.ts'
import type { HistoryRow } from './history-row.ts'

const optional = z.exactOptional
const { toStatus: _, kind: __, channel: ___, ...newTicketFields } = newTicketShape

/** `Actor`. */
export const actorField: z.ZodType<Actor> = z.strictObject({
  kind: z.enum(actorKinds),
  id: z.string().regex(/^[A-Za-z0-9._:~-]{1,100}$/, { error: 'an identity of 1 to 100 letters, digits or . _ : ~ -' }),
  roles: optional(z.array(z.string().min(1).max(64)).max(50)),
  teams: optional(z.array(z.string().min(1).max(128)).max(200)),
})

/** The highest number a ticket may bring: numbers are counted on from there, for longer than any desk lasts, and stay whole. */
const highestNumber = 999_999_999_999_999

/** `HistoryOpening`. */
export const openingSchema = z.strictObject({
  ...newTicketFields,
  status: optional(codeField),
  kind: optional(codeField),
  channel: optional(codeField),
  number: optional(z.int().min(1).max(highestNumber).nullable()),
  requesterId: optional(idField('cus').nullable()),
  workflow: optional(codeField),
})

// A log has its own words for what happened; an address is none of them.
const activityPattern = /^[^\s@\p{C}](?:[^@\p{C}]{0,198}[^\s@\p{C}])?$/u

const rowSchema = z.strictObject({
  key: z.string().regex(/^[A-Za-z0-9._:~-]{1,110}$/, { error: '1 to 110 letters, digits or . _ : ~ -' }),
  at: instantField,
  actor: optional(actorField),
  open: optional(openingSchema),
  activity: optional(
    z.strictObject({
      code: z.string().refine((text) => activityPattern.test(text), '1 to 200 characters without @ and without blanks around it'),
      attributes: optional(attributesField),
    }),
  ),
  changes: optional(z.array(historyChangeSchema).max(50)),
})

/** What an opening of another system's ticket means for the lifecycle. */
export function observedOpening(
  opening: Omit<z.output<typeof openingSchema>, 'personalFields'>,
  personal: GivenPersonal,
): HistoryRequest['open'] {
  const { status, kind, channel, number, requesterId, workflow, ...rest } = opening
  return {
    ...rest,
    ...personal,
    ...(status === undefined ? {} : { toStatus: status }),
    kind: kind ?? 'incident',
    channel: channel ?? 'import',
    number: number ?? null,
    requesterId: requesterId ?? null,
    workflow: workflow ?? null,
  }
}

/** Takes over one row of a log. */
export async function recordHistory(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  row: HistoryRow,
): Promise<Result<TicketAnswer, CommandProblem>> {
  const id = readId('tkt', 'ticketId', ticketId)
  if (id.isErr()) return err(id.error)
  const parsed = parseInput(rowSchema, row)
  if (parsed.isErr()) return err(parsed.error)
  const { key, at, actor = scope.actor, open = {}, activity, changes = [] } = parsed.value
  const { personalFields, ...opening } = open
  const now = engine.clock.now()
  if (at > now) return err(invalidInput([inputIssue(['at'], notAfter(now))]))
  const policies = engine.policiesOf(scope.tenant)
  const declared = declaredAttributes(opening.attributes, policies, ['open', 'attributes'])
  if (declared.isErr()) return err(declared.error)
  const personal = givenPersonal(personalFields, policies, ['open', 'personalFields'])
  if (personal.isErr()) return err(personal.error)
  for (const [index, change] of changes.entries()) {
    if (change.type !== 'classify') continue
    const allowed = declaredAttributes(change.attributes, policies, ['changes', index, 'attributes'])
    if (allowed.isErr()) return err(allowed.error)
  }
  const commandId = `cmd_${key}`
  if (!isId('cmd', commandId)) return err(invalidInput([inputIssue(['key'], '1 to 110 letters')]))
  if (isReserved(commandId))
    return err(invalidInput([inputIssue(['key'], `a key that begins with none of: ${reservedTokens}, which are the desk's own`)]))
  const request: HistoryRequest = {
    type: 'record-history',
    commandId,
    ticketId: id.value,
    open: observedOpening(opening, personal.value),
    activity: activity === undefined ? null : { code: activity.code, attributes: activity.attributes ?? {} },
    changes,
  }
  if (request.open.number !== null) {
    const skipped = await engine.numbers.skipTo(scope.tenant, request.open.number)
    if (skipped.isErr()) return err(skipped.error)
  }
  const carried = await carryOut(engine, { tenant: scope.tenant, actor, request, at, mayBeRepeated: true })
  return ticketAnswer(engine, scope, carried, id.value)
}
