import { type Amount, type PlainUnit, readAmount } from './amounts.ts'
import { clockRoles, type Role, roleOf } from './names.ts'
import { isRecord, partOf, plainName, type Step } from './read-step.ts'

/** A goal of one clock. */
export interface StoryGoal {
  /** How much time. */
  readonly amount: Amount
  /** Whether it is stretched to the end of the working day. */
  readonly endOfDay: boolean
}

/** Goals by clock. */
export type StoryGoals = Readonly<Partial<Record<Role, StoryGoal>>>

/** When a warning is due. */
export type StoryWarning = { readonly percent: number } | { readonly offset: Amount; readonly before: boolean }

/** An SLA of a story. */
export interface StorySla {
  /** Its name or id. */
  readonly name: string
  /** Name of its calendar, or the calendar itself; null around the clock. */
  readonly calendar: unknown
  /** Facts a ticket must have, and values of which it must have one, or none. */
  readonly condition: readonly { readonly fact: string; readonly values: readonly string[]; readonly not: boolean }[]
  /** Goals of every ticket. */
  readonly goals: StoryGoals
  /** Goals by priority, which come before those. */
  readonly byPriority: Readonly<Record<string, StoryGoals>>
  /** Warnings by clock. */
  readonly warnings: Readonly<Partial<Record<Role, StoryWarning>>>
}

const warningKey = /warn|notif|notify|lead|level|escalat/i

/** Reads a step that makes an SLA, or a queue or agreement by another name. Null where it says of no clock how much time it has. */
export function slaOfStep({ kind, body }: Step, unit: PlainUnit): StorySla | null {
  const internal = /ola/.test(kind) || /^ola$/i.test(String(body['class'] ?? body['agreement'] ?? ''))
  const typed = typeRole(body, internal)
  const inner = partOf(body, /^(targets|goals|times)$/)
  const endOfDay = partOf(body, /endofworkingday/) === true || partOf(body, /endofworkingday/) === 1
  const goals = {
    ...goalsIn(body, unit, endOfDay, internal),
    ...(isRecord(inner) ? goalsIn(inner, unit, endOfDay, internal) : {}),
  }
  const own = typed === null ? null : readAmount(ownAmount(body), 'time', unit)
  const all = typed === null || own === null ? goals : { ...goals, [typed]: { amount: own, endOfDay } }
  const byPriority = prioritiesIn(partOf(body, /^priorit(ies|ytargets)$/), unit, endOfDay)
  if (Object.keys(all).length === 0 && Object.keys(byPriority).length === 0) return null
  return {
    name: String(partOf(body, /^(name|id|sla|queue)$/) ?? 'sla'),
    calendar: partOf(body, /^(calendar|calendarid|businesshours|schedule)$/) ?? null,
    condition: conditionIn(partOf(body, /^(condition|conditions|match|when|selector|filter|appliesto)$/)),
    goals: all,
    byPriority,
    warnings: warningsIn(body, Object.keys(all)),
  }
}

function typeRole(body: Step['body'], internal: boolean): Role | null {
  const type = body['type'] ?? body['target'] ?? body['clock']
  const role = typeof type === 'string' ? roleOf(type) : null
  if (!internal || role === null) return role
  return role === 'own' ? 'olaOwn' : role === 'resolve' ? 'olaResolve' : role
}

function ownAmount(body: Step['body']): unknown {
  return partOf(body, /^(goal|amount|duration|time|limit)$/) ?? body
}

function goalsIn(body: Step['body'], unit: PlainUnit, endOfDay: boolean, internal: boolean): StoryGoals {
  const found = Object.entries(body).flatMap(([key, value]) => {
    const role = warningKey.test(key) ? null : roleOf(key)
    const amount = role === null ? null : readAmount(value, key, unit)
    if (role === null || amount === null) return []
    const own = isRecord(value) && partOf(value, /endofworkingday/) === true
    const placed = internal && role === 'own' ? 'olaOwn' : internal && role === 'resolve' ? 'olaResolve' : role
    return [[placed, { amount, endOfDay: endOfDay || own }] as const]
  })
  return Object.fromEntries(found)
}

function prioritiesIn(value: unknown, unit: PlainUnit, endOfDay: boolean): Readonly<Record<string, StoryGoals>> {
  if (Array.isArray(value)) {
    const rows = value.flatMap((row: unknown) => (isRecord(row) ? [[String(row['priority'] ?? row['name']), row] as const] : []))
    return Object.fromEntries(rows.map(([name, row]) => [name, goalsIn(row, unit, endOfDay, false)]))
  }
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, row]) => (isRecord(row) ? [[name, goalsIn(row, unit, endOfDay, false)] as const] : [])),
  )
}

function conditionIn(value: unknown): StorySla['condition'] {
  if (!isRecord(value)) return []
  return Object.entries(value).map(([fact, wanted]) => {
    const given = isRecord(wanted) ? partOf(wanted, /^(value|values|is|in|isnot|not)$/) : wanted
    const operator = isRecord(wanted)
      ? plainName(String(wanted['operator'] ?? (Object.hasOwn(wanted, 'isNot') ? 'isnot' : 'is')))
      : 'is'
    const values = (Array.isArray(given) ? given : [given]).map((one) => String(one).toLowerCase())
    return { fact: factName(fact), values, not: /not/.test(operator) }
  })
}

/** `ticket.priority_id` is the priority. */
export function factName(name: string): string {
  return plainName(name.split('.').at(-1) ?? name).replace(/(id|name)$/, '')
}

function warningsIn(body: Step['body'], roles: readonly string[]): StorySla['warnings'] {
  const found: Partial<Record<Role, StoryWarning>> = {}
  for (const [key, value] of Object.entries(body)) {
    if (!warningKey.test(key)) continue
    const warning = warningOf(key, value)
    const role = roleOf(key)
    if (warning === null) continue
    for (const clock of role === null ? roles : [role]) if (isRole(clock)) found[clock] = warning
  }
  return found
}

function isRole(name: string): name is Role {
  const names: readonly string[] = clockRoles
  return names.includes(name)
}

function warningOf(key: string, value: unknown): StoryWarning | null {
  const plain = plainName(key)
  if (typeof value === 'number' && /percent|notify$/.test(plain)) return { percent: value }
  const negative = typeof value === 'number' ? value < 0 : false
  const wholeDays = typeof value === 'number' && value % 86_400 === 0 && value !== 0
  const amount = wholeDays
    ? { days: Math.abs(value) / 86_400 }
    : readAmount(typeof value === 'number' ? Math.abs(value) : value, key, 'seconds')
  if (amount === null) return null
  return {
    offset: amount,
    before: negative || /before|lead/.test(plain) || (isRecord(value) && partOf(value, /before/) !== undefined),
  }
}
