import { type CommandId, deriveId, isId } from '@caseload/core'
import type { ContactId } from '@caseload/lifecycle'

/** What the names of commands that decide about contacts begin with, so that no contact is ever taken for a command of that name. Callers may name no command so. */
export const contactCommandPrefix = 'cmd_con.'

/** The contact that a command decides about. It is called by its own name alone: so is one that a release decided which had no prefix yet. */
export function contactOfCommand(commandId: CommandId): ContactId {
  const own = `con_${commandId.slice(contactCommandPrefix.length)}`
  return commandId.startsWith(contactCommandPrefix) && isId('con', own) ? own : deriveId('con', commandId)
}
