import type { Access, Hidden } from '@caseload/access'
import type { Actor } from '@caseload/core'
import type { MissingData } from '@caseload/lifecycle'
import type { Policies } from '../policies/policies.ts'
import { ownFieldOf } from './own-field-of.ts'
import { isHiddenField } from './seen-event.ts'

/** That something is missing which whoever asks may not see: neither what, nor how much. */
export interface UnseenMissing {
  /** Roles whose holders see everything that can be missing and is hidden from whoever asks, sorted: whom to ask. The same whatever is missing; empty where no role sees all of it. */
  readonly seenBy: readonly string[]
}

/** What is not known of a ticket, as somebody may be told. */
export interface MissingSeen {
  /** What is missing of what they see. */
  readonly missing: readonly MissingData[]
  /** That something else is missing, too; null where nothing is. */
  readonly unseen: UnseenMissing | null
}

/**
 * What is missing of a ticket, as somebody may be told: that a field has no value is told to those who see the field. Whether a personal field has one is what `personalFields` says.
 *
 * @param missing - What is missing.
 * @param hidden - What of the ticket is hidden from them, by field.
 * @param policies - By which rules.
 * @param actor - Who asks.
 */
export function missingSeenBy(
  missing: readonly MissingData[],
  hidden: ReadonlyMap<string, Hidden>,
  policies: Policies,
  actor: Actor,
): MissingSeen {
  if (hidden.size === 0) return { missing, unseen: null }
  const told = missing.filter(({ field }) => !isUnseen(field, hidden, policies))
  return { missing: told, unseen: told.length === missing.length ? null : { seenBy: rolesThatSee(hidden, policies, actor) } }
}

function isUnseen(field: string, hidden: ReadonlyMap<string, Hidden>, { fields: { document } }: Policies): boolean {
  const own = ownFieldOf(field)
  const personal = own !== null && Object.hasOwn(document, own) && document[own]?.personal === true
  return personal ? hidden.has(field) || hidden.has('personalFields') : isHiddenField(field, hidden)
}

/** Whom to ask depends on the rules and on who asks, never on the ticket: else it would tell which field is missing. */
function rolesThatSee(hidden: ReadonlyMap<string, Hidden>, policies: Policies, actor: Actor): readonly string[] {
  const { access, catalogue, fields } = policies
  const asked = [...(catalogue?.kinds.values() ?? [])].flatMap(({ needs }) => needs.map(({ field }) => field))
  const required = Object.entries(fields.document).flatMap(([name, { requiredWhen }]) =>
    requiredWhen === undefined ? [] : [`attributes.${name}`],
  )
  const unseen = [...asked, ...required].filter((field) => isUnseen(field, hidden, policies))
  return access.document.roles
    .map(({ id }) => id)
    .filter((id) => unseen.every((field) => !isUnseen(field, hiddenFrom(id, access, actor), policies)))
    .sort()
}

/** What is hidden from those who hold a role, for any purpose. */
function hiddenFrom(role: string, access: Access, { id }: Actor): ReadonlyMap<string, Hidden> {
  const { givenTo = [], heldBy = [] } = access.document.roles.find((each) => each.id === role) ?? {}
  const [kind = 'agent'] = [...givenTo, ...heldBy]
  const views = access.views({ kind, id, roles: givenTo.length > 0 ? [role] : [] }, 'ticket')
  return new Map(
    [...views].flatMap(([field, view]) =>
      view.visible ? [] : [[field, { hidden: true, reason: view.reason } as const] as const],
    ),
  )
}
