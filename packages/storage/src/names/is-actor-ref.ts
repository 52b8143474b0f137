import { type ActorRef, actorKinds } from '@caseload/core'

const actorRefPattern = new RegExp(`^(?:${actorKinds.join('|')}):[A-Za-z0-9._:~-]{1,128}$`)

/**
 * Whether a text says who acted in the way events do: a kind of actor, a colon, 1 to 128 of the characters of ids. For authors of adapters, who read it back.
 *
 * @param text - Any text.
 *
 * @example
 * ```ts
 * import { isActorRef } from '@caseload/storage'
 *
 * isActorRef('agent:agt_ada') // => true
 * isActorRef('ada') // => false
 * ```
 */
export function isActorRef(text: string): text is ActorRef {
  return actorRefPattern.test(text)
}
