import { type Actor, inputIssue, invalidInput, parseInput } from '@caseload/core'
import { contactPoints } from '@caseload/customers'
import type { Policies } from '@caseload/planner'
import { err, ok } from 'neverthrow'
import { declaredAttributes } from '../inputs/declared-attributes.ts'
import { givenPersonal } from '../own-fields/personal-values.ts'
import { type ContactToAccept, contactSchema } from './contact-input.ts'

/** Everything that could make a contact undecidable and can be seen without a store. */
export function checkContact(given: ContactToAccept, actor: Actor, policies: Policies) {
  const parsed = parseInput(contactSchema, given)
  if (parsed.isErr()) return err(parsed.error)
  const { from, attributes, personalFields } = parsed.value
  if (actor.kind === 'requester' && from !== undefined)
    return err(invalidInput([inputIssue(['from'], 'nothing: a requester asks under their own identity')]))
  const declared = declaredAttributes(attributes, policies)
  if (declared.isErr()) return err(declared.error)
  const personal = givenPersonal(personalFields, policies)
  if (personal.isErr()) return err(personal.error)
  const points = from === undefined ? ok(null) : contactPoints(from, { defaultCountry: policies.phoneCountry, path: ['from'] })
  return points.isErr() ? err(points.error) : ok(parsed.value)
}
