import { compileConditions, type Fields } from '@caseload/conditions'
import { canonicalJson } from '@caseload/core'
import type { WorkflowTransition } from '../workflow.ts'
import type { TransitionDocument, WorkflowDocument } from '../workflow-document.ts'
import { type DraftStatus, namedStatus } from './compile-statuses.ts'
import type { Issues } from './issues.ts'
import { noteCondition } from './read-document.ts'
import { requiredFact } from './required-fact.ts'

/** Every way, one for each `from`; entered at the status it leaves, too. */
export function compileTransitions(
  document: WorkflowDocument,
  statuses: ReadonlyMap<string, DraftStatus>,
  fields: Fields,
  issues: Issues,
): readonly WorkflowTransition[] {
  const compiled: WorkflowTransition[] = []
  for (const [index, transition] of document.transitions.entries()) {
    const path = `transitions[${index}]`
    const guards = compileGuards(transition, index, fields, issues)
    const to = namedStatus(statuses, transition.to, `${path}.to`, issues)
    const starts = typeof transition.from === 'string' ? [transition.from] : transition.from
    for (const [place, name] of starts.entries()) {
      const at = typeof transition.from === 'string' ? `${path}.from` : `${path}.from[${place}]`
      const from = namedStatus(statuses, name, at, issues)
      if (from === null || to === null) continue
      const way = { ...guards, from: from.id, to: to.id }
      const beside = from.ways.get(to.id) ?? []
      noteTwins(document, way, beside, at, issues)
      from.ways.set(to.id, [...beside, way])
      compiled.push(way)
    }
  }
  return compiled
}

function compileGuards(
  transition: TransitionDocument,
  index: number,
  fields: Fields,
  issues: Issues,
): Omit<WorkflowTransition, 'from' | 'to'> {
  const { by = null, roles = [], when, requires = [] } = transition
  const predicate = when === undefined ? null : compileConditions(when, fields).unwrapOr(null)
  if (when !== undefined && predicate === null) noteCondition(when, index, fields, issues)
  const required = requires.flatMap((name, place) => {
    const fact = requiredFact(name, fields)
    if (fact !== null) return [fact]
    issues.error('workflow/unknown-field', `transitions[${index}].requires[${place}]`, [name], missingFact(name))
    return []
  })
  return { index, by, roles, when: predicate, requires: required }
}

/** A field that is not declared is never set, and a personal one stands on no ticket: a way that wants either would be closed for good. */
function missingFact(name: string): string {
  return name.startsWith('attributes.')
    ? 'expected one of the own fields that were declared, and not as personal'
    : 'tickets have no such fact'
}

/** Several ways to one place are alternatives; the same guards twice, or guards beside none, are a slip. */
function noteTwins(
  document: WorkflowDocument,
  way: WorkflowTransition,
  beside: readonly WorkflowTransition[],
  path: string,
  issues: Issues,
): void {
  const own = guardsOf(document, way)
  const ends = [way.from, way.to]
  for (const other of beside) {
    const guards = guardsOf(document, other)
    const place = `transitions[${other.index}]`
    if (guards === own) issues.error('workflow/duplicate-transition', path, ends, `${place} is the same`)
    else if (guards === free) issues.warn('workflow/needless-guards', path, ends, `${place} leads there without any guard`)
    else if (own === free) issues.warn('workflow/needless-guards', place, ends, `${path} leads there without any guard`)
  }
}

const free = '{}'

function guardsOf(document: WorkflowDocument, way: WorkflowTransition): string {
  const { from: _, to: __, ...guards } = document.transitions[way.index] ?? { from: '', to: '' }
  return canonicalJson(guards, 48).unwrapOr('')
}
