import { type Actor, actorRef, type Explanation, explanation } from '@caseload/core'
import type { AccessResource, FieldView } from '../access.ts'
import type { Grant } from '../compile/compile-grants.ts'
import type { Roles } from '../compile/compile-roles.ts'
import type { AccessDocument } from '../document/access-document.ts'
import { factsFor, fits, isRelated, noTime } from './fits.ts'

/** What was asked and how it came out. */
interface Decided {
  readonly actor: Actor
  readonly action: string
  readonly resource: AccessResource
  readonly held: readonly string[]
  readonly allowed: boolean
  readonly document: Pick<AccessDocument, 'id' | 'version'>
}

/** The decision as a tree: the actor's roles, then each grant that speaks of the action to them with what it found, and which document says so. */
export function explainDecision(decided: Decided, speaking: readonly Grant[], roles: Roles): Explanation {
  const { actor, action, held, allowed, document } = decided
  const by = explanation('access/by', { document: document.id, version: document.version })
  const having = held.length === 0 ? explanation('access/no-role') : explanation('access/roles', { roles: held })
  const found =
    speaking.length === 0 ? [explanation('access/no-grant')] : speaking.map((grant) => explainGrant(grant, decided, roles))
  return explanation(
    allowed ? 'access/may' : 'access/may-not',
    { actor: actorRef(actor), action },
    { holds: allowed, because: [having, ...found, by] },
  )
}

/** Why somebody who may do something may not do it with some fields: the actor's roles, each of the fields that is hidden from them, and which document says so. */
export function explainHidden(
  { actor, action, held, document }: Pick<Decided, 'actor' | 'action' | 'held' | 'document'>,
  fields: readonly string[],
  view: (field: string) => FieldView,
): Explanation {
  const hidden = fields.flatMap((field) => {
    const seen = view(field)
    if (!seen.visible) return [explanation('access/field', { field, reason: seen.reason }, { holds: false })]
    return seen.protected ? [explanation('access/field-visible', { field }, { holds: false })] : []
  })
  const by = explanation('access/by', { document: document.id, version: document.version })
  const having = held.length === 0 ? explanation('access/no-role') : explanation('access/roles', { roles: held })
  return explanation(
    'access/may-not-with',
    { actor: actorRef(actor), action },
    { holds: false, because: [having, ...hidden, by] },
  )
}

function explainGrant(grant: Grant, { actor, resource }: Decided, roles: Roles): Explanation {
  const related = grant.as.some((relation) => isRelated(actor, relation, resource))
  const relation =
    grant.as.length === 0
      ? []
      : [explanation(related ? 'access/relation' : 'access/not-relation', { relations: grant.as }, { holds: related })]
  const condition = grant.when === null ? [] : [grant.when.explain(factsFor(actor, roles, resource), noTime)]
  return explanation(
    grant.denies ? 'access/denies' : 'access/allows',
    { grant: grant.id },
    { holds: fits(grant, actor, roles, resource), because: [...relation, ...condition] },
  )
}
