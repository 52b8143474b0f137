import type { PlacedIssue } from '../document/condition-issue.ts'
import { type Located, readDocument } from '../document/read-document.ts'
import type { Fields } from '../fields/fields.ts'
import { compileFieldTest } from '../operators/compile-field-test.ts'
import type { FieldTest } from '../operators/field-test.ts'
import { findContradictions } from './find-contradictions.ts'

/** A document taken apart, its tests ready. */
export interface CompiledTree {
  /** As much as is well-formed. */
  readonly tree: Located | null
  /** The tests that fit their fields. */
  readonly tests: ReadonlyMap<Located, FieldTest>
  /** Everything that is wrong, in the order it was found. */
  readonly issues: readonly PlacedIssue[]
}

/** Reads, checks and analyses a document: all that can be said of it before facts are there. */
export function compileTree(document: unknown, fields: Fields): CompiledTree {
  const { tree, issues: malformed } = readDocument(document)
  if (tree === null) return { tree, tests: new Map(), issues: malformed }
  const issues = [...malformed]
  const tests = new Map<Located, FieldTest>()
  compileTests(tree, fields, tests, issues)
  issues.push(...findContradictions(tree, tests))
  return { tree, tests, issues }
}

function compileTests(tree: Located, fields: Fields, tests: Map<Located, FieldTest>, issues: PlacedIssue[]): void {
  if (tree.kind === 'test') {
    const test = compileFieldTest(tree.condition, tree.at, fields, issues)
    if (test !== null) tests.set(tree, test)
  } else if (tree.kind === 'not') {
    if (tree.part !== null) compileTests(tree.part, fields, tests, issues)
  } else {
    for (const part of tree.parts) compileTests(part, fields, tests, issues)
  }
}
