import { type Actor, actorKinds } from '@caseload/core'
import type { Access } from '../access.ts'
import type { GrantDocument } from '../document/access-document.ts'
import { actionsLike } from '../document/access-vocabulary.ts'

/** Up to so many roles that one sort of actor can be given, two of them at once are tried, too. */
const fewRoles = 40

/**
 * Whether anybody there could be may do something: an actor of any sort, with any of the roles that the document lets the application give them, alone, two at once or all at once. Where a grant asks who exactly it is (`actor.id`,
 * `actor.teams`), or about the resource, it is taken that there is such a one. So where it says no, nobody can get the right any more.
 *
 * @param access - Who may do what.
 * @param action - What, e.g. `policy/publish`.
 *
 * @example
 * ```ts
 * import { compileAccess, couldAnybody, standardAccess } from '@caseload/access'
 * import { orThrow } from '@caseload/core'
 * import { deskVocabulary } from '@caseload/planner'
 *
 * couldAnybody(orThrow(compileAccess(standardAccess, deskVocabulary)), 'policy/publish') // => true
 *
 * const [ask] = standardAccess.grants
 * const roles = standardAccess.roles.filter(({ id }) => id === 'requester')
 * const onlyAsking = { ...standardAccess, id: 'asking', roles, grants: ask === undefined ? [] : [ask], fields: [] }
 * couldAnybody(orThrow(compileAccess(onlyAsking, deskVocabulary)), 'policy/publish') // => false
 * ```
 */
export function couldAnybody(access: Access, action: string): boolean {
  const actors = actorsThereCouldBe(access)
  if (actors.some((actor) => access.may(actor, action).allowed)) return true
  const asking = access.document.grants.filter((grant) => allows(grant, action) && asksWho(grant))
  return actors.some((actor) => {
    const held = access.rolesOf(actor)
    const speaks = asking.some(({ roles }) => roles.some((role) => held.includes(role)))
    return speaks && access.reach(actor, action).of !== 'none'
  })
}

function actorsThereCouldBe({ document }: Access): readonly Actor[] {
  return actorKinds.flatMap((kind) => {
    const givable = document.roles.filter(({ givenTo = [] }) => givenTo.includes(kind)).map(({ id }) => id)
    const pairs = givable.length > fewRoles ? [] : givable.flatMap((one, at) => givable.slice(at + 1).map((two) => [one, two]))
    return [[], ...givable.map((id) => [id]), ...pairs, givable].map((roles): Actor => ({ kind, id: 'anybody', roles }))
  })
}

function allows({ effect = 'allow', actions }: GrantDocument, action: string): boolean {
  return effect === 'allow' && actions.some((pattern) => actionsLike(pattern, [action]).length > 0)
}

/** Whether a grant asks about more than sort and roles of the actor. */
function asksWho({ as = [], when }: GrantDocument): boolean {
  return as.length > 0 || fieldsIn(when).some((name) => name !== 'actor.kind' && name !== 'actor.roles')
}

function fieldsIn(condition: unknown): readonly string[] {
  if (typeof condition !== 'object' || condition === null) return []
  return Object.entries(condition).flatMap(([name, value]) =>
    name === 'field' && typeof value === 'string' ? [value] : fieldsIn(value),
  )
}
