import { type Explanation, type ExplanationValue, explanation, formatDuration, formatInstant, type Instant, isInstant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { type ConditionDocument, conditionDocumentSchema, type FieldCondition, fieldConditionSchema } from './condition-document.ts'
import type { ConditionIssue } from './condition-issue.ts'
import { compileFieldTest, type FieldTest } from './field-test.ts'
import type { Facts, Field, Fields } from './fields.ts'
import { type Fact, readFact } from './read-fact.ts'

/** A condition made ready: immutable, reusable, and safe to ask about any facts. */
export interface Predicate {
  /** The condition it was made from. */
  readonly document: ConditionDocument
  /** Names of the fields it reads, sorted, each once. */
  readonly fields: readonly string[]
  /** Whether the answer can change as time passes. */
  readonly usesNow: boolean
  /** Whether the facts meet the condition at `now`. */
  matches(facts: Facts, now: Instant): boolean
  /** The same answer as a tree that mirrors the document, with what was found and what was wanted at each test. */
  explain(facts: Facts, now: Instant): Explanation
}

interface Node {
  readonly matches: (facts: Facts, now: Instant) => boolean
  readonly explain: (facts: Facts, now: Instant) => Explanation
}

const deepest = 16
const largest = 1000

/**
 * Checks a condition against the fields it may speak of, and makes it ready to be asked.
 *
 * @param document - Anything; a {@link ConditionDocument} is wanted. At most 16 levels and 1,000 conditions.
 * @param fields - The declared fields.
 * @returns The predicate; or every issue, sorted by path: `conditions/malformed` (not a condition), `conditions/unknown-field`, `conditions/wrong-operator` (the field's type has
 *   no such test), `conditions/bad-value`, `conditions/empty-range` (bounds with nothing between), `conditions/too-deep`, `conditions/too-large`.
 *
 * @example
 * ```ts
 * import { compileConditions, defineFields } from '@caseload/conditions'
 * import { instant, orThrow } from '@caseload/core'
 *
 * const fields = defineFields({ plan: { type: 'enum', values: ['free', 'pro'] }, openedAt: { type: 'instant' } })
 * const fresh = orThrow(compileConditions({ all: [{ field: 'plan', equals: 'pro' }, { field: 'openedAt', within: 'PT24H' }] }, fields))
 * const now = instant('2026-03-02T08:00Z')
 * fresh.matches({ plan: 'pro', openedAt: now - 86_400_000 }, now) // => true
 * fresh.matches({ plan: 'pro', openedAt: now - 86_400_001 }, now) // => false
 * fresh.matches({ plan: 'pro' }, now) // => false
 * compileConditions({ field: 'plan', equals: 'gold' }, fields)._unsafeUnwrapErr()[0]?.kind // => 'conditions/bad-value'
 * ```
 */
export function compileConditions(document: unknown, fields: Fields): Result<Predicate, readonly ConditionIssue[]> {
  const compilation = new Compilation(fields)
  const node = compilation.condition(document, '', 1)
  if (node === null || compilation.issues.length > 0) {
    return err([...compilation.issues].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)))
  }
  return ok({
    document: conditionDocumentSchema.parse(document),
    fields: [...compilation.used].sort(),
    usesNow: compilation.usesNow,
    matches: node.matches,
    explain: node.explain,
  })
}

/** One pass over a document: what was found wrong, and what the good parts read. */
class Compilation {
  readonly issues: ConditionIssue[] = []
  readonly used = new Set<string>()
  usesNow = false
  readonly #fields: Fields
  #count = 0

  constructor(fields: Fields) {
    this.#fields = fields
  }

