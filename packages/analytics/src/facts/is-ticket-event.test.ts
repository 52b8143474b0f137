import { describe, expect, it } from 'vitest'
import { History } from '../../test/history.ts'
import { isTicketEvent, processLog, ticketFacts } from '../index.ts'

describe('given the journal of a desk, which holds more than tickets', () => {
  const { events } = new History('1', 0).status(1, 'resolved')
  const place = { version: 1, at: 0, actor: 'system:desk', data: {} }
  const others = ['sla_1', 'acc_1', 'set_1', 'cus_1'].map((stream) => ({ ...place, stream, type: 'sla-applied' }))
  const journal: readonly { readonly stream: string }[] = [...others, ...events]

  it('picks the events of tickets, whatever stands between them', () => {
    expect(journal.filter(isTicketEvent)).toEqual(events)
    expect(ticketFacts(journal.filter(isTicketEvent))).toEqual(ticketFacts(events))
    expect(processLog(journal.filter(isTicketEvent), { steps: 'status' })).toEqual(processLog(events, { steps: 'status' }))
  })
})
