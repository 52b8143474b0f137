import type { Hidden } from '@caseload/access'
import type { MissingData, Ticket } from '@caseload/lifecycle'
import { isHiddenField } from '@caseload/planner'
import type { Engine } from '../engine/engine.ts'
import type { Scope } from '../scope.ts'

/**
 * What is not known of a ticket and will be asked for: by the catalogue for its kind, and by fields of the desk's own that are required by now. A field that is hidden from whoever asks is not told to be missing, since that tells whether it
 * has a value.
 */
export function missingData(
  { policiesOf, clock }: Engine,
  { tenant }: Scope,
  ticket: Ticket,
  hidden: ReadonlyMap<string, Hidden>,
): readonly MissingData[] {
  const { catalogue, fields } = policiesOf(tenant)
  const asked = catalogue?.missing(ticket, 'closing') ?? []
  const required = fields.missing(ticket, clock.now())
  return [
    ...asked,
    ...required.filter(({ field }) => !isHiddenField(field, hidden) && !asked.some((other) => other.field === field)),
  ]
}
