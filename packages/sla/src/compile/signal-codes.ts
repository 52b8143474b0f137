import { type SlaAuthor, type SlaCategory, slaAuthors, slaCategories } from '../signals/status-category.ts'

/** What a clock does on one code: any of these, added up. */
export const doStart = 1
export const doStop = 2
export const doCancel = 4
export const doRestart = 8

/** Index of a category a ticket without one has. */
export const noCategory = slaCategories.length

const firstMessage = slaAuthors.length
const firstCategory = firstMessage + slaAuthors.length * 16
const firstTeam = firstCategory + (noCategory + 1) * noCategory
const firstOwner = firstTeam + 2

/** Codes after this one are those of clocks that were fulfilled, then those of the application's own events. */
export const firstClock = firstOwner + 3

/** Place of a category in {@link slaCategories}. Told apart one by one, which is quicker than a look-up by name. */
export function categoryIndex(category: SlaCategory): number {
  switch (category) {
    case 'new':
      return 0
    case 'open':
      return 1
    case 'pending':
      return 2
    case 'on-hold':
      return 3
    case 'resolved':
      return 4
    case 'closed':
      return 5
  }
}

function authorIndex(author: SlaAuthor): number {
  switch (author) {
    case 'requester':
      return 0
    case 'agent':
      return 1
    case 'bot':
      return 2
    case 'system':
      return 3
  }
}

/** The code of a beginning. */
export function startedCode(from: SlaAuthor): number {
  return authorIndex(from)
}

/** The code of a message, and of what was so before it. */
export function messageCode(
  from: SlaAuthor,
  internal: boolean,
  automatic: boolean,
  answered: boolean,
  sameTeam: boolean,
): number {
  return (
    firstMessage + authorIndex(from) * 16 + (internal ? 8 : 0) + (automatic ? 4 : 0) + (answered ? 2 : 0) + (sameTeam ? 1 : 0)
  )
}

/** The code of a change from one category, by index, to another. */
export function categoryCode(before: number, after: number): number {
  return firstCategory + before * noCategory + after
}

/** The code of a change of team. */
export function teamCode(assigned: boolean): number {
  return firstTeam + (assigned ? 0 : 1)
}

/** The code of a change of owner. */
export function ownerCode(owner: 'agent' | 'bot' | null): number {
  return firstOwner + (owner === 'agent' ? 0 : owner === 'bot' ? 1 : 2)
}
