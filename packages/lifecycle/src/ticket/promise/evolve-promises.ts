import type { Instant } from '@caseload/core'
import type { FollowUpScheduled, PromiseEvent, PromiseMade } from './promise-events.ts'
import type { OpenPromise, PromisePart } from './promise-part.ts'

/** What a ticket knows of promises and follow-ups, after one more fact. Total: what names none that is open changes nothing. */
export function evolvePromises(part: PromisePart, event: PromiseEvent): Partial<PromisePart> {
  const { promises, followUps } = part
  switch (event.type) {
    case 'promise-made': {
      const { promiseId: id, about } = event.data
      return { promises: placed(promises, { id, about, ...toldAt(event, promises.find(isCalled(id))) }) }
    }
    case 'promise-kept':
    case 'promise-withdrawn':
      return { promises: without(promises, event.data.promiseId) }
    case 'promise-missed':
      return { promises: marked(promises, event.data.promiseId, missed), missedPromises: part.missedPromises + 1 }
    case 'follow-up-scheduled': {
      const { followUpId: id, purpose, assigneeId } = event.data
      return { followUps: placed(followUps, { id, purpose, assigneeId, ...toldAt(event, followUps.find(isCalled(id))) }) }
    }
    case 'follow-up-completed':
    case 'follow-up-withdrawn':
      return { followUps: without(followUps, event.data.followUpId) }
    case 'follow-up-missed':
      return { followUps: marked(followUps, event.data.followUpId, missed) }
    case 'reminder-given': {
      const { about, id } = event.data
      return about === 'promise' ? { promises: marked(promises, id, reminded) } : { followUps: marked(followUps, id, reminded) }
    }
  }
}

const missed = { missed: true }
const reminded = { reminded: true }

interface Due {
  readonly id: string
  readonly dueAt: Instant
}

type Course = Pick<OpenPromise, 'madeAt' | 'dueAt' | 'firstMadeAt' | 'firstDueAt' | 'moves' | 'brokenAt' | 'reminded' | 'missed'>

/** The course of something whose time is told, the first time or another one. */
function toldAt({ at, data }: PromiseMade | FollowUpScheduled, before: Course | undefined): Course {
  const { dueAt } = data
  const fresh = { madeAt: at, dueAt, reminded: false, missed: false }
  if (before === undefined) return { ...fresh, firstMadeAt: at, firstDueAt: dueAt, moves: 0, brokenAt: null }
  const { firstMadeAt, firstDueAt, moves } = before
  const brokenAt = before.brokenAt ?? (at > before.dueAt ? before.dueAt : null)
  return { ...fresh, firstMadeAt, firstDueAt, moves: moves + 1, brokenAt }
}

const isCalled =
  (wanted: string) =>
  ({ id }: { readonly id: string }): boolean =>
    id === wanted

/** Things that fall due, in order, with one more or another in its place. */
export function placed<Item extends Due>(items: readonly Item[], item: Item): readonly Item[] {
  return [...without(items, item.id), item].sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
}

function without<Item extends Due>(items: readonly Item[], id: string): readonly Item[] {
  return items.filter((item) => item.id !== id)
}

function marked<Item extends Due>(items: readonly Item[], id: string, mark: Partial<Item>): readonly Item[] {
  return items.map((item) => (item.id === id ? { ...item, ...mark } : item))
}
