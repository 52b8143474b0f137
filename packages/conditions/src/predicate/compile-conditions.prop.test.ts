import { type Explanation, instant, renderExplanation } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documents, fields, goodFacts, junkDocuments, junkFacts, now } from '../../test/arbitrary.ts'
import { holds } from '../../test/plain-meaning.ts'
import { type ConditionDocument, compileConditions, conditionMessages, type FactsOf, type Predicate } from '../index.ts'

const runs = { numRuns: 500 }

/** A predicate of a document that may contradict itself: then none. */
function compiled(document: ConditionDocument): Predicate<typeof fields> | null {
  return compileConditions(document, fields).unwrapOr(null)
}

/** A predicate of a document, or of nothing that it could not be. */
function accepted(document: ConditionDocument): Predicate<typeof fields> {
  const predicate = compiled(document)
  fc.pre(predicate !== null)
  return predicate ?? compileConditions({ all: [] }, fields)._unsafeUnwrap()
}

/** Facts of any kind at all, as a caller without types would hand them over. */
function untyped(facts: unknown): FactsOf<typeof fields> {
  return facts as FactsOf<typeof fields>
}

function leaves(tree: Explanation): readonly Explanation[] {
  return tree.key === 'conditions/all' || tree.key === 'conditions/any' || tree.key === 'conditions/not'
    ? tree.because.flatMap(leaves)
    : [tree]
}

function nodeCount(document: ConditionDocument): number {
  if ('all' in document) return document.all.reduce((sum, part) => sum + nodeCount(part), 1)
  if ('any' in document) return document.any.reduce((sum, part) => sum + nodeCount(part), 1)
  return 'not' in document ? 1 + nodeCount(document.not) : 1
}

function treeCount(tree: Explanation): number {
  return leaves(tree).includes(tree) ? 1 : tree.because.reduce((sum, part) => sum + treeCount(part), 1)
}

describe('given any good condition and any facts', () => {
  it('means what it says', () => {
    fc.assert(
      fc.property(documents, goodFacts, (document, facts) => {
        expect(accepted(document).matches(facts, now)).toBe(holds(document, facts, now))
      }),
      runs,
    )
  })
  it('explains the answer it gives, in a tree that mirrors the document', () => {
    fc.assert(
      fc.property(documents, fc.oneof(goodFacts, junkFacts), (document, facts) => {
        const predicate = accepted(document)
        const tree = predicate.explain(untyped(facts), now)
        expect(tree.holds).toBe(predicate.matches(untyped(facts), now))
        expect(treeCount(tree)).toBe(nodeCount(document))
        expect(JSON.parse(JSON.stringify(tree))).toEqual(tree)
      }),
      runs,
    )
  })
  it('has words for every part of its explanation', () => {
    fc.assert(
      fc.property(documents, goodFacts, (document, facts) => {
        const keys = (tree: Explanation): readonly string[] => [tree.key, ...tree.because.flatMap(keys)]
        const tree = accepted(document).explain(facts, now)
        for (const key of keys(tree)) expect(Object.keys(conditionMessages)).toContain(key)
        expect(renderExplanation(tree, conditionMessages)).not.toContain('?')
      }),
      runs,
    )
  })
  it('never shows what a personal field holds or is asked for', () => {
    const canary = fc.constantFrom('canary-one', 'canary-two')
    fc.assert(
      fc.property(documents, canary, canary, goodFacts, (other, email, wanted, facts) => {
        const asked = accepted({ any: [{ field: 'email', in: [wanted, 'x'] }, { field: 'email', prefix: 'canary' }, other] })
        expect(JSON.stringify(asked.explain({ ...facts, email }, now))).not.toContain('canary')
      }),
      runs,
    )
  })
  it('has two nots cancel each other', () => {
    fc.assert(
      fc.property(documents, goodFacts, (document, facts) => {
        const twice = accepted({ not: { not: document } })
        expect(twice.matches(facts, now)).toBe(accepted(document).matches(facts, now))
      }),
      runs,
    )
  })
  it('obeys De Morgan', () => {
    fc.assert(
      fc.property(fc.array(documents, { minLength: 1, maxLength: 4 }), goodFacts, (parts, facts) => {
        const negated = parts.map((not) => ({ not }))
        const pairs = [
          [{ not: { all: parts } }, { any: negated }],
          [{ not: { any: parts } }, { all: negated }],
        ] as const
        for (const [left, right] of pairs) {
          const [a, b] = [compiled(left), compiled(right)]
          if (a !== null && b !== null) expect(a.matches(facts, now)).toBe(b.matches(facts, now))
        }
      }),
      runs,
    )
  })
  it('survives JSON, and reads the fields it says it reads', () => {
    fc.assert(
      fc.property(documents, goodFacts, (document, facts) => {
        const predicate = accepted(document)
        expect(predicate.document).toEqual(document)
        const again = compileConditions(JSON.parse(JSON.stringify(predicate.document)), fields)._unsafeUnwrap()
        expect(again.document).toEqual(predicate.document)
        const entries = Object.entries(facts).filter(([name]) => predicate.fields.includes(name))
        const needed = JSON.parse(JSON.stringify(Object.fromEntries(entries)))
        expect(again.matches(needed, now)).toBe(predicate.matches(facts, now))
        expect(predicate.fields).toEqual([...new Set(predicate.fields)].sort())
      }),
      runs,
    )
  })
  it('changes with time only where it says so', () => {
    fc.assert(
      fc.property(documents, goodFacts, fc.integer({ min: -1e7, max: 1e7 }), (document, facts, later) => {
        const predicate = accepted(document)
        fc.pre(!predicate.usesNow)
        expect(predicate.matches(facts, instant(later))).toBe(predicate.matches(facts, now))
      }),
      runs,
    )
  })
})

