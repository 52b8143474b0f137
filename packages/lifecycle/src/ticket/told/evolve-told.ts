import type { ToldEvent } from './told-events.ts'
import type { ToldPart } from './told-part.ts'

/** What a ticket knows of how its solution was told and received, after one more fact. */
export function evolveTold(_part: ToldPart, event: ToldEvent): Partial<ToldPart> {
  switch (event.type) {
    case 'solution-told':
      return { toldAt: event.at, toldBy: event.data.by }
    case 'confirmation-asked':
      return { confirmation: 'asked', confirmationReminded: false }
    case 'confirmation-reminded':
      return { confirmationReminded: true }
    case 'resolution-confirmed':
      return { confirmation: 'confirmed' }
    case 'resolution-rejected':
      return { confirmation: 'rejected' }
    case 'silence-taken':
      return { confirmation: event.data.as }
  }
}

/** What a solution leaves where its ticket comes back: it is to be told anew, and that it was rejected stays known. */
export function cameBack({ confirmation }: ToldPart): ToldPart {
  return {
    toldAt: null,
    toldBy: null,
    lastAnswerId: null,
    confirmation: confirmation === 'rejected' ? 'rejected' : null,
    confirmationReminded: false,
  }
}
