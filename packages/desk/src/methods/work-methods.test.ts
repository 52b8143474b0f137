import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

describe('given time that was worked', () => {
  it.each([
    [{ minutes: 3, from: '2026-03-02T08:00Z', to: '2026-03-02T08:30Z' }, 'time: expected minutes, or from and to'],
    [{ minutes: 3, to: '2026-03-02T08:30Z' }, 'time: expected minutes, or from and to'],
    [{ minutes: 1441 }, 'at most 1440'],
  ])('says of %j what would do', async (time, expected) => {
    const { ada } = await fixture()
    const { id } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' })).ticket
    const refused = (await Reflect.apply(ada.logWork, ada, [id, { time }]))._unsafeUnwrapErr()
    expect(refused.kind === 'input/invalid' && refused.issues[0]?.message).toContain(expected)
  })

  it('takes either way to say how long', async () => {
    const { ada } = await fixture()
    const { id } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' })).ticket
    orThrow(await ada.logWork(id, { time: { minutes: 1440 } }))
    const { ticket } = orThrow(await ada.logWork(id, { time: { from: '2026-03-02T08:00Z', to: '2026-03-02T08:30Z' } }))
    expect(ticket.handleMs).toBe(1470 * 60_000)
  })
})
