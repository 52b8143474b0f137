import { err, ok, type Result } from 'neverthrow'
import type { z } from 'zod'
import type { InputIssue, InvalidInput } from './problem.ts'
import { withoutUndefined } from './without-undefined.ts'

/**
 * Checks a value from outside against a schema: the one place where zod's verdict becomes a {@link InvalidInput}.
 *
 * @param schema - What is wanted.
 * @param value - Anything. A property that is `undefined` counts as absent, at any depth.
 * @returns The parsed value; `input/invalid` with every issue otherwise, also where reading the value throws (a getter, a proxy). Neither the value nor any part of it is
 *   repeated.
 *
 * @example
 * ```ts
 * import { parseInput } from '@caseload/core'
 * import { z } from 'zod'
 *
 * const schema = z.strictObject({ email: z.string().max(5) })
 * parseInput(schema, { email: 'a@b' })._unsafeUnwrap() // => { email: 'a@b' }
 * parseInput(schema, { email: 7 })._unsafeUnwrapErr().issues
 * // => [{ path: 'email', expected: 'string', message: 'email: expected string' }]
 * ```
 */
export function parseInput<Output>(schema: z.ZodType<Output>, value: unknown): Result<Output, InvalidInput> {
  try {
    const given = schema.safeParse(value)
    if (given.success) return ok(given.data)
    // Only what was refused is looked through for properties that say nothing.
    const stated = withoutUndefined(value)
    const parsed = stated === value ? given : schema.safeParse(stated)
    if (parsed.success) return ok(parsed.data)
    // zod words its verdict only when it is asked for, and reads the value once more for it.
    return err(invalidInput(parsed.error.issues.flatMap((issue) => inputIssues(issue))))
  } catch {
    return err(invalidInput([inputIssue([], 'plain data that can be read')]))
  }
}

/**
 * An `input/invalid` problem from issues found by other means than a schema.
 *
 * @param issues - What is wrong; at least one.
 *
 * @example
 * ```ts
 * import { inputIssue, invalidInput } from '@caseload/core'
 *
 * invalidInput([inputIssue(['rows', 3, 'at'], 'an instant')]).message // => 'rows[3].at: expected an instant'
 * ```
 */
export function invalidInput(issues: readonly InputIssue[]): InvalidInput {
  const [first] = issues
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return { kind: 'input/invalid', issues, message: `${first?.message ?? 'the value does not have the documented shape'}${more}` }
}

/**
 * One issue from a path and what was wanted there.
 *
 * @param path - Names and indexes from the top.
 * @param expected - What would have been accepted.
 *
 * @example
 * ```ts
 * import { inputIssue } from '@caseload/core'
 *
 * inputIssue(['from', 'email'], 'an e-mail address').path // => 'from.email'
 * ```
 */
export function inputIssue(path: readonly PropertyKey[], expected: string): InputIssue {
  const text = pathText(path)
  return { path: text, expected, message: `${text === '' ? 'the value' : text}: expected ${expected}` }
}

function inputIssues(issue: z.core.$ZodIssue): readonly InputIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => inputIssue([...issue.path, key], 'no such property'))
  }
  return [inputIssue(issue.path, expectation(issue))]
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'invalid_value':
      return `one of: ${issue.values.map(String).join(', ')}`
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum} ${unit(issue.origin)}`.trimEnd()
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum} ${unit(issue.origin)}`.trimEnd()
    case 'invalid_format':
      return issue.format === 'regex' && 'pattern' in issue
        ? `text that matches ${issue.pattern}`
        : `text in the form ${issue.format}`
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'invalid_union':
      return shapes(issue)
    case 'invalid_key':
      return 'a valid name'
    case 'invalid_element':
      return 'a valid element'
    case 'unrecognized_keys':
      return 'no such property'
    case 'custom':
      return issue.message
  }
}

/** What each shape would have been: the names that tell them apart, or what every one wanted of the value. */
function shapes(issue: z.core.$ZodIssueInvalidUnion): string {
  if ('options' in issue && Array.isArray(issue.options)) return `one of: ${issue.options.map(String).join(', ')}`
  const each = new Set(issue.errors.map(shape).filter((text) => text !== ''))
  if (each.size === 0) return 'one of the documented shapes'
  const [first = '', ...more] = each
  return more.length === 0
    ? first
    : `${first}, or ${more.slice(0, mostShapes).join(', or ')}${more.length > mostShapes ? ', …' : ''}`
}

const mostShapes = 11

/** What one shape would have taken; names that only the value has are not repeated. */
function shape(issues: readonly z.core.$ZodIssue[]): string {
  const wanted = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return []
    const path = pathText(issue.path)
    return [path === '' ? expectation(issue) : `${path}: ${expectation(issue)}`]
  })
  return wanted.length === 0 && issues.length > 0 ? 'no other property' : wanted.join(' and ')
}

function unit(origin: string): string {
  if (origin === 'string') return 'characters'
  return origin === 'array' || origin === 'set' ? 'items' : ''
}

/** Names in a path may come from a stranger: they are cut, and shown bare only where they look like an identifier. */
function pathText(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    const name = String(step)
    return /^[A-Za-z_$][\w$-]{0,63}$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 20))}]`
  })
  return steps.join('').replace(/^\./, '')
}
