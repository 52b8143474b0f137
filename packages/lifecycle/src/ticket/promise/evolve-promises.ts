import type { Instant } from '@caseload/core'
import type { PromiseEvent } from './promise-events.ts'
import type { PromisePart } from './promise-part.ts'

/** What a ticket knows of promises and follow-ups, after one more fact. Total: what names none that is open changes nothing. */
export function evolvePromises(part: PromisePart, event: PromiseEvent): Partial<PromisePart> {
  const { promises, followUps } = part
  switch (event.type) {
    case 'promise-made': {
      const { promiseId: id, about, dueAt } = event.data
      return { promises: placed(promises, { id, about, madeAt: event.at, dueAt, reminded: false, missed: false }) }
    }
    case 'promise-kept':
    case 'promise-withdrawn':
      return { promises: without(promises, event.data.promiseId) }
    case 'promise-missed':
      return { promises: marked(promises, event.data.promiseId, missed), missedPromises: part.missedPromises + 1 }
    case 'follow-up-scheduled': {
      const { followUpId: id, purpose, assigneeId, dueAt } = event.data
      return {
        followUps: placed(followUps, { id, purpose, assigneeId, madeAt: event.at, dueAt, reminded: false, missed: false }),
      }
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

function placed<Item extends Due>(items: readonly Item[], item: Item): readonly Item[] {
  return [...without(items, item.id), item].sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
}

function without<Item extends Due>(items: readonly Item[], id: string): readonly Item[] {
  return items.filter((item) => item.id !== id)
}

function marked<Item extends Due>(items: readonly Item[], id: string, mark: Partial<Item>): readonly Item[] {
  return items.map((item) => (item.id === id ? { ...item, ...mark } : item))
}
