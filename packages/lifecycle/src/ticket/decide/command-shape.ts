import { approvalCommandShapes } from '../approvals/approval-commands.ts'
import { attentionCommandShapes } from '../attention/attention-commands.ts'
import { checkBackCommandShapes } from '../check-back/check-back-commands.ts'
import { checklistCommandShapes } from '../checklists/checklist-commands.ts'
import { handOverCommandShapes, isBriefing } from '../hand-over/hand-over-commands.ts'
import { labelCommandShapes, type SetField } from '../label/label-commands.ts'
import { linkCommandShapes } from '../links/link-commands.ts'
import { mergeCommandShapes } from '../merge/merge-commands.ts'
import { promiseCommandShapes } from '../promise/promise-commands.ts'
import { splitCommandShapes } from '../split/split-commands.ts'
import { type Attributes, outcomes, priorities } from '../ticket.ts'
import type { TicketCommand } from '../ticket-commands.ts'
import { isTold, toldCommandShapes, toldExpected } from '../told/told-commands.ts'
import { workCommandShapes } from '../work/work-commands.ts'
import type { Denial } from './denial.ts'
import {
  anyLabel,
  anyTopic,
  type CommandShapes,
  isAgentId,
  isBoolean,
  isCode,
  isIdOf,
  isLabelOrNull,
  isLevel,
  isMessageId,
  isNumber,
  isOutcome,
  isPriority,
  isStatusName,
  isTags,
  isTeamId,
  isTopic,
  may,
  messageId,
  need,
  orNull,
  shortCode,
} from './property-checks.ts'

const attributeText = /^[^\p{Cc}\p{Cs}]{0,200}$/u
const attributeName = /^[A-Za-z0-9_.-]{1,64}$/

const toStatus = may('toStatus', isStatusName, '1 to 64 lower-case letters, digits and hyphens')
const teamId = may('teamId', isTeamId, 'an identity team_…')
const kind = may('kind', isCode, shortCode)
const topic = may('topic', isTopic, `${anyTopic}, or null`)
const tags = may('tags', isTags, `at most 100, each of ${anyLabel}`)
const urgency = [
  may('priority', isPriority, `one of: ${priorities.join(', ')}`),
  may('impact', isLabelOrNull, `${anyLabel}, or null`),
  may('urgency', isLabelOrNull, `${anyLabel}, or null`),
]
const level = may('level', isLevel, 'a whole number from 1 to 9')
const channel = may('channel', isCode, shortCode)
const automatic = may('automatic', isBoolean, 'true or false')
const ending = [may('code', isCode, shortCode), may('outcome', isOutcome, `one of: ${outcomes.join(', ')}`)]

const shapes: CommandShapes<TicketCommand['type']> = {
  open: [
    need('ticketId', isIdOf('tkt'), 'an identity tkt_…'),
    need('number', isNumber, 'a whole number from 1, or null'),
    need('kind', isCode, shortCode),
    need('channel', isCode, shortCode),
    need('requesterId', orNull(isIdOf('cus')), 'an identity cus_…, or null'),
    toStatus,
    ...urgency,
    topic,
    level,
    may('teamId', orNull(isTeamId), 'an identity team_…, or null'),
    may('assigneeId', orNull(isAgentId), 'an identity agt_…, or null'),
    tags,
    may('personalFields', isFieldNames, 'at most 200 different names of 1 to 64 letters, digits, _ . -'),
  ],
  classify: [kind, topic, tags],
  prioritise: urgency,
  assign: [need('assigneeId', isAgentId, 'an identity agt_…'), teamId],
  unassign: [],
  transfer: [
    need('teamId', isTeamId, 'an identity team_…'),
    may('assigneeId', isAgentId, 'an identity agt_…'),
    may('briefing', isBriefing, 'remarks done, wanted and told, and answerBy with promiseId and dueAt'),
  ],
  escalate: [level, teamId],
  reply: [need('messageId', isMessageId, messageId), channel, automatic],
  note: [need('messageId', isMessageId, messageId)],
  'receive-reply': [need('messageId', isMessageId, messageId), channel, automatic],
  'request-information': [need('messageId', orNull(isMessageId), `${messageId}, or null`), toStatus],
  hold: [toStatus],
  resume: [toStatus],
  resolve: [
    toStatus,
    ...ending,
    may('told', isTold, toldExpected),
    may('incidents', (value) => value === 'resolve' || value === 'leave', 'resolve or leave'),
  ],
  reopen: [toStatus],
  close: [toStatus],
  cancel: [
    toStatus,
    may('outcome', (value) => value !== 'solved' && isOutcome(value), `one of: ${outcomes.slice(1).join(', ')}`),
  ],
  'mark-spam': [toStatus],
  'change-status': [{ ...toStatus, optional: false }, ...ending],
  ...approvalCommandShapes,
  ...checklistCommandShapes,
  ...linkCommandShapes,
  ...mergeCommandShapes,
  ...splitCommandShapes,
  ...workCommandShapes,
  ...promiseCommandShapes,
  ...handOverCommandShapes,
  ...toldCommandShapes,
  'reject-resolution': [...toldCommandShapes['reject-resolution'], toStatus],
  ...attentionCommandShapes,
  ...labelCommandShapes,
  ...checkBackCommandShapes,
}

/** The first property of a command that is outside its documented range; null where all are good. */
export function malformed(command: TicketCommand): Denial | null {
  for (const { name, check, expected, optional } of shapes[command.type]) {
    const value: unknown = Reflect.get(command, name)
    if (value === undefined ? !optional : !check(value)) return { kind: 'ticket/invalid-command', path: name, expected }
  }
  if (command.type === 'open' || command.type === 'classify') return malformedAttributes(command.attributes)
  if (command.type === 'set-field') return malformedField(command)
  return null
}

function malformedField({ field, value, personal }: SetField): Denial | null {
  if (personal === true && value !== true && value !== null)
    return { kind: 'ticket/invalid-command', path: 'value', expected: 'true or null: the value of a personal field is content' }
  const denial = malformedAttributes({ [field]: value })
  if (denial?.kind !== 'ticket/invalid-command') return denial
  return { ...denial, path: denial.path === 'attributes' ? 'field' : 'value' }
}

function isFieldNames(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 200 || new Set(value).size < value.length) return false
  return value.every((name) => typeof name === 'string' && attributeName.test(name) && name !== '__proto__')
}

function malformedAttributes(attributes: Attributes | undefined): Denial | null {
  if (attributes === undefined) return null
  const refuse = (path: string, expected: string): Denial => ({ kind: 'ticket/invalid-command', path, expected })
  const given: unknown = attributes
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return refuse('attributes', 'an object')
  const entries = Object.entries(attributes)
  if (entries.length > 100) return refuse('attributes', 'at most 100 fields')
  for (const [name, value] of entries) {
    if (!attributeName.test(name) || name === '__proto__') return refuse('attributes', 'names of 1 to 64 letters, digits, _ . -')
    if (!isAttributeValue(value))
      return refuse(
        `attributes.${name}`,
        'text of at most 200 characters, a finite number, true, false, a list of at most 12 such texts, or null',
      )
  }
  return null
}

function isAttributeValue(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true
  if (Array.isArray(value))
    return (
      value.length <= 12 && value.every((member) => typeof member === 'string' && member !== '' && attributeText.test(member))
    )
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && attributeText.test(value)
}
