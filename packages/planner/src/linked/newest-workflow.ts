import type { Ticket, Workflow } from '@caseload/lifecycle'
import type { Policies } from '../policies/policies.ts'

/** The workflow for a new ticket that continues another: the newest version of the same. */
export function newestWorkflow({ workflows, defaultWorkflow }: Policies, { workflow }: Ticket): Workflow {
  return workflows.get(workflow.id) ?? defaultWorkflow
}
