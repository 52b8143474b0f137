import { isDone } from '../../workflow/status-category.ts'
import { approvalsWithdrawnWith } from '../approvals/withdrawn-with.ts'
import { woken } from '../attention/decide-attention.ts'
import { withdrawnOffer } from '../hand-over/offer.ts'
import { withdrawnWith } from '../promise/decide-promises.ts'
import type { TicketEvent, TicketStatusChanged } from '../ticket-events.ts'
import { solvedAndTold } from '../told/solution-told.ts'
import type { SolutionTold } from '../told/told-commands.ts'
import type { Situation } from './situation.ts'

/**
 * What follows from a move to resolved or closed: a ticket that was put aside comes back, an offer to another team loses its point, the requester of a solved ticket was told and is asked, and where it ends
 * otherwise than solved, or a log says that it ended whatever was owed, nobody waits for what was promised or asked for any longer.
 */
export function consequences(
  situation: Situation,
  { data }: TicketStatusChanged,
  told: SolutionTold | undefined = undefined,
): readonly TicketEvent[] {
  const { fromCategory, toCategory, outcome, cause } = data
  if (!isDone(toCategory)) return []
  const ended = outcome ?? 'solved'
  const solvedNow = ended === 'solved' && !isDone(fromCategory)
  return [
    ...woken(situation, cause === 'observed' ? 'change-status' : cause),
    ...withdrawnOffer(situation, toCategory),
    ...(solvedNow ? solvedAndTold(situation, told, toCategory === 'resolved') : []),
    ...(toCategory === 'closed' && (ended !== 'solved' || !situation.enforced)
      ? [...withdrawnWith(situation, ended), ...approvalsWithdrawnWith(situation, ended)]
      : []),
  ]
}
