/**
 * What sort of party acts: `requester` asks for help, `agent` is staff, `bot` is a program that converses, `system` is Caseload or the
 * application itself (timers, imports, integrations).
 */
export type ActorKind = 'requester' | 'agent' | 'bot' | 'system'

/** Every {@link ActorKind}, for schemas and tables. */
export const actorKinds = ['requester', 'agent', 'bot', 'system'] as const satisfies readonly ActorKind[]

/** Who does something. */
export interface Actor {
  /** What sort of party. */
  readonly kind: ActorKind
  /** Identity of the party: 1 to 100 of `A–Z a–z 0–9 . _ : ~ -`, e.g. `agt_ada`; not a name or an address. */
  readonly id: string
  /** Further roles that a workflow's guards may ask for, e.g. `supervisor`; none by default. */
  readonly roles?: readonly string[]
  /** Teams they work in, e.g. `team_billing`, for rights that come with a team; none by default. */
  readonly teams?: readonly string[]
}

/** An actor as events carry it: kind, colon, identity, e.g. `agent:agt_ada`. Roles are not kept: they may change. */
export type ActorRef = `${ActorKind}:${string}`

/**
 * Writes an actor as events carry it.
 *
 * @param actor - Who acted.
 *
 * @example
 * ```ts
 * import { actorRef } from '@caseload/core'
 *
 * actorRef({ kind: 'agent', id: 'agt_ada', roles: ['supervisor'] }) // => 'agent:agt_ada'
 * ```
 */
export function actorRef(actor: Actor): ActorRef {
  return `${actor.kind}:${actor.id}`
}

/**
 * Reads who acted back from an event.
 *
 * @param ref - As {@link actorRef} wrote it.
 * @returns Kind and identity; for a text in another form, kind `system` and the whole text as identity, since recorded history is never refused.
 *
 * @example
 * ```ts
 * import { parseActorRef } from '@caseload/core'
 *
 * parseActorRef('agent:agt_ada') // => { kind: 'agent', id: 'agt_ada' }
 * ```
 */
export function parseActorRef(ref: string): Pick<Actor, 'kind' | 'id'> {
  const colon = ref.indexOf(':')
  const kind = actorKinds.find((known) => known === ref.slice(0, colon))
  return kind === undefined ? { kind: 'system', id: ref } : { kind, id: ref.slice(colon + 1) }
}
