import type { ContactToAccept } from '@caseload/desk'
import type { Ticket } from '@caseload/lifecycle'
import type { Move } from './move.ts'

/** The contact a move stands for: new or again one of those handed over before, from somebody, about a ticket or none, by a machine or not. */
export function contactOf(
  { other, pick }: Move,
  handed: readonly ContactToAccept[],
  about: Pick<Ticket, 'id' | 'number'> | null,
): ContactToAccept {
  const again = handed[other]
  if (pick % 5 === 4 && again !== undefined) return again
  const number = about?.number ?? null
  const { refersTo } = [
    {},
    about === null ? {} : { refersTo: { ticketId: about.id } },
    { refersTo: { thread: `t${other % 3}` } },
    number === null ? {} : { refersTo: { number } },
    {},
  ][pick % 5] ?? { refersTo: undefined }
  return {
    contactId: `k${handed.length}`,
    from: { email: other % 3 === 0 ? 'mia@example.com' : 'eve@example.com' },
    channel: pick % 3 === 0 ? 'chat' : 'email',
    kind: 'question',
    body: 'contact',
    ...(refersTo === undefined ? {} : { refersTo }),
    ...(pick === 7 || pick === 11 ? { automatic: true } : {}),
    ...(pick === 10 || pick === 21 ? { codes: ['thanks'] } : pick === 20 || pick === 26 ? { codes: ['spam'] } : {}),
    ...(pick === 25 ? { answered: 'opening-hours', minutes: 2 } : {}),
  }
}
