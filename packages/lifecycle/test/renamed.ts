import { standardWorkflow, type WorkflowDocument } from '../src/index.ts'

/** The standard workflow with other names for some of its statuses, as a second version. */
export function renamed(names: Readonly<Record<string, string>>): WorkflowDocument {
  const named = (id: string): string => names[id] ?? id
  const { statuses, defaults, transitions } = standardWorkflow
  return {
    ...standardWorkflow,
    version: 2,
    statuses: statuses.map((status) => ({ ...status, id: named(status.id) })),
    defaults: Object.fromEntries(Object.entries(defaults).map(([category, id]) => [category, named(id)])),
    initial: standardWorkflow.initial.map(named),
    transitions: transitions.map((way) => ({ ...way, from: [way.from].flat().map(named), to: named(way.to) })),
  }
}