  condition(document: unknown, path: string, depth: number): Node | null {
    this.#count += 1
    if (this.#count === largest + 1) return this.#refuse('conditions/too-large', path, `at most ${largest} conditions`)
    if (this.#count > largest) return null
    if (depth > deepest) return this.#refuse('conditions/too-deep', path, `at most ${deepest} levels`)
    if (typeof document !== 'object' || document === null || Array.isArray(document)) {
      return this.#refuse('conditions/malformed', path, 'an object with all, any, not or field')
    }
    const properties = Object.getOwnPropertyDescriptors(document)
    const names = Object.keys(properties)
    const value = (name: string): unknown => (Object.hasOwn(properties, name) ? properties[name]?.value : undefined)
    const group = (['all', 'any', 'not'] as const).find((name) => names.includes(name))
    if (group === undefined) return this.#fieldCondition(document, value('field'), path)
    const extra = names.find((name) => name !== group)
    if (extra !== undefined) return this.#refuse('conditions/malformed', step(path, extra), `nothing beside ${group}`)
    if (group === 'not') {
      const child = this.condition(value('not'), step(path, 'not'), depth + 1)
      return child === null ? null : negation(child)
    }
    const items = value(group)
    if (!Array.isArray(items)) return this.#refuse('conditions/malformed', step(path, group), 'a list of conditions')
    if (group === 'any' && items.length === 0) return this.#refuse('conditions/malformed', step(path, group), 'at least one condition')
    const children: Node[] = []
    for (const [index, item] of items.entries()) {
      const child = this.condition(item, `${step(path, group)}[${index}]`, depth + 1)
      if (child !== null) children.push(child)
    }
    return group === 'all' ? conjunction(children) : disjunction(children)
  }

  #fieldCondition(document: object, name: unknown, path: string): Node | null {
    const shape = fieldConditionSchema.safeParse(document)
    if (!shape.success) {
      const [issue] = shape.error.issues
      const where = (issue?.path ?? []).reduce<string>((at, key) => (typeof key === 'number' ? `${at}[${key}]` : step(at, String(key))), path)
      return this.#refuse('conditions/malformed', where, 'all, any, not, or a field with one test: equals, in, bounds, anyOf, allOf, noneOf, prefix, missing or within')
    }
    const condition = shape.data
    const field = typeof name === 'string' && Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined
    if (field === undefined) {
      return this.#refuse('conditions/unknown-field', step(path, 'field'), `one of: ${Object.keys(this.#fields).sort().join(', ')}`)
    }
    const test = compileFieldTest(condition, field, (kind, at, expected) => this.#refuse(kind, step(path, at), expected))
    if (test === null) return null
    this.used.add(condition.field)
    this.usesNow ||= test.usesNow
    return leaf(condition.field, field, test)
  }

  #refuse(kind: ConditionIssue['kind'], path: string, expected: string): null {
    this.issues.push({ kind, path, expected, message: `${path === '' ? 'the condition' : path}: expected ${expected}` })
    return null
  }
}

function conjunction(children: readonly Node[]): Node {
  return {
    matches: (facts, now) => {
      for (const child of children) if (!child.matches(facts, now)) return false
      return true
    },
    explain: (facts, now) => {
      const because = children.map((child) => child.explain(facts, now))
      return explanation('conditions/all', {}, { holds: because.every(({ holds }) => holds === true), because })
    },
  }
}

function disjunction(children: readonly Node[]): Node {
  return {
    matches: (facts, now) => {
      for (const child of children) if (child.matches(facts, now)) return true
      return false
    },
    explain: (facts, now) => {
      const because = children.map((child) => child.explain(facts, now))
      return explanation('conditions/any', {}, { holds: because.some(({ holds }) => holds === true), because })
    },
  }
}

function negation(child: Node): Node {
  return {
    matches: (facts, now) => !child.matches(facts, now),
    explain: (facts, now) => {
      const inner = child.explain(facts, now)
      return explanation('conditions/not', {}, { holds: inner.holds !== true, because: [inner] })
    },
  }
}

function leaf(name: string, field: Field, test: FieldTest): Node {
  const asksForMissing = test.key === 'conditions/missing' && test.expected === 'missing'
  const matches: Node['matches'] = (facts, now) => {
    const fact = readFact(facts, name, field)
    return fact === null ? asksForMissing : test.passes(fact, now)
  }
  return {
    matches,
    explain: (facts, now) =>
      explanation(
        test.key,
        { field: field.title ?? name, expected: test.expected, actual: shown(readFact(facts, name, field), field) },
        { holds: matches(facts, now) },
      ),
  }
}

/** What an explanation may show of a fact: nothing personal, and of long text only its length. */
function shown(fact: Fact, field: Field): ExplanationValue {
  if (fact === null) return 'missing'
  if (field.personal === true) return 'present'
  const type = field.type === 'set' ? field.of.type : field.type
  const one = (value: string | number | boolean): string | number | boolean => {
    if (typeof value === 'string' && value.length > 64) return `text of ${value.length} characters`
    if (type === 'instant' && typeof value === 'number' && isInstant(value)) return formatInstant(value)
    if (type === 'duration' && typeof value === 'number' && Number.isSafeInteger(value)) return formatDuration(value)
    return value
  }
  if (typeof fact !== 'object') return one(fact)
  return fact.length > 20 ? [...fact.slice(0, 20).map(one), `and ${fact.length - 20} more`] : fact.map(one)
}

function step(path: string, name: string): string {
  const known = /^[A-Za-z]{1,64}(\[\d+\])?$/.test(name) ? name : JSON.stringify(name.slice(0, 20))
  return path === '' ? known : `${path}.${known}`
}
