import { type Instant, type InvalidInput, inputIssue, invalidInput, parseInput } from '@caseload/core'
import type { ContactInput } from '@caseload/customers'
import type { ImportedStep, ImportedTicket, Policies } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { fingerprint } from '../engine/fingerprint.ts'
import { actorField, observedOpening, openingSchema } from '../history/record-history.ts'
import { importCommandId } from '../inputs/command-names.ts'
import { declaredAttributes } from '../inputs/declared-attributes.ts'
import { codeField, inboundBodyField, instantField, notAfter, subjectField, textField } from '../inputs/fields.ts'
import { historyChangeSchema } from '../inputs/observed-change.ts'
import { contactInputSchema } from '../inputs/ticket-input-schemas.ts'
import { givenPersonal } from '../own-fields/personal-values.ts'

/** A row that can be taken over. */
export interface ReadImportRow {
  /** Its place in the input. */
  readonly index: number
  /** Its key. */
  readonly key: string
  /** The ticket, without number and requester where those are still to be found. */
  readonly ticket: ImportedTicket
  /** Who asked; null where the row does not say. */
  readonly from: ContactInput | null
  /** Whether the desk is to give it a number. */
  readonly wantsNumber: boolean
}

const optional = z.exactOptional

const rowSchema = z.strictObject({
  ...openingSchema.shape,
  key: textField(200),
  openedAt: instantField,
  from: optional(contactInputSchema),
  subject: optional(subjectField),
  messages: optional(
    z
      .array(
        z.strictObject({
          at: instantField,
          author: z.enum(['requester', 'agent', 'bot', 'system']),
          body: inboundBodyField,
          actor: optional(actorField),
          visibility: optional(z.enum(['public', 'internal'])),
          channel: optional(codeField),
          automatic: optional(z.boolean()),
        }),
      )
      .max(10_000),
  ),
  changes: optional(
    z.array(z.strictObject({ at: instantField, change: historyChangeSchema, actor: optional(actorField) })).max(10_000),
  ),
})

/** Checks one row of an import; the identity of its ticket follows from the row's key, so that a second run finds it again. */
export function readImportRow(
  row: unknown,
  index: number,
  policies: Policies,
  now: Instant,
): Result<ReadImportRow, InvalidInput> {
  const parsed = parseInput(rowSchema, row)
  if (parsed.isErr()) return err(parsed.error)
  const { key, openedAt, from, subject, messages = [], changes = [], personalFields, ...opening } = parsed.value
  const declared = declaredAttributes(opening.attributes, policies)
  if (declared.isErr()) return err(declared.error)
  const personal = givenPersonal(personalFields, policies)
  if (personal.isErr()) return err(personal.error)
  for (const [at, { change }] of changes.entries()) {
    if (change.type !== 'classify') continue
    const allowed = declaredAttributes(change.attributes, policies, ['changes', at, 'change', 'attributes'])
    if (allowed.isErr()) return err(allowed.error)
  }
  const late = [
    ...(openedAt > now ? [['openedAt']] : []),
    ...messages.flatMap(({ at }, place) => (at > now ? [['messages', place, 'at']] : [])),
    ...changes.flatMap(({ at }, place) => (at > now ? [['changes', place, 'at']] : [])),
  ]
  if (late.length > 0) return err(invalidInput(late.map((path) => inputIssue(path, notAfter(now)))))
  const commandId = importCommandId(fingerprint(key).slice(0, 32))
  const steps: readonly ImportedStep[] = [
    ...messages.map(({ at, author, body, actor = null, visibility = 'public', channel = null, automatic = false }) => ({
      at,
      actor,
      change: null,
      message: { author, visibility, channel, automatic, body },
    })),
    ...changes.map(({ at, change, actor = null }) => ({ at, actor, change, message: null })),
  ]
  return ok({
    index,
    key,
    ticket: {
      commandId,
      open: observedOpening(opening, personal.value),
      openedAt,
      subject: subject ?? null,
      steps,
    },
    from: from ?? null,
    wantsNumber: opening.number === undefined,
  })
}
