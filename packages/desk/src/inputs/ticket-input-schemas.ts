import { outcomes, priorities } from '@caseload/lifecycle'
import { z } from 'zod'
import { commandIdField } from './command-names.ts'
import {
  attributesField,
  bodyField,
  codeField,
  idField,
  inboundBodyField,
  instantField,
  labelField,
  personalFieldsField,
  remarkField,
  subjectField,
  textField,
} from './fields.ts'
import { solutionToldSchema } from './solution-told.ts'

const optional = z.exactOptional
const priority = z.enum(priorities)
const outcome = z.enum(outcomes)
const level = z.int().min(1).max(9)
const tags = z.array(labelField).max(100)
const version = z.int().min(1)

/** A person or account, by what they can be recognised by. */
export const contactInputSchema = z.strictObject({
  email: optional(z.string()),
  phone: optional(z.string()),
  account: optional(z.string()),
  name: optional(textField(1000, 0)),
})

/** Particulars of a new ticket that the lifecycle decides about. */
export const newTicketShape = {
  channel: codeField,
  kind: codeField,
  toStatus: optional(codeField),
  priority: optional(priority),
  impact: optional(labelField.nullable()),
  urgency: optional(labelField.nullable()),
  topic: optional(labelField.nullable()),
  level: optional(level),
  teamId: optional(idField('team').nullable()),
  assigneeId: optional(idField('agt').nullable()),
  tags: optional(tags),
  attributes: optional(attributesField),
  personalFields: optional(personalFieldsField),
}

/** `OpenTicketInput`. */
export const openTicketSchema = z.strictObject({
  ...newTicketShape,
  from: optional(contactInputSchema),
  requesterId: optional(idField('cus')),
  subject: optional(subjectField),
  body: optional(inboundBodyField),
  author: optional(z.enum(['requester', 'agent', 'bot', 'system'])),
  visibility: optional(z.enum(['public', 'internal'])),
  automatic: optional(z.boolean()),
  workflow: optional(codeField),
})

/** `ClassifyInput`. */
export const classifySchema = z.strictObject({
  kind: optional(codeField),
  topic: optional(labelField.nullable()),
  tags: optional(tags),
  attributes: optional(attributesField),
})
/** `PrioritiseInput`. */
export const prioritiseSchema = z.strictObject({
  priority: optional(priority),
  impact: optional(labelField.nullable()),
  urgency: optional(labelField.nullable()),
})
/** `AssignInput`. */
export const assignSchema = z.strictObject({ assigneeId: idField('agt'), teamId: optional(idField('team')) })
/** A command without particulars. */
export const nothingSchema = z.strictObject({})
/** `EscalateInput`. */
export const escalateSchema = z.strictObject({ level: optional(level), teamId: optional(idField('team')) })
/** `ReplyInput`. */
export const replySchema = z.strictObject({ body: bodyField, channel: optional(codeField), automatic: optional(z.boolean()) })
/** `NoteInput`. */
export const noteSchema = z.strictObject({ body: bodyField })
/** `ReceiveReplyInput`. */
export const receiveReplySchema = z.strictObject({
  body: inboundBodyField,
  channel: optional(codeField),
  automatic: optional(z.boolean()),
})
/** `RequestInformationInput`. */
export const requestInformationSchema = z.strictObject({ body: optional(bodyField), toStatus: optional(codeField) })
/** `HoldInput`. */
export const holdSchema = z.strictObject({ reason: optional(remarkField), toStatus: optional(codeField) })
/** `MoveInput`. */
export const moveSchema = z.strictObject({ toStatus: optional(codeField) })
/** `ResolveInput`. */
export const resolveSchema = z.strictObject({
  code: optional(codeField),
  outcome: optional(outcome),
  told: optional(solutionToldSchema),
  incidents: optional(z.enum(['resolve', 'leave'])),
  summary: optional(remarkField),
  toStatus: optional(codeField),
})
/** `CancelInput`. */
export const cancelSchema = z.strictObject({
  outcome: optional(outcome.exclude(['solved'])),
  reason: optional(remarkField),
  toStatus: optional(codeField),
})
/** `ChangeStatusInput`. */
export const changeStatusSchema = z.strictObject({
  toStatus: codeField,
  code: optional(codeField),
  outcome: optional(outcome),
})
/** `CommandOptions`. */
export const commandOptionsSchema = z.strictObject({
  commandId: optional(commandIdField),
  ifVersion: optional(version),
  at: optional(instantField),
})
