/** Facts of a ticket that a person can be asked for, beside the desk's own fields. */
export const askable = ['requesterId', 'topic', 'impact', 'urgency', 'teamId', 'resolutionCode'] as const

/** One of them. */
export type Askable = (typeof askable)[number]

/** Those that can be said when a ticket is opened. */
export type AnsweredAtOpening = Exclude<Askable, 'resolutionCode'>

const ownPrefix = 'attributes.'

/** Whether a fact can be asked for. */
export function isAskable(field: string): field is Askable {
  return askable.some((name) => name === field)
}

/** The name of one of the desk's own fields; null for any other fact. */
export function ownFieldOf(field: string): string | null {
  return field.startsWith(ownPrefix) && field.length > ownPrefix.length ? field.slice(ownPrefix.length) : null
}
