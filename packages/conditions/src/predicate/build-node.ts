import { type Explanation, explanation, type Instant } from '@caseload/core'
import type { Located } from '../document/read-document.ts'
import { ownValue, readFact } from '../fields/read-fact.ts'
import type { FieldTest } from '../operators/field-test.ts'
import { explainTest } from './explain-test.ts'

/** One condition as functions. */
export interface Node {
  /** Whether it holds. */
  readonly matches: (facts: object, now: Instant) => boolean
  /** Why. */
  readonly explain: (facts: object, now: Instant) => Explanation
}

/** Turns a checked document into functions; a part that has no test holds, since there is none in a document without issues. */
export function buildNode(tree: Located, tests: ReadonlyMap<Located, FieldTest>): Node {
  if (tree.kind === 'test') {
    const test = tests.get(tree)
    return test === undefined ? allOf([]) : testNode(test)
  }
  if (tree.kind === 'not') return notNode(tree.part === null ? anyOf([]) : buildNode(tree.part, tests))
  const parts = tree.parts.map((part) => buildNode(part, tests))
  return tree.kind === 'all' ? allOf(parts) : anyOf(parts)
}

function testNode(test: FieldTest): Node {
  const { name, field, passes } = test
  return {
    matches: test.takesAnything
      ? (facts, now) => passes(ownValue(facts, name), now)
      : (facts, now) => passes(readFact(facts, name, field), now),
    explain: (facts, now) => explainTest(test, facts, now),
  }
}

function notNode({ matches, explain }: Node): Node {
  return {
    matches: (facts, now) => !matches(facts, now),
    explain: (facts, now) => {
      const because = explain(facts, now)
      return explanation('conditions/not', {}, { holds: because.holds !== true, because: [because] })
    },
  }
}

function allOf(parts: readonly Node[]): Node {
  const tests = parts.map((part) => part.matches)
  return {
    matches: (facts, now) => {
      for (let index = 0; index < tests.length; index += 1) if (tests[index]?.(facts, now) === false) return false
      return true
    },
    explain: (facts, now) => {
      const because = parts.map((part) => part.explain(facts, now))
      return explanation('conditions/all', {}, { holds: because.every((part) => part.holds === true), because })
    },
  }
}

function anyOf(parts: readonly Node[]): Node {
  const tests = parts.map((part) => part.matches)
  return {
    matches: (facts, now) => {
      for (let index = 0; index < tests.length; index += 1) if (tests[index]?.(facts, now) === true) return true
      return false
    },
    explain: (facts, now) => {
      const because = parts.map((part) => part.explain(facts, now))
      return explanation('conditions/any', {}, { holds: because.some((part) => part.holds === true), because })
    },
  }
}
