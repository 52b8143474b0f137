import { compileConditions, type Fields, type Predicate } from '@caseload/conditions'
import { parseInput, parseInstant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { ClockDocument } from '../document/clock-document.ts'
import type { SlaDocument, SlaPolicyDocument } from '../document/sla-document.ts'
import { slaDocumentSchema } from '../document/sla-document-schema.ts'
import { standardClocks } from '../document/standard-clocks.ts'
import { analysePolicies } from './analyse-policies.ts'
import { assignmentTable } from './assignment.ts'
import { clockOrder } from './clock-order.ts'
import { compileClock } from './compile-clock.ts'
import { compileTarget, longTarget } from './compile-goal.ts'
import type { CompiledClock, CompiledPolicy, CompiledTarget, CompiledVersion, Engine } from './compiled-sla.ts'
import { readCalendars, type SlaOptions } from './read-calendars.ts'
import { firstClock } from './signal-codes.ts'
import type { Sla } from './sla.ts'
import { type IssuePath, type SlaIssue, slaIssue, slaIssueBelow } from './sla-issue.ts'

/** More versions of one document than anybody keeps. */
const mostVersions = 500

/**
 * Checks and analyses policy documents, once, before any ticket depends on them.
 *
 * Several versions of one document may be given: each holds from its `effectiveFrom` on, and open tickets change over at that instant by their policy's `onChange`. Before the first one is in
 * force nothing is promised; tickets opened by then come under it at that instant, as under any goal that was none before: it counts from their start, and is missed no earlier than that. Policies are
 * tried in order and the first match counts; beside wrong names and lengths the analysis finds policies that no ticket can match or that earlier ones take every ticket from.
 *
 * @param documents - Anything; an {@link SlaDocument}, or an array of its versions (at most 500) in any order, is wanted.
 * @param options - The calendars; what is none is refused as `sla/bad-options`, by name.
 * @returns The policies ready for use, or every issue, in document order; `SlaIssueKind` lists them. A document of the wrong shape is not analysed further.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileSla } from '@caseload/sla'
 *
 * const document = {
 *   schema: 1, id: 'support', version: 1,
 *   fields: { plan: { type: 'enum', values: ['free', 'pro'] } },
 *   policies: [{ id: 'pro', when: { field: 'plan', equals: 'pro' }, targets: { firstReply: 'PT4H' } }],
 * }
 * orThrow(compileSla(document)).clocks // => ['firstReply']
 *
 * const ambiguous = { ...document, policies: [{ id: 'all', targets: { resolution: 'P7D' } }] }
 * compileSla(ambiguous)._unsafeUnwrapErr().map(({ kind, path }) => [kind, path])
 * // => [['sla/ambiguous-duration', 'policies[0].targets.resolution.goal']]
 *
 * const shadowed = { ...document, policies: [{ id: 'all', targets: { firstReply: 'PT8H' } }, ...document.policies] }
 * compileSla(shadowed)._unsafeUnwrapErr().map(({ kind, witness }) => [kind, witness]) // => [['sla/policy-shadowed', ['all']]]
 * ```
 */
export function compileSla(documents: unknown, options: SlaOptions = {}): Result<Sla, readonly SlaIssue[]> {
  const calendars = readCalendars(options)
  if (calendars.isErr()) return err(calendars.error)
  const listed = readVersions(documents)
  if (listed.isErr()) return err(listed.error)
  const { several, given } = listed.value
  const prefix = (index: number): IssuePath => (several ? [index] : [])
  const issues: SlaIssue[] = []
  const parsed: Placed[] = []
  for (const [index, document] of given.entries()) {
    const result = parseInput(slaDocumentSchema, document)
    if (result.isOk()) parsed.push({ document: result.value, path: prefix(index) })
    else
      issues.push(
        ...result.error.issues.map(({ path, expected }) => slaIssueBelow('sla/malformed', prefix(index), path, expected)),
      )
  }
  if (given.length === 0) issues.push(slaIssue('sla/malformed', [], 'at least one document'))
  if (issues.length > 0) return err(issues)
  const versions = inOrder(parsed, issues)
  const setting = settingOf(versions, calendars.value, issues)
  const compiled = versions.map((version) => compileVersion(version, setting, issues))
  if (issues.length > 0) return err(issues)
  return ok({
    documents: versions.map(({ document }) => document),
    clocks: [...setting.clockNames].filter((name) => targeted(versions, name)).sort(),
    events: [...setting.events.keys()].sort(),
    analysisComplete: compiled.every(({ complete }) => complete),
    engine: {
      versions: fromEver(compiled.map(({ version }) => version)),
      clockNames: setting.clockNames,
      events: setting.events,
      calendars: setting.calendars,
    },
  })
}

interface Given {
  readonly several: boolean
  readonly given: readonly unknown[]
}

function readVersions(documents: unknown): Result<Given, readonly SlaIssue[]> {
  if (!isList(documents)) return ok({ several: false, given: [documents] })
  return parseInput(z.array(z.unknown()).max(mostVersions), documents)
    .map((given) => ({ several: true, given }))
    .mapErr(({ issues }) => issues.map(({ path, expected }) => slaIssueBelow('sla/malformed', [], path, expected)))
}

/** Says whether a value is an array; one that cannot even be asked is none. */
function isList(documents: unknown): boolean {
  try {
    return Array.isArray(documents)
  } catch {
    return false
  }
}

interface Placed {
  readonly document: SlaDocument
  readonly path: IssuePath
}

interface Setting extends Omit<Engine, 'versions'> {
  readonly several: boolean
}

function targeted(versions: readonly Placed[], name: string): boolean {
  return versions.some(({ document }) => document.policies.some(({ targets }) => Object.hasOwn(targets, name)))
}

function fromOf({ document, path }: Placed, issues: SlaIssue[]): number {
  if (document.effectiveFrom === undefined) return Number.NEGATIVE_INFINITY
  const parsed = parseInstant(document.effectiveFrom)
  if (parsed.isOk()) return parsed.value
  issues.push(slaIssue('sla/bad-instant', [...path, 'effectiveFrom'], 'an instant, ISO 8601 with an offset'))
  return Number.NEGATIVE_INFINITY
}

function inOrder(placed: readonly Placed[], issues: SlaIssue[]): readonly Placed[] {
  const sorted = [...placed].sort((a, b) => a.document.version - b.document.version)
  const unreported: SlaIssue[] = []
  for (const [index, later] of sorted.entries()) {
    const earlier = sorted[index - 1]
    if (earlier === undefined) continue
    const follows =
      later.document.id === earlier.document.id &&
      later.document.version > earlier.document.version &&
      fromOf(later, unreported) > fromOf(earlier, unreported)
    if (follows) continue
    const witness = [earlier, later].map(({ document }) => `${document.id}/${document.version}`)
    issues.push(
      slaIssue(
        'sla/version-order',
        later.path,
        'one id, a greater version, and a later effectiveFrom than the version before',
        witness,
      ),
    )
  }
  return sorted
}

/** Every clock by name: those declared, and those standard ones that are used. */
function clocksOf(document: SlaDocument): ReadonlyMap<string, ClockDocument> {
  const clocks = new Map<string, ClockDocument>(Object.entries(standardClocks))
  for (const [name, clock] of Object.entries(document.clocks ?? {})) clocks.set(name, clock)
  return clocks
}

function settingOf(versions: readonly Placed[], calendars: Engine['calendars'], issues: SlaIssue[]): Setting {
  const used = new Set<string>()
  const events = new Map<string, number>()
  for (const { document, path } of versions) {
    const clocks = clocksOf(document)
    const { names, circle } = clockOrder(
      document.policies.flatMap(({ targets }) => Object.keys(targets)),
      clocks,
    )
    for (const name of names) used.add(name)
    if (circle !== null)
      issues.push(slaIssue('sla/clock-circle', [...path, 'clocks'], 'clocks that do not wait for one another', circle))
    for (const name of Object.keys(document.clocks ?? {})) {
      if (!names.includes(name))
        issues.push(slaIssue('sla/clock-without-target', [...path, 'clocks', name], 'a target in some policy', [name]))
    }
  }
  const clockNames = [...used]
  for (const { document } of versions) {
    const clocks = clocksOf(document)
    for (const name of clockNames) {
      const clock = clocks.get(name)
      for (const trigger of clock === undefined
        ? []
        : [clock.starts, clock.stops, clock.cancels ?? [], clock.restarts ?? []].flat()) {
        if (trigger.on === 'event' && !events.has(trigger.name))
          events.set(trigger.name, firstClock + clockNames.length + events.size)
      }
    }
  }
  return {
    several: versions.length > 1,
    clockNames,
    events,
    calendars,
  }
}

function compileVersion(
  placed: Placed,
  setting: Setting,
  issues: SlaIssue[],
): { readonly version: CompiledVersion; readonly complete: boolean } {
  const { document, path } = placed
  const fields: Fields = document.fields ?? {}
  const known = clocksOf(document)
  const clocks = setting.clockNames.map((name) => {
    const clock = known.get(name)
    return clock === undefined
      ? null
      : compileClock(clock, [...path, 'clocks', name], { clocks: setting.clockNames, events: setting.events }, issues)
  })
  const ids = new Set<string>()
  const policies = document.policies.map((policy, index) => {
    const at = [...path, 'policies', index]
    if (ids.has(policy.id)) issues.push(slaIssue('sla/duplicate', [...at, 'id'], 'a name once', [policy.id]))
    ids.add(policy.id)
    return compilePolicy(policy, at, fields, known, setting, issues)
  })
  const sound = policies.every((policy, index) => policy.when !== null || document.policies[index]?.when === undefined)
  const analysis = sound ? analysePolicies(policies, fields, path) : { issues: [], complete: false }
  issues.push(...analysis.issues)
  const declared = (name: string): boolean => Object.hasOwn(fields, name)
  const reads = { team: declared('team'), category: declared('category'), status: declared('status'), owner: declared('owner') }
  const version = {
    document,
    from: fromOf(placed, issues),
    policies,
    clocks,
    reacting: reactingTo(clocks, firstClock + setting.clockNames.length + setting.events.size),
    pausable: indexesOf(clocks, canPause),
    perTeam: indexesOf(clocks, (clock) => clock.perTeam !== null),
    statusBound: indexesOf(clocks, (clock) => clock.statusActions.length > 0),
    declared: Object.keys(fields),
    reads,
  }
  return { version, complete: analysis.complete }
}

/** The versions from ever on: until the first is in force clocks run as it has them, with nothing promised. */
function fromEver(versions: readonly CompiledVersion[]): readonly CompiledVersion[] {
  const [first] = versions
  if (first === undefined || first.from === Number.NEGATIVE_INFINITY) return versions
  const reads = { team: false, category: false, status: false, owner: false }
  return [{ ...first, document: null, from: Number.NEGATIVE_INFINITY, policies: [], declared: [], reads }, ...versions]
}

/** Turned round once, so that a signal asks only the clocks it concerns. */
function reactingTo(clocks: CompiledVersion['clocks'], codes: number): CompiledVersion['reacting'] {
  return Array.from({ length: codes }, (_, code) =>
    clocks.flatMap((clock, index) => ((clock?.actions[code] ?? 0) === 0 ? [] : [index])),
  )
}

function indexesOf(clocks: CompiledVersion['clocks'], wanted: (clock: CompiledClock) => boolean): readonly number[] {
  return clocks.flatMap((clock, index) => (clock !== null && wanted(clock) ? [index] : []))
}

function canPause({ pausedIn, pausedInStatuses, pausedWhile }: CompiledClock): boolean {
  return pausedIn !== 0 || pausedInStatuses !== null || pausedWhile !== null
}

function compilePolicy(
  policy: SlaPolicyDocument,
  at: IssuePath,
  fields: Fields,
  known: ReadonlyMap<string, ClockDocument>,
  setting: Setting,
  issues: SlaIssue[],
): CompiledPolicy {
  const calendarIndex = (name: string | null | undefined, path: IssuePath): number => {
    const index = setting.calendars.findIndex((calendar) => calendar.name === (name ?? null))
    if (index >= 0) return index
    const given = setting.calendars.map((calendar) => calendar.name).filter((other) => other !== null)
    issues.push(
      slaIssue(
        'sla/unknown-calendar',
        path,
        given.length === 0 ? 'a calendar among the options' : `one of: ${given.join(', ')}`,
        [name ?? ''],
      ),
    )
    return -1
  }
  const own = calendarIndex(policy.calendar, [...at, 'calendar'])
  const targets: (CompiledTarget | null)[] = setting.clockNames.map(() => null)
  for (const [name, given] of Object.entries(policy.targets)) {
    const path = [...at, 'targets', name]
    if (!known.has(name)) {
      issues.push(slaIssue('sla/unknown-clock', path, 'a standard or declared clock', [name]))
      continue
    }
    const target = longTarget(given)
    const calendar = target.calendar === undefined ? own : calendarIndex(target.calendar, [...path, 'calendar'])
    targets[setting.clockNames.indexOf(name)] = compileTarget(target, calendar, path, { fields, issues })
  }
  const compiled: CompiledPolicy = {
    id: policy.id,
    when: compileWhen(policy, at, fields, issues),
    onChange: policy.onChange ?? 'from-start',
    targets,
    assignments: null,
  }
  return { ...compiled, assignments: assignmentTable(compiled) }
}

function compileWhen(policy: SlaPolicyDocument, at: IssuePath, fields: Fields, issues: SlaIssue[]): Predicate | null {
  if (policy.when === undefined) return null
  const compiled = compileConditions(policy.when, fields)
  if (compiled.isErr()) {
    for (const { kind, path, expected } of compiled.error) {
      const never = kind === 'conditions/never-holds'
      const sort = never ? 'sla/policy-never-matches' : 'sla/condition'
      issues.push(slaIssueBelow(sort, [...at, 'when'], path, expected, [policy.id, kind]))
    }
    return null
  }
  if (compiled.value.usesNow) {
    issues.push(
      slaIssue('sla/condition-reads-clock', [...at, 'when'], 'a condition without `within`: its answer would change unseen', [
        policy.id,
      ]),
    )
  }
  return compiled.value
}
