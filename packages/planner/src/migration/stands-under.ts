import type { Migration, Ticket } from '@caseload/lifecycle'
import type { Policies } from '../policies/policies.ts'

/**
 * A ticket as a migration takes it. A closed one that was left under an older version, which the policies hold no more, is taken for one of the version that is left: its names have meant the same since, or it would have gone along then.
 *
 * @param migration - From where to where.
 * @param ticket - The ticket; not mutated.
 * @param policies - What the desk decides by.
 */
export function standsUnder({ from }: Migration, ticket: Ticket, { workflowVersions }: Policies): Ticket {
  const { id, version } = ticket.workflow
  const isLeft = ticket.category === 'closed' && id === from.id && version < from.version
  return isLeft && !workflowVersions.has(`${id}@${version}`) ? { ...ticket, workflow: { id, version: from.version } } : ticket
}
