import type { InstantInput, InvalidInput } from '@caseload/core'
import type { AttributeValue } from '@caseload/lifecycle'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { attributeNameField, idField, instantField, labelField, personalValueField } from '../inputs/fields.ts'
import type { Scope } from '../scope.ts'
import { type EasyTicketMethod, type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** Who watches a ticket. */
export interface WatchInput {
  /** An agent (`agt_…`) or a customer (`cus_…`); a requester can only name themselves. */
  readonly watcherId: string
}

/** Until when a ticket is put aside. */
export interface SnoozeInput {
  /** Until when, in the future. */
  readonly until: InstantInput
}

/** Labels to put on a ticket or take off. */
export interface TagInput {
  /** Which, 1 to 100 codes. */
  readonly tags: readonly string[]
}

/** One of the desk's own fields. */
export interface SetFieldInput {
  /** Its name; only one that the policies declare. */
  readonly field: string
  /** Its value; null clears it. That of a personal field is kept as content, and may be free text. */
  readonly value: AttributeValue
}

/** What can be done about who looks at a ticket, and what it is labelled with. */
export interface AttentionMethods {
  /** Tells somebody of what happens to a ticket. */
  readonly watch: TicketMethod<WatchInput>
  /** Tells somebody no longer. */
  readonly unwatch: TicketMethod<WatchInput>
  /** Puts a ticket aside until an instant; then, or when the requester writes, it comes back by itself. */
  readonly snooze: TicketMethod<SnoozeInput>
  /** Brings a ticket back that was put aside. */
  readonly wake: EasyTicketMethod<Readonly<Record<string, never>>>
  /** Puts labels on a ticket, beside those it has. */
  readonly tag: TicketMethod<TagInput>
  /** Takes labels off a ticket. */
  readonly untag: TicketMethod<TagInput>
  /** Sets one of the desk's own fields. */
  readonly setField: TicketMethod<SetFieldInput>
}

const watchSchema = z.strictObject({ watcherId: z.union([idField('agt'), idField('cus')]) })
const snoozeSchema = z.strictObject({ until: instantField })
const tagSchema = z.strictObject({ tags: z.array(labelField).min(1).max(100) })
const setFieldSchema = z.strictObject({
  field: attributeNameField,
  value: personalValueField,
})

/** The methods about who looks at a ticket, bound to an actor. */
export function attentionMethods(engine: Engine, scope: Result<Scope, InvalidInput>): AttentionMethods {
  return {
    watch: ticketMethod(engine, scope, watchSchema, (input) => ({ command: { type: 'watch', ...input } })),
    unwatch: ticketMethod(engine, scope, watchSchema, (input) => ({ command: { type: 'unwatch', ...input } })),
    snooze: ticketMethod(engine, scope, snoozeSchema, (input) => ({ command: { type: 'snooze', ...input } })),
    wake: ticketMethod(engine, scope, z.strictObject({}), () => ({ command: { type: 'wake' } })),
    tag: ticketMethod(engine, scope, tagSchema, (input) => ({ command: { type: 'tag', ...input } })),
    untag: ticketMethod(engine, scope, tagSchema, (input) => ({ command: { type: 'untag', ...input } })),
    setField: ticketMethod(engine, scope, setFieldSchema, ({ field, value }) => ({
      command: { type: 'set-field', field, value },
    })),
  }
}
