import type { Fields } from '@caseload/conditions'

/** What can be done with one sort of resource, and what grants may ask about it. */
export interface ResourceVocabulary {
  /** What can be done with it, without the sort: `reply` for `ticket/reply`. */
  readonly actions: readonly string[]
  /** Facts that conditions may ask about; none where absent. */
  readonly facts?: Fields
  /** What an actor can be to it, e.g. `requester`; nothing where absent. */
  readonly relations?: readonly string[]
  /** Fields that can be hidden; none where absent. */
  readonly fields?: readonly string[]
}

/** What there is to be granted, by sort of resource: what the program can do, as the document says who may. */
export type AccessVocabulary = Readonly<Record<string, ResourceVocabulary>>

/** Facts about the actor that every condition may ask about. */
export const actorFields = {
  'actor.kind': { type: 'text' },
  'actor.id': { type: 'text' },
  'actor.roles': { type: 'set', of: { type: 'text' } },
  'actor.teams': { type: 'set', of: { type: 'text' } },
} as const satisfies Fields

/** Every action of a vocabulary, in full. */
export function actionsOf(vocabulary: AccessVocabulary): readonly string[] {
  return Object.entries(vocabulary).flatMap(([resource, { actions }]) => actions.map((action) => `${resource}/${action}`))
}

/** Actions of a vocabulary that a pattern means; none where it means nothing. */
export function actionsLike(pattern: string, actions: readonly string[]): readonly string[] {
  if (pattern === '*') return actions
  if (!pattern.endsWith('/*')) return actions.filter((action) => action === pattern)
  return actions.filter((action) => action.startsWith(pattern.slice(0, -1)))
}
