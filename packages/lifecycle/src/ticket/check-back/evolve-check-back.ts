import type { CheckBackEvent } from './check-back-events.ts'
import { type CheckBackPart, noCheckBack } from './check-back-part.ts'

/** What a ticket knows of asking back, after one more fact. An answer ends the attempt; another one is scheduled anew. */
export function evolveCheckBack({ checkBack }: CheckBackPart, event: CheckBackEvent): CheckBackPart {
  switch (event.type) {
    case 'check-back-scheduled':
      return { checkBack: { ...event.data, due: false } }
    case 'check-back-due':
      return checkBack === null ? noCheckBack : { checkBack: { ...checkBack, due: true } }
    case 'check-back-answered':
      return noCheckBack
  }
}