describe('given a condition that is said never to hold', () => {
  it('is met by no facts at any time, and names at least two tests as witness', () => {
    const part = (document: ConditionDocument, path: string): ConditionDocument => {
      const steps = path.match(/[A-Za-z]+|\d+/g) ?? []
      return steps.reduce<unknown>((at, step) => Reflect.get(Object(at), step), document) as ConditionDocument
    }
    let seen = 0
    fc.assert(
      fc.property(
        fc.array(documents, { minLength: 2, maxLength: 6 }),
        fc.array(goodFacts, { minLength: 30, maxLength: 30 }),
        (all, crowd) => {
          for (const issue of compileConditions({ all }, fields).isErr()
            ? compileConditions({ all }, fields)._unsafeUnwrapErr()
            : []) {
            if (issue.kind !== 'conditions/never-holds') continue
            seen += 1
            expect(issue.conflict.length).toBeGreaterThan(1)
            const never = part({ all }, issue.path)
            for (const facts of crowd) for (const hour of [-2, 0, 1]) expect(holds(never, facts, hour * 3_600_000)).toBe(false)
          }
        },
      ),
      runs,
    )
    expect(seen).toBeGreaterThan(20)
  })
})

describe('given anything at all', () => {
  it('never throws on a document, and says what is wrong in the order of paths', () => {
    fc.assert(
      fc.property(junkDocuments, (document) => {
        const result = compileConditions(document, fields)
        if (result.isOk()) return
        expect(result.error.length).toBeGreaterThan(0)
        for (const issue of result.error) {
          expect(issue.kind).toMatch(/^conditions\/[a-z-]+$/)
          expect(issue.message).toContain(issue.expected)
        }
        expect(JSON.parse(JSON.stringify(result.error))).toEqual(result.error)
      }),
      { numRuns: 1000 },
    )
  })
  it('never throws on facts, and takes what it cannot read for missing', () => {
    fc.assert(
      fc.property(documents, junkFacts, (document, facts) => {
        const predicate = accepted(document)
        expect(typeof predicate.matches(untyped(facts), now)).toBe('boolean')
      }),
      runs,
    )
  })
})
