import type { MessageCatalogue } from '@caseload/core'

/** English wording of the explanations of conditions. */
export const conditionMessages: MessageCatalogue = {
  'conditions/all': 'all of:',
  'conditions/any': 'any of:',
  'conditions/not': 'not:',
  'conditions/equals': '{field} is {actual}, wanted {expected}',
  'conditions/in': '{field} is {actual}, wanted one of {expected}',
  'conditions/range': '{field} is {actual}, wanted {expected}',
  'conditions/any-of': '{field} has {actual}, wanted any of {expected}',
  'conditions/all-of': '{field} has {actual}, wanted all of {expected}',
  'conditions/none-of': '{field} has {actual}, wanted none of {expected}',
  'conditions/prefix': '{field} is {actual}, wanted to begin with {expected}',
  'conditions/missing': '{field} is {actual}, wanted {expected}',
  'conditions/within': '{field} is {actual}, wanted within {expected}',
}
