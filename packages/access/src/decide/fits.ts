import { type Actor, type Instant, instant } from '@caseload/core'
import type { AccessResource } from '../access.ts'
import type { Grant } from '../compile/compile-grants.ts'
import type { Roles } from '../compile/compile-roles.ts'

/** Conditions of grants do not depend on time, so any instant does. */
export const noTime: Instant = instant(0)

/** Whether a grant that speaks of an action applies to this actor and this resource. */
export function fits(grant: Grant, actor: Actor, roles: Roles, resource: AccessResource): boolean {
  if (grant.as.length > 0 && !grant.as.some((relation) => isRelated(actor, relation, resource))) return false
  return grant.when === null || grant.when.matches(factsFor(actor, roles, resource), noTime)
}

/** Whether the actor is this to the resource, by identity or through a team. */
export function isRelated(actor: Actor, relation: string, { relations = {} }: AccessResource): boolean {
  const given = Object.hasOwn(relations, relation) ? relations[relation] : null
  const who = typeof given === 'string' ? [given] : (given ?? [])
  return who.some((id) => id === actor.id || actor.teams?.includes(id))
}

/** The facts a condition may ask about. */
export function factsFor(actor: Actor, roles: Roles, { facts = {} }: AccessResource): Readonly<Record<string, unknown>> {
  return {
    ...facts,
    'actor.kind': actor.kind,
    'actor.id': actor.id,
    'actor.roles': [...roles.of(actor)],
    'actor.teams': actor.teams ?? [],
  }
}
