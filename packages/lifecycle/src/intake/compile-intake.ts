import { compileConditions, type Fields, type Predicate } from '@caseload/conditions'
import { canonicalJson, parseDuration, parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { attributesOf } from '../fields/attributes-of.ts'
import type { Intake, IntakeRule, SameRequesterRule } from './intake.ts'
import type { IntakeDocument, IntakeRuleDocument, SameRequesterDocument } from './intake-document.ts'
import { intakeDocumentSchema } from './intake-document-schema.ts'
import { intakeFields } from './intake-fields.ts'
import type { IntakeIssue, IntakeIssueKind } from './intake-issue.ts'

/** What an intake may ask about besides the contact itself. */
export interface CompileIntakeOptions {
  /** The desk's own fields that conditions may ask about, without the `attributes.` by which conditions name them; none where absent. */
  readonly attributes?: Fields
}

/**
 * Checks and analyses how contacts are taken in, before anybody depends on it.
 *
 * @param document - Anything; an `IntakeDocument` is wanted. Copied, so later changes to it do no harm.
 * @param options - Which fields of the desk's own there are.
 * @returns The intake; or every issue found, each with its place and a witness: see `IntakeIssueKind`. A document of the wrong shape is not analysed further.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileIntake, standardIntake } from '@caseload/lifecycle'
 *
 * orThrow(compileIntake(standardIntake)).notARequest.map(({ id }) => id) // => ['spam', 'bounce', 'automatic']
 *
 * const twice = { ...standardIntake, answeredAtOnce: [{ id: 'junk', when: { field: 'codes', anyOf: ['spam'] }, reason: 'junk' }] }
 * compileIntake(twice)._unsafeUnwrapErr().map(({ kind, path, witness }) => [kind, path, ...witness])
 * // => [['intake/never-decides', 'answeredAtOnce[0]', 'spam']]
 * ```
 */
export function compileIntake(document: unknown, options: CompileIntakeOptions = {}): Result<Intake, readonly IntakeIssue[]> {
  const issues: IntakeIssue[] = []
  const attributes = attributesOf(options)
  const fields = fieldsWith(attributes ?? {})
  const add: Add = (kind, path, witness, expected) => {
    issues.push({ kind, path, witness, message: `${path === '' ? 'the intake' : path}: expected ${expected}` })
  }
  if (attributes === null) add('intake/malformed', 'options.attributes', ['declared fields'], 'declared fields')
  const read = readIntake(document, add)
  if (read === null) return err(issues)
  const { id, version, numbersFrom } = read
  checkNames(read, add)
  const sameRequester = read.sameRequester.flatMap((rule, index) =>
    sameRequesterRule(rule, `sameRequester[${index}]`, fields, add),
  )
  const notARequest = read.notARequest.flatMap((rule, index) => endingRule(rule, `notARequest[${index}]`, fields, add))
  const answeredAtOnce = read.answeredAtOnce.flatMap((rule, index) => endingRule(rule, `answeredAtOnce[${index}]`, fields, add))
  if (issues.length === 0) {
    checkEndings(read, add)
    checkMatches(sameRequester, add)
  }
  if (issues.length > 0) return err(issues)
  return ok(Object.freeze({ document: read, id, version, numbersFrom, sameRequester, notARequest, answeredAtOnce }))
}

type Add = (kind: IntakeIssueKind, path: string, witness: readonly string[], expected: string) => void

function readIntake(document: unknown, add: Add): IntakeDocument | null {
  const text = canonicalJson(document, 40)
  if (text.isErr()) {
    add('intake/malformed', text.error.path, ['plain JSON'], `plain JSON, not ${text.error.found}`)
    return null
  }
  const parsed = parseInput(intakeDocumentSchema, JSON.parse(text.value))
  if (parsed.isOk()) return parsed.value
  for (const { path, expected } of parsed.error.issues) add('intake/malformed', path, [expected], expected)
  return null
}

function checkNames({ sameRequester, notARequest, answeredAtOnce }: IntakeDocument, add: Add): void {
  const seen = new Set<string>()
  for (const [list, rules] of Object.entries({ sameRequester, notARequest, answeredAtOnce }))
    for (const [index, { id }] of rules.entries()) {
      if (seen.has(id)) add('intake/duplicate-name', `${list}[${index}].id`, [id], 'a name of its own')
      seen.add(id)
    }
}

function fieldsWith(attributes: Fields): Fields {
  const own = Object.entries(attributes).map(([name, field]) => [`attributes.${name}`, field] as const)
  return { ...intakeFields, ...Object.fromEntries(own) }
}

function condition(when: unknown, path: string, fields: Fields, add: Add): Predicate | null {
  const compiled = compileConditions(when, fields)
  if (compiled.isOk()) return compiled.value
  for (const { kind, path: at, expected } of compiled.error)
    add('intake/condition', at === '' ? path : `${path}.${at}`, [kind, expected], expected)
  return null
}

function endingRule({ id, when, reason }: IntakeRuleDocument, path: string, fields: Fields, add: Add): readonly IntakeRule[] {
  const predicate = condition(when, `${path}.when`, fields, add)
  return predicate === null ? [] : [{ id, when: predicate, reason }]
}

function sameRequesterRule(rule: SameRequesterDocument, path: string, fields: Fields, add: Add): readonly SameRequesterRule[] {
  const { id, within, alike = [] } = rule
  const withinMs = parseDuration(within)
  if (withinMs.isErr()) add('intake/duration', `${path}.within`, [within], 'hours, minutes and seconds, e.g. PT72H')
  const when = rule.when === undefined ? null : condition(rule.when, `${path}.when`, fields, add)
  return withinMs.isErr() ? [] : [{ id, when, withinMs: withinMs.value, alike }]
}

/** A rule whose condition stood before, in whatever list, never gets its turn. */
function checkEndings({ notARequest, answeredAtOnce }: IntakeDocument, add: Add): void {
  const before = new Map<string, string>()
  for (const [list, rules] of Object.entries({ notARequest, answeredAtOnce }))
    for (const [index, { id, when }] of rules.entries()) {
      const text = canonicalJson(when, 40).unwrapOr('')
      const earlier = before.get(text)
      if (earlier !== undefined)
        add('intake/never-decides', `${list}[${index}]`, [earlier], `another condition than that of ${earlier}`)
      else before.set(text, id)
    }
}

/** A rule finds nothing where one before it, for the same contacts or for all, asks for no more and looks as far back. */
function checkMatches(rules: readonly SameRequesterRule[], add: Add): void {
  for (const [index, rule] of rules.entries()) {
    const wider = rules.slice(0, index).find((earlier) => {
      const sameContacts = earlier.when === null || text(earlier.when) === text(rule.when)
      return sameContacts && earlier.withinMs >= rule.withinMs && earlier.alike.every((fact) => rule.alike.includes(fact))
    })
    if (wider !== undefined)
      add('intake/never-decides', `sameRequester[${index}]`, [wider.id], `a rule that finds what ${wider.id} does not`)
  }
}

function text(when: Predicate | null): string | null {
  return when === null ? null : canonicalJson(when.document, 40).unwrapOr(null)
}
