import type { AttentionEvent } from './attention-events.ts'
import type { AttentionPart } from './attention-part.ts'

/** What a ticket knows of who looks at it, and when, after one more fact. */
export function evolveAttention({ watchers }: AttentionPart, event: AttentionEvent): Partial<AttentionPart> {
  switch (event.type) {
    case 'watcher-added': {
      const others = watchers.filter((known) => known !== event.data.watcherId)
      return { watchers: [...others, event.data.watcherId].sort() }
    }
    case 'watcher-removed':
      return { watchers: watchers.filter((known) => known !== event.data.watcherId) }
    case 'ticket-snoozed':
      return { snoozedUntil: event.data.until }
    case 'ticket-woken':
      return { snoozedUntil: null }
  }
}
