import { type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import type { AttributeValue, OpenTicket, TicketCommand } from '@caseload/lifecycle'
import type { Policies } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { declaredAttributes } from '../inputs/declared-attributes.ts'
import { somethingIn } from './personal-values.ts'

/** A command, and beside it the value of a personal field that must not stand in it. */
export interface SortedCommand {
  /** The command as it is decided, and told of for ever. */
  readonly command: Exclude<TicketCommand, OpenTicket>
  /** The value, which is content; absent where the command sets no personal field. */
  readonly personal?: AttributeValue
}

/** Keeps the value of a personal field apart from the command that sets it, and checks it. */
export function sortFieldValue(given: SortedCommand['command'], policies: Policies): Result<SortedCommand, InvalidInput> {
  if (given.type !== 'set-field') return ok({ command: given })
  const { type, field, value } = given
  const { fields } = policies
  const declared = Object.hasOwn(fields.document, field) ? fields.document[field] : undefined
  if (declared?.personal !== true)
    return declaredAttributes({ [field]: value }, policies, []).map(() => ({ command: { type, field, value } }))
  const issue = fields.checkPersonal(field, value)
  if (issue !== null) return err(invalidInput([inputIssue([field], issue.expected)]))
  const personal = somethingIn(value)
  return ok({ command: { type, field, value: personal === null ? null : true, personal: true }, personal })
}
