import { standardWorkflow, type WorkflowDocument } from '../src/index.ts'

/** The standard workflow with a laboratory in place of waiting for third parties. */
export const withLab: WorkflowDocument = {
  ...standardWorkflow,
  version: 2,
  statuses: standardWorkflow.statuses.map((status) =>
    status.id === 'on-hold' ? { id: 'lab', category: 'on-hold', title: 'In the lab' } : status,
  ),
  defaults: { ...standardWorkflow.defaults, 'on-hold': 'lab' },
  transitions: standardWorkflow.transitions.map((way) => ({
    ...way,
    from: (typeof way.from === 'string' ? [way.from] : way.from).map((id) => (id === 'on-hold' ? 'lab' : id)),
    to: way.to === 'on-hold' ? 'lab' : way.to,
  })),
}
