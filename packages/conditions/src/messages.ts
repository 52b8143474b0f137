import type { MessageCatalogue } from '@caseload/core'

/**
 * English wording of the explanations of conditions.
 *
 * @example
 * ```ts
 * import { compileConditions, conditionMessages, defineFields } from '@caseload/conditions'
 * import { instant, orThrow, renderExplanation } from '@caseload/core'
 *
 * const fields = defineFields({ score: { type: 'number', title: 'Score' } })
 * const good = orThrow(compileConditions({ field: 'score', atLeast: 8 }, fields))
 * renderExplanation(good.explain({ score: 7 }, instant(0)), conditionMessages) // => '✗ Score is ≥ 8\n  · it is 7'
 * ```
 */
export const conditionMessages: MessageCatalogue = {
  'conditions/all': 'all of these hold',
  'conditions/any': 'at least one of these holds',
  'conditions/not': 'this does not hold',
  'conditions/equals': '{title} is {expected}',
  'conditions/in': '{title} is one of: {expected}',
  'conditions/range': '{title} is {expected}',
  'conditions/any-of': '{title} has any of: {expected}',
  'conditions/all-of': '{title} has all of: {expected}',
  'conditions/none-of': '{title} has none of: {expected}',
  'conditions/prefix': '{title} begins with {expected}',
  'conditions/missing': '{title} is missing',
  'conditions/present': '{title} is present',
  'conditions/within': '{title} is at most {expected} before or after {now}',
  'conditions/within-past': '{title} is at most {expected} before {now}',
  'conditions/within-future': '{title} is at most {expected} after {now}',
  'conditions/personal': '{title}, which is personal, passes a test ({operator})',
  'conditions/found': 'it is {actual}',
  'conditions/found-members': 'it has: {actual}',
  'conditions/found-size': 'it has {size} members',
  'conditions/found-length': 'it is {length} characters long',
  'conditions/found-personal': 'it is present',
  'conditions/found-missing': 'it is missing',
}
