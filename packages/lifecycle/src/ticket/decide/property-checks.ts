import { isId } from '@caseload/core'
import { outcomes, priorities } from '../ticket.ts'

// What stands in events is never erased, so neither form leaves room for running text.
const code = /^[a-z0-9-]{1,64}$/
const label = /^[\p{L}\p{M}\p{N}._:/~-]{1,64}$/u
const topic = /^[\p{L}\p{M}\p{N}._:/~-]{1,200}$/u
/** What `isCode` expects. */
export const shortCode = 'a code of 1 to 64 lower-case letters, digits and hyphens'
/** What `isLabel` expects. */
export const anyLabel = '1 to 64 letters, digits or . _ : / ~ - without blanks'
/** What `isTopic` expects. */
export const anyTopic = '1 to 200 letters, digits or . _ : / ~ - without blanks'

/** Whether a value is what a property takes. */
export type Check = (value: unknown) => boolean

/** A code of the desk's own making, in the form of the names in its documents. */
export const isCode: Check = (value) => typeof value === 'string' && code.test(value)
/** What something is called on a ticket, in a catalogue or in another system: without blanks. */
export const isLabel: Check = (value) => typeof value === 'string' && label.test(value)
/** What a ticket is about, or null. */
export const isTopic: Check = (value) => value === null || (typeof value === 'string' && topic.test(value))
/** A label, or null. */
export const isLabelOrNull: Check = (value) => value === null || isLabel(value)
/** True or false. */
export const isBoolean: Check = (value) => typeof value === 'boolean'
/** A support line. */
export const isLevel: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 9
/** Labels. */
export const isTags: Check = (value) => Array.isArray(value) && value.length <= 100 && value.every(isLabel)
/** The name of a status. */
export const isStatusName: Check = (value) => isCode(value)
/** A priority. */
export const isPriority: Check = (value) => priorities.some((known) => known === value)
/** An outcome. */
export const isOutcome: Check = (value) => outcomes.some((known) => known === value)
/** A number people quote, or null. */
export const isNumber: Check = (value) => value === null || (Number.isSafeInteger(value) && Number(value) >= 1)
/** An identity of one kind. */
export const isIdOf =
  (prefix: string): Check =>
  (value) =>
    typeof value === 'string' && isId(prefix, value)
/** The same, or null. */
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)

/** The identity of a message. */
export const isMessageId = isIdOf('msg')
/** The identity of a team. */
export const isTeamId = isIdOf('team')
/** The identity of an agent. */
export const isAgentId = isIdOf('agt')
/** What `isMessageId` expects. */
export const messageId = 'an identity msg_…'

/** One property of a command and what it takes. */
export interface Property {
  /** Its name. */
  readonly name: string
  /** Whether a value will do. */
  readonly check: Check
  /** What would have been accepted, in words. */
  readonly expected: string
  /** Whether it may be absent. */
  readonly optional: boolean
}

/** The properties of each of some commands. */
export type CommandShapes<Type extends string> = Readonly<Record<Type, readonly Property[]>>

/** A property the command cannot be without. */
export const need = (name: string, check: Check, expected: string): Property => ({ name, check, expected, optional: false })
/** A property the command may have. */
export const may = (name: string, check: Check, expected: string): Property => ({ name, check, expected, optional: true })
