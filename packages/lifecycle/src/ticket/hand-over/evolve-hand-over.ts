import type { HandOverEvent } from './hand-over-events.ts'
import type { HandOverPart } from './hand-over-part.ts'

/** What a ticket knows of hand-overs, after one more fact. */
export function evolveHandOver(part: HandOverPart, event: HandOverEvent): Partial<HandOverPart> {
  switch (event.type) {
    case 'hand-over-offered': {
      const { to, toAgentId: assigneeId } = event.data
      return { handOver: { to, assigneeId, by: event.actor, offeredAt: event.at } }
    }
    case 'hand-over-accepted':
    case 'hand-over-escalated':
      return { handOver: null, handOverReturns: 0 }
    case 'hand-over-returned':
      return { handOver: null, handOverReturns: event.data.returns }
    case 'hand-over-withdrawn':
      return part.handOver === null ? {} : { handOver: null }
  }
}
