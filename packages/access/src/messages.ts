import type { MessageCatalogue } from '@caseload/core'

/**
 * English wording of what access explains.
 *
 * @example
 * ```ts
 * import { accessMessages } from '@caseload/access'
 *
 * accessMessages['access/no-grant'] // => 'no grant speaks of it for these roles'
 * ```
 */
export const accessMessages: MessageCatalogue = {
  'access/by': 'by {document}, version {version}',
  'access/field': '{field} is hidden from them: {reason}',
  'access/field-visible': '{field} is shown to those who state a purpose alone',
  'access/may': '{actor} may {action}',
  'access/may-not': '{actor} may not {action}',
  'access/roles': 'has the roles {roles}',
  'access/may-not-with': '{actor} may {action}, but not with a field that is hidden from them',
  'access/no-role': 'has no role here',
  'access/no-grant': 'no grant speaks of it for these roles',
  'access/allows': 'grant {grant} allows it',
  'access/denies': 'grant {grant} denies it',
  'access/relation': 'is {relations} of it',
  'access/not-relation': 'is not {relations} of it',
}
