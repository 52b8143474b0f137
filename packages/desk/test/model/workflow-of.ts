import type { Ticket, Workflow } from '@caseload/lifecycle'
import type { Policies } from '@caseload/planner'

/** The workflow a ticket of a model is decided by. */
export function workflowOfModel({ workflowVersions }: Policies, { workflow }: Ticket): Workflow {
  const found = workflowVersions.get(`${workflow.id}@${workflow.version}`)
  if (found === undefined) throw new TypeError('the model lost a workflow')
  return found
}
