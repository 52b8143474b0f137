import { type CommandId, type Id, isId, newId } from '@caseload/core'
import { contactCommandPrefix } from '@caseload/planner'
import { z } from 'zod'

/** What the names of commands that take in an imported ticket begin with. */
const importCommandPrefix = 'cmd_imp.'

/** What names begin with that the desk gives by itself: a caller who named a command so would make a contact or an imported row fail that comes in later. */
const reservedCommandPrefixes: readonly string[] = [contactCommandPrefix, importCommandPrefix]

/** The same without the prefix of every command, as people read them. */
export const reservedTokens: string = reservedCommandPrefixes.map((prefix) => prefix.slice('cmd_'.length)).join(', ')

/** A name that a caller may give to a command. */
export const commandIdField: z.ZodType<CommandId> = z
  .custom<CommandId>((value) => typeof value === 'string' && isId('cmd', value), 'an id such as cmd_1')
  .refine(
    (id) => !isReserved(id),
    `an id that begins with none of: ${reservedCommandPrefixes.join(', ')}, which are the desk's own`,
  )

/** Whether a caller may not name a command so. */
export function isReserved(commandId: Id<'cmd'>): boolean {
  return reservedCommandPrefixes.some((prefix) => commandId.startsWith(prefix))
}

/** The command that decides about a contact, by the contact's name of at most 110 characters. */
export function contactCommandId(name: string): CommandId {
  return named(contactCommandPrefix, name)
}

/** The command that takes in an imported ticket, by what its key comes to. */
export function importCommandId(token: string): CommandId {
  return named(importCommandPrefix, token)
}

function named(prefix: string, token: string): CommandId {
  return newId('cmd', { next: () => `${prefix.slice('cmd_'.length)}${token}` })
}
