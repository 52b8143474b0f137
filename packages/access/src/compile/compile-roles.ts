import type { Actor, ActorKind } from '@caseload/core'
import { actorKinds } from '@caseload/core'
import type { AccessDocument, RoleDocument } from '../document/access-document.ts'
import type { Issues } from './issues.ts'

/** Roles made ready. */
export interface Roles {
  /** Every role by name, with all it includes: itself and theirs. */
  readonly whole: ReadonlyMap<string, ReadonlySet<string>>
  /** Every role an actor has. */
  of(actor: Actor): ReadonlySet<string>
}

/** Checks roles and works out what each includes. */
export function compileRoles({ roles }: AccessDocument, issues: Issues): Roles {
  const byName = new Map<string, RoleDocument>()
  for (const [index, role] of roles.entries()) {
    if (byName.has(role.id)) issues.add('access/duplicate-name', `roles[${index}].id`, [role.id], 'expected a name of its own')
    else byName.set(role.id, role)
  }
  for (const [index, { includes = [] }] of roles.entries())
    for (const [place, name] of includes.entries())
      if (!byName.has(name))
        issues.add('access/unknown-role', `roles[${index}].includes[${place}]`, [name], 'expected a declared role')
  for (const [index, role] of roles.entries()) {
    const circle = circleFrom(role.id, [], byName)
    if (circle !== null && circle[0] === role.id)
      issues.add('access/circular-role', `roles[${index}].includes`, circle, 'expected roles that do not include each other')
  }
  const whole = new Map([...byName.keys()].map((id) => [id, closure(id, byName)] as const))
  for (const [index, role] of roles.entries()) {
    const holders = roles.filter(
      (other) => whole.get(other.id)?.has(role.id) && [other.heldBy, other.givenTo].some((kinds) => kinds !== undefined),
    )
    if (holders.length === 0)
      issues.add('access/role-nobody-has', `roles[${index}]`, [role.id], 'expected somebody who has the role or can be given it')
  }
  return { whole, of: holderOf(roles, whole) }
}

function holderOf(roles: readonly RoleDocument[], whole: Roles['whole']): Roles['of'] {
  const including = (id: string): ReadonlySet<string> => whole.get(id) ?? new Set()
  const held = (kind: ActorKind) =>
    roles.filter(({ heldBy = [] }) => heldBy.includes(kind)).flatMap(({ id }) => [...including(id)])
  const givable = (kind: ActorKind) => roles.filter(({ givenTo = [] }) => givenTo.includes(kind)).map(({ id }) => id)
  const heldByKind = new Map(actorKinds.map((kind) => [kind, new Set(held(kind))] as const))
  const givenToKind = new Map(
    actorKinds.map((kind) => [kind, new Map(givable(kind).map((id) => [id, including(id)] as const))] as const),
  )
  const nothing = new Set<string>()
  // Asked for every field of every answer, so the usual actor, who has one role, costs no new set.
  return ({ kind, roles: named = [] }) => {
    const given = givenToKind.get(kind)
    let only: ReadonlySet<string> | null = null
    let several: Set<string> | null = null
    for (const name of named) {
      const whole = given?.get(name)
      if (whole === undefined || whole === only) continue
      if (only === null) only = whole
      else {
        several ??= new Set(only)
        for (const each of whole) several.add(each)
      }
    }
    return several ?? only ?? heldByKind.get(kind) ?? nothing
  }
}

function closure(id: string, byName: ReadonlyMap<string, RoleDocument>): ReadonlySet<string> {
  const reached = new Set<string>()
  for (const waiting = [id]; waiting.length > 0; ) {
    const name = waiting.pop()
    const role = name === undefined ? undefined : byName.get(name)
    if (role === undefined || reached.has(role.id)) continue
    reached.add(role.id)
    waiting.push(...(role.includes ?? []))
  }
  return reached
}

/** Names from a role back to one that was passed; null where every way ends. */
function circleFrom(id: string, passed: readonly string[], byName: ReadonlyMap<string, RoleDocument>): readonly string[] | null {
  const at = passed.indexOf(id)
  if (at >= 0) return [...passed.slice(at), id]
  for (const name of byName.get(id)?.includes ?? []) {
    const circle = circleFrom(name, [...passed, id], byName)
    if (circle !== null) return circle
  }
  return null
}
