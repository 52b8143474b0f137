import { plainName } from './read-step.ts'

/** Which clock of a help desk a name speaks of; `any` is the nearest deadline of all. */
export type Role = 'first' | 'next' | 'update' | 'resolve' | 'own' | 'olaOwn' | 'olaResolve' | 'any'

/** Every role that is one clock. */
export const clockRoles: readonly Exclude<Role, 'any'>[] = ['first', 'next', 'update', 'resolve', 'own', 'olaOwn', 'olaResolve']

/** What of it. */
export type Aspect =
  | 'deadline'
  | 'stopped-at'
  | 'elapsed'
  | 'left'
  | 'breached'
  | 'met'
  | 'warning'
  | 'paused-time'
  | 'paused-since'
  | 'status'
  | 'policy'

/** A field of a ticket, understood. */
export interface FieldName {
  /** Which clock. */
  readonly role: Role
  /** What of it. */
  readonly aspect: Aspect
}

const roles: readonly (readonly [RegExp, Role])[] = [
  [/next(response|reply)|subsequent/, 'next'],
  [/(internal|ola).*(own|tto)/, 'olaOwn'],
  [/(internal|ola).*(resol|ttr|sol)/, 'olaResolve'],
  [/timetoown|tto|ownby|^own|takeinto|takeninto/, 'own'],
  [/first(response|reply|responded)|^response|^respond|replytime|frt/, 'first'],
  [/update(?!d(on|at|by|$))|lastcontact/, 'update'],
  [/solution|solve|resol|close|ttr/, 'resolve'],
]

const aspects: readonly (readonly [RegExp, Aspect])[] = [
  [/(wait|hold|pause|suspend).*(since|begin|date)|(since|begin).*(wait|hold|pause|suspend)|onholdsince/, 'paused-since'],
  [/(wait|hold|pause|suspend).*(duration|time|total|sec|min)|total(hold|wait|pause)/, 'paused-time'],
  [/diff|remaining|timeleft/, 'left'],
  [/notif|warn|(level|escalationlevel|escalationdate)/, 'warning'],
  [/breach|missed|overdue|violat|escalated$|failed|passed$/, 'breached'],
  [/met$|fulfilled$/, 'met'],
  [/status|agreement/, 'status'],
  [/^(sla|policy)(name|id)?$/, 'policy'],
  [/inmin|insec|inhours|elapsed|taken|delaystat|durationseconds|duration$/, 'elapsed'],
  [
    /^escalation(response|solution|update)time|escalationat|escalationtime|escalation$|destination|deadline|due|by$|target|timeto(own|resolve)|expiration/,
    'deadline',
  ],
  [/(at|on|date)$/, 'stopped-at'],
  [/time(seconds|minutes)?$/, 'elapsed'],
]

/** What a field of a ticket is, by its name; null where the name does not say. */
export function fieldName(name: string): FieldName | null {
  const plain = plainName(name)
  const role = roleOf(name) ?? 'any'
  const aspect = aspects.find(([pattern]) => pattern.test(plain))?.[1]
  if (aspect === undefined) return null
  const whole =
    aspect === 'status' || aspect === 'policy' || aspect === 'deadline' || aspect === 'warning' || aspect === 'breached'
  const pausing = aspect === 'paused-since' || aspect === 'paused-time'
  return role === 'any' && !whole && !pausing ? null : { role, aspect }
}

/** The clock that a name speaks of; null where it speaks of none. */
export function roleOf(name: string): Exclude<Role, 'any'> | null {
  const plain = plainName(name)
  const role = roles.find(([pattern]) => pattern.test(plain))?.[1]
  return role === undefined || role === 'any' ? null : role
}
