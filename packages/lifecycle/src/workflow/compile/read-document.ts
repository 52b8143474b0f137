import { compileConditions, type Fields } from '@caseload/conditions'
import { canonicalJson, parseInput } from '@caseload/core'
import type { WorkflowDocument } from '../workflow-document.ts'
import { workflowDocumentSchema } from '../workflow-document-schema.ts'
import type { Issues } from './issues.ts'

/** A condition may be 16 levels deep, each of an object and a list. */
const deepest = 48

/** Reads a document of the right shape as a frozen copy; null where it has another, with every issue noted. */
export function readDocument(document: unknown, fields: Fields, issues: Issues): WorkflowDocument | null {
  const text = canonicalJson(document, deepest)
  if (text.isErr()) {
    const { path, found } = text.error
    issues.error('workflow/malformed', path, ['plain JSON'], `expected plain JSON, not ${found}`)
    return null
  }
  const copy: unknown = JSON.parse(text.value)
  const parsed = parseInput(workflowDocumentSchema, copy)
  if (parsed.isOk()) return freeze(parsed.value)
  for (const { path, expected } of parsed.error.issues) {
    const condition = /^transitions\[(\d+)\]\.when/.exec(path)
    if (condition === null) issues.error('workflow/malformed', path, [expected], `expected ${expected}`)
    else noteCondition(conditionAt(copy, Number(condition[1])), Number(condition[1]), fields, issues)
  }
  return null
}

/** Notes what is wrong with the condition of one transition, in its own words. */
export function noteCondition(when: unknown, transition: number, fields: Fields, issues: Issues): void {
  const compiled = compileConditions(when, fields)
  if (compiled.isOk()) return
  for (const { kind, path, expected } of compiled.error) {
    const at = `transitions[${transition}].when${path === '' ? '' : `.${path}`}`
    issues.error('workflow/condition', at, [kind, expected], `expected ${expected}`)
  }
}

function conditionAt(document: unknown, transition: number): unknown {
  const transitions = member(document, 'transitions')
  return Array.isArray(transitions) ? member(transitions[transition], 'when') : null
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) freeze(item)
  }
  return value
}
