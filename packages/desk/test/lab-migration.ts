import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { standardWorkflow, type WorkflowDocument } from '@caseload/lifecycle'

/** The standard workflow with a laboratory in place of waiting for third parties, and a shorter wait for the requester. */
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
  pendingExpiresAfter: 'PT72H',
}

/** A promise whose clock stands still while a ticket waits. */
export const labSla: NonNullable<PoliciesDocument['sla']> = [
  { schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { agentWork: 'PT40H' } }] },
]
/** Policies before the laboratory. */
export const beforeLab: PoliciesDocument = { ...standardPolicies, workflows: [standardWorkflow] }
/** Policies that know both versions. */
export const labPolicies: PoliciesDocument = { ...standardPolicies, workflows: [standardWorkflow, withLab] }
/** From the one to the other. */
export const toLab = {
  from: { id: 'standard', version: 1 },
  to: { id: 'standard', version: 2 },
  mapping: { schema: 1, statuses: { 'on-hold': 'lab' }, fallback: null },
} as const

const names = { new: 'fresh', open: 'at-work', pending: 'asked', 'on-hold': 'lab', resolved: 'mended', closed: 'archived' }
const named = (id: string): string => new Map(Object.entries(names)).get(id) ?? id

/** The standard workflow with another name for every status. */
export const allRenamed: WorkflowDocument = {
  ...standardWorkflow,
  version: 2,
  statuses: standardWorkflow.statuses.map((status) => ({ ...status, id: named(status.id) })),
  defaults: Object.fromEntries(Object.entries(standardWorkflow.defaults).map(([category, id]) => [category, named(id)])),
  initial: standardWorkflow.initial.map(named),
  transitions: standardWorkflow.transitions.map((way) => ({ ...way, from: [way.from].flat().map(named), to: named(way.to) })),
}
/** From the standard names to those. */
export const toAllRenamed = { ...toLab, mapping: { schema: 1, statuses: names, fallback: null } } as const
