import { checkFieldValue, checkPersonalValue } from '../fields/check-field-value.ts'
import type { TicketFieldsDocument } from '../fields/ticket-fields-document.ts'
import { isAskable, ownFieldOf } from './askable.ts'
import type { NeededDataDocument, RequestKindDocument } from './catalogue-document.ts'
import { takesAnswer } from './form-schema.ts'

/** Whether an answer that a form offers is one the fact can have; true where nothing is said, and of fields whose declaration is not known. */
export function answerFits(
  { field, answer }: NeededDataDocument,
  { resolutionCodes }: RequestKindDocument,
  declared: TicketFieldsDocument | null,
): boolean {
  if (answer === undefined) return true
  if (isAskable(field)) {
    if (answer.type === 'text') return true
    const isOffered = (value: string) =>
      field !== 'resolutionCode' || resolutionCodes === undefined || resolutionCodes.includes(value)
    return answer.type === 'enum' && answer.values.every((value) => takesAnswer(field, value) && isOffered(value))
  }
  const name = ownFieldOf(field)
  const own = name === null || declared === null || !Object.hasOwn(declared, name) ? null : (declared[name] ?? null)
  if (name === null || own === null) return true
  if (answer.type !== 'enum') return answer.type === own.type
  if (own.type !== 'enum' && own.type !== 'text') return false
  const check = own.personal ? checkPersonalValue : checkFieldValue
  return answer.values.every((value) => check(own, name, value) === null)
}
