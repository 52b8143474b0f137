import { canonicalJson } from '@caseload/core'
import type { Workflow } from '../workflow.ts'
import type { StatusDocument, TransitionDocument, WorkflowDocument } from '../workflow-document.ts'
import { type DocumentWay, documentOf, waysIn } from './document-of.ts'

/** A status that only one of two workflows has, or both with a difference. */
export interface StatusChange {
  /** Name of the status. */
  readonly id: string
  /** As the old workflow has it; null where it is new. */
  readonly before: StatusDocument | null
  /** As the new workflow has it; null where it is gone. */
  readonly after: StatusDocument | null
}

/** What guards a way. */
export type WayGuards = Omit<TransitionDocument, 'from' | 'to'>

/** A way that only one of two workflows has, or both with other guards. */
export interface WayChange {
  /** Where it starts. */
  readonly from: string
  /** Where it ends. */
  readonly to: string
  /** What guards it in the old workflow, once for each transition that leads there; empty where there is no such way. */
  readonly before: readonly WayGuards[]
  /** What guards it in the new one. */
  readonly after: readonly WayGuards[]
}

/** Something else a workflow says, where two say it differently. */
export interface SettingChange {
  /** Name of the property of the document. */
  readonly name: string
  /** What the old one says, as JSON; null where it says nothing. */
  readonly before: string | null
  /** What the new one says. */
  readonly after: string | null
}

/** How two workflows differ: plain JSON. */
export interface WorkflowDiff {
  /** The old one. */
  readonly from: Pick<WorkflowDocument, 'id' | 'version'>
  /** The new one. */
  readonly to: Pick<WorkflowDocument, 'id' | 'version'>
  /** Statuses, by name. */
  readonly statuses: readonly StatusChange[]
  /** Ways, by their ends. */
  readonly ways: readonly WayChange[]
  /** Everything else, by name. */
  readonly settings: readonly SettingChange[]
}

/**
 * How two workflows differ.
 *
 * The order of statuses and transitions makes no difference, nor does it whether one transition of the document stands for several ways. Documents are compared as they are: whether they can be used is for `compileWorkflow` to say.
 *
 * @param from - The old one: a document, or made ready.
 * @param to - The new one, likewise.
 *
 * @example
 * ```ts
 * import { diffWorkflows, standardWorkflow } from '@caseload/lifecycle'
 *
 * diffWorkflows(standardWorkflow, { ...standardWorkflow, version: 2, autoCloseAfter: 'PT24H' })
 * // => {
 * //   from: { id: 'standard', version: 1 }, to: { id: 'standard', version: 2 }, statuses: [], ways: [],
 * //   settings: [{ name: 'autoCloseAfter', before: '"PT96H"', after: '"PT24H"' }],
 * // }
 * ```
 */
export function diffWorkflows(from: Workflow | WorkflowDocument, to: Workflow | WorkflowDocument): WorkflowDiff {
  return diffDocuments(documentOf(from), documentOf(to))
}

function diffDocuments(from: WorkflowDocument, to: WorkflowDocument): WorkflowDiff {
  return {
    from: { id: from.id, version: from.version },
    to: { id: to.id, version: to.version },
    statuses: statusChanges(from, to),
    ways: wayChanges(from, to),
    settings: settingChanges(from, to),
  }
}

function statusChanges(from: WorkflowDocument, to: WorkflowDocument): readonly StatusChange[] {
  const documents = ({ statuses }: WorkflowDocument) => new Map(statuses.map((status) => [status.id, status]))
  const [old, next] = [documents(from), documents(to)]
  return [...new Set([...old.keys(), ...next.keys()])].sort().flatMap((id) => {
    const change = { id, before: old.get(id) ?? null, after: next.get(id) ?? null }
    return text(change.before) === text(change.after) ? [] : [change]
  })
}

interface Way extends Pick<WayChange, 'from' | 'to'> {
  readonly guards: readonly WayGuards[]
}

function wayChanges(from: WorkflowDocument, to: WorkflowDocument): readonly WayChange[] {
  const [old, next] = [waysOf(from), waysOf(to)]
  return [...new Set([...old.keys(), ...next.keys()])].sort().flatMap((key) => {
    const way = old.get(key) ?? next.get(key)
    const [before, after] = [old.get(key)?.guards ?? [], next.get(key)?.guards ?? []]
    const same = text(before.map(text).sort()) === text(after.map(text).sort())
    return way === undefined || same ? [] : [{ from: way.from, to: way.to, before, after }]
  })
}

function waysOf(document: WorkflowDocument): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>()
  for (const { from, to, transition } of waysIn(document)) {
    const key = `${from} ${to}`
    ways.set(key, { from, to, guards: [...(ways.get(key)?.guards ?? []), guardsOf(transition)] })
  }
  return ways
}

function guardsOf(transition: DocumentWay['transition']): WayGuards {
  const { from: _, to: __, ...guards } = transition
  return guards
}

function settingChanges(from: WorkflowDocument, to: WorkflowDocument): readonly SettingChange[] {
  const settings = (document: WorkflowDocument): ReadonlyMap<string, unknown> => {
    const { schema: _, id: __, version: ___, statuses: ____, transitions: _____, ...rest } = document
    return new Map(Object.entries(rest))
  }
  const [old, next] = [settings(from), settings(to)]
  return [...new Set([...old.keys(), ...next.keys()])].sort().flatMap((name) => {
    const change = { name, before: said(old, name), after: said(next, name) }
    return change.before === change.after ? [] : [change]
  })
}

function said(settings: ReadonlyMap<string, unknown>, name: string): string | null {
  return settings.has(name) ? text(settings.get(name)) : null
}

/** A condition may be 16 levels deep, each of an object and a list. */
const deepest = 48

function text(value: unknown): string {
  return canonicalJson(value, deepest).unwrapOr('')
}
