import type { Actor } from '@caseload/core'
import type { Access, AccessResource } from '../access.ts'
import type { FieldRules } from '../compile/compile-fields.ts'
import type { Grant } from '../compile/compile-grants.ts'
import type { Roles } from '../compile/compile-roles.ts'
import type { AccessDocument } from '../document/access-document.ts'
import { explainDecision, explainHidden } from './explain-decision.ts'
import { fits } from './fits.ts'
import { reachOf } from './reach-of.ts'
import { openToAll, viewsBy } from './views-by.ts'

/** What answers for a compiled document. */
export function decider(document: AccessDocument, roles: Roles, grants: readonly Grant[], fields: FieldRules): Access {
  const byAction = new Map<string, readonly Grant[]>()
  for (const grant of grants) for (const action of grant.actions) byAction.set(action, [...(byAction.get(action) ?? []), grant])

  /** Grants that speak of the action to one of the actor's roles. */
  const speaking = (actor: Actor, action: string): readonly Grant[] => {
    const held = roles.of(actor)
    return (byAction.get(action) ?? []).filter(({ roles: named }) => named.some((name) => held.has(name)))
  }

  const views = viewsBy(fields)

  const rolesOf = (actor: Actor): readonly string[] => [...roles.of(actor)].sort()

  /** The grant that lets the actor; null where none does or one denies. */
  const letting = (actor: Actor, action: string, resource: AccessResource): Grant | null => {
    let allowing: Grant | null = null
    for (const grant of speaking(actor, action)) {
      if (allowing !== null && !grant.denies) continue
      if (!fits(grant, actor, roles, resource)) continue
      if (grant.denies) return null
      allowing = grant
    }
    return allowing
  }

  const explain: Access['explain'] = (actor, action, resource = {}) =>
    explainDecision(
      { actor, action, resource, held: rolesOf(actor), allowed: letting(actor, action, resource) !== null, document },
      speaking(actor, action),
      roles,
    )

  const view: Access['view'] = (actor, resource, field) => views(roles.of(actor), resource).get(field) ?? openToAll

  return Object.freeze({
    document,
    id: document.id,
    version: document.version,
    rolesOf,
    may: (actor, action, resource = {}) => {
      const grant = letting(actor, action, resource)
      if (grant !== null) return { allowed: true, grant: grant.id }
      const message = `${actor.kind} has no right to ${knownAction(action)}`
      return { kind: 'access/denied', allowed: false, action, explanation: explain(actor, action, resource), message }
    },
    explain,
    deniedFor: (actor, action, fields, message) => {
      const resource = action.slice(0, action.indexOf('/'))
      const decided = { actor, action, held: rolesOf(actor), document }
      const explanation = explainHidden(decided, [...new Set(fields)].sort(), (field) => view(actor, resource, field))
      return { kind: 'access/denied', allowed: false, action, explanation, message }
    },
    reach: (actor, action) => reachOf(speaking(actor, action)),
    view,
    views: (actor, resource) => views(roles.of(actor), resource),
  } satisfies Access)
}

/** An action may come from a stranger: only what looks like one is repeated. */
function knownAction(action: string): string {
  return /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/.test(action) ? action : 'what was asked'
}
