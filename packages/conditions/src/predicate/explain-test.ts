import { type Explanation, explanation, formatDuration, formatInstant, type Instant, isInstant } from '@caseload/core'
import type { Field, ScalarField } from '../fields/field.ts'
import { type Fact, readFact, type Scalar } from '../fields/read-fact.ts'
import type { FieldTest } from '../operators/field-test.ts'

/** A longer text is likelier prose than a code, and its length says enough. */
const longestShown = 64
const mostShown = 20

/** Explains one test: what it asks, and below it what was found. */
export function explainTest(test: FieldTest, facts: object, now: Instant): Explanation {
  const { name, field } = test
  const fact = readFact(facts, name, field)
  const found = describeFact(fact, field)
  const rest = { holds: test.passes(fact, now), because: [found] }
  const subject = { field: name, title: field.title ?? name }
  const asksPresence = test.admits.sort === 'missing'
  // What a policy looks for in a personal field tells of the person as soon as it is found.
  if (field.personal === true && !asksPresence)
    return explanation('conditions/personal', { ...subject, operator: test.key }, rest)
  const actual = found.params['actual'] ?? null
  const params = { ...subject, expected: test.expected, actual }
  return explanation(
    test.key,
    test.admits.sort === 'near-now' ? { ...params, now: isInstant(now) ? formatInstant(now) : null } : params,
    rest,
  )
}

function describeFact(fact: Fact, field: Field): Explanation {
  if (fact === null) return explanation('conditions/found-missing')
  if (field.personal === true) return explanation('conditions/found-personal')
  if (field.type !== 'set') {
    if (isList(fact)) return explanation('conditions/found-missing')
    return typeof fact === 'string' && fact.length > longestShown
      ? explanation('conditions/found-length', { length: fact.length })
      : explanation('conditions/found', { actual: written(fact, field) })
  }
  const members = isList(fact) ? fact : []
  const shown =
    members.length <= mostShown && members.every((member) => typeof member !== 'string' || member.length <= longestShown)
  return shown
    ? explanation('conditions/found-members', { actual: members.map((member) => written(member, field.of)) })
    : explanation('conditions/found-size', { size: members.length })
}

function isList(fact: Fact): fact is readonly Scalar[] {
  return Array.isArray(fact)
}

/** A value as a document would write it. */
function written(value: Scalar, field: ScalarField): Scalar {
  if (typeof value !== 'number') return value
  if (field.type === 'instant' && isInstant(value)) return formatInstant(value)
  return field.type === 'duration' && Number.isSafeInteger(value) ? formatDuration(value) : value
}
