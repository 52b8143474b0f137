import {
  type AddNote,
  type BasicCommand,
  type MarkSpam,
  type OpenTicket,
  outcomes,
  priorities,
  type ReceiveReply,
  type Reply,
  type RequestInformation,
} from '@caseload/lifecycle'
import { z } from 'zod'
import { attributesField, codeField, idField, labelField } from './fields.ts'

const optional = z.exactOptional
const toStatus = optional(codeField)
const outcome = z.enum(outcomes)
const level = z.int().min(1).max(9)

type ReadChange = Exclude<BasicCommand, OpenTicket | Reply | AddNote | ReceiveReply | RequestInformation | MarkSpam>

/** A command as callers write it: identities are plain text until they are checked, and what no log tells of is left out. */
export type WithTextIds<Command> = Command extends unknown
  ? {
      readonly [Name in keyof Command as Exclude<Name, 'briefing' | 'told' | 'incidents'>]: Name extends 'assigneeId' | 'teamId'
        ? string
        : Command[Name]
    }
  : never

/** A change that an imported log tells of: every command of a ticket's own course but `open` and those that are messages. */
export type HistoryChange = WithTextIds<
  Exclude<BasicCommand, OpenTicket | Reply | AddNote | ReceiveReply | RequestInformation | MarkSpam>
>

/** What a `HistoryChange` looks like. */
export const historyChangeSchema: z.ZodType<ReadChange> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('classify'),
    kind: optional(codeField),
    topic: optional(labelField.nullable()),
    tags: optional(z.array(labelField).max(100)),
    attributes: optional(attributesField),
  }),
  z.strictObject({
    type: z.literal('prioritise'),
    priority: optional(z.enum(priorities)),
    impact: optional(labelField.nullable()),
    urgency: optional(labelField.nullable()),
  }),
  z.strictObject({ type: z.literal('assign'), assigneeId: idField('agt'), teamId: optional(idField('team')) }),
  z.strictObject({ type: z.literal('unassign') }),
  z.strictObject({ type: z.literal('transfer'), teamId: idField('team'), assigneeId: optional(idField('agt')) }),
  z.strictObject({ type: z.literal('escalate'), level: optional(level), teamId: optional(idField('team')) }),
  z.strictObject({ type: z.literal('hold'), toStatus }),
  z.strictObject({ type: z.literal('resume'), toStatus }),
  z.strictObject({ type: z.literal('resolve'), code: optional(codeField), outcome: optional(outcome), toStatus }),
  z.strictObject({ type: z.literal('reopen'), toStatus }),
  z.strictObject({ type: z.literal('close'), toStatus }),
  z.strictObject({ type: z.literal('cancel'), outcome: optional(outcome.exclude(['solved'])), toStatus }),
  z.strictObject({
    type: z.literal('change-status'),
    toStatus: codeField,
    code: optional(codeField),
    outcome: optional(outcome),
  }),
])
