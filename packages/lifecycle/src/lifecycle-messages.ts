import type { MessageCatalogue } from '@caseload/core'

/** English wording of the lifecycle's explanations. */
export const lifecycleMessages: MessageCatalogue = {
  'lifecycle/refused': '{command} is refused: {reason} (status {status})',
  'lifecycle/guard-by': 'must be one of: {expected}; is {found}',
  'lifecycle/guard-roles': 'needs one of the roles {expected}; has {found}',
  'lifecycle/guard-when': 'the condition on {expected} must hold; found {found}',
  'lifecycle/guard-requires': '{expected} must be present',
  'lifecycle/allowed': '{command} is allowed now',
  'lifecycle/allowed-move': '{command} is allowed now, to {to}',
}
