import { addMs } from '@caseload/core'
import { forecastBreaches, nextBreach, nextChange, noBreach, oldestDeadline, slaProgress, slaState } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { hour, moves, on, opened, promising, replies } from '../../test/desk.ts'

const sla = promising({ firstReply: 'PT4H', agentWork: 'PT10H' })
const ticket = (id: string, ...more: Parameters<typeof slaState>[1]['signals']) => ({
  id,
  state: slaState(sla, { signals: [opened, ...more] }, on('10:00')),
})

describe('given tickets with deadlines ahead', () => {
  it('names those within the horizon, soonest first, the horizon itself included', () => {
    const found = forecastBreaches([ticket('b'), ticket('a', replies(on('09:30')))], on('10:00'), 'PT9H')._unsafeUnwrap()
    expect(found.map(({ ticketId, clock, dueAt, unless }) => [ticketId, clock, dueAt, unless])).toEqual([
      ['b', 'firstReply', on('13:00'), 'nothing-happens'],
      ['a', 'agentWork', on('19:00'), 'nothing-happens'],
      ['b', 'agentWork', on('19:00'), 'nothing-happens'],
    ])
    expect(forecastBreaches([ticket('b')], on('10:00'), 'PT8H59M')._unsafeUnwrap()).toHaveLength(1)
  })

  it('says of a clock that stands still where it would be due if it went on now', () => {
    const waiting = ticket('w', replies(on('09:30')), moves(on('09:30'), 'pending'))
    expect(forecastBreaches([waiting], on('10:00'), 'PT24H')._unsafeUnwrap()).toEqual([
      { ticketId: 'w', clock: 'agentWork', goal: 'main', dueAt: on('19:30'), inMs: 9.5 * hour, unless: 'resumed-now' },
    ])
  })

  it('leaves out what is missed already', () => {
    const late = { id: 'l', state: slaState(sla, { signals: [opened] }, on('14:00')) }
    expect(forecastBreaches([late], on('14:00'), 'PT1H')._unsafeUnwrap()).toEqual([])
  })

  it('refuses a horizon in days', () => {
    expect(forecastBreaches([], on('10:00'), 'P1D')._unsafeUnwrapErr().kind).toBe('duration/invalid')
  })
})

describe('given the instants that indexes keep', () => {
  const at = (...signals: Parameters<typeof slaState>[1]['signals']) => slaProgress(sla, { signals: [opened, ...signals] })

  it('are the next deadline, and the oldest of a clock that has not ended', () => {
    expect([nextBreach(at()), oldestDeadline(at())]).toEqual([on('13:00'), on('13:00')])
    const late = at({ type: 'woken', at: on('14:00') }, moves(on('14:00'), 'pending'))
    expect([nextBreach(late), oldestDeadline(late)]).toEqual([on('13:00'), on('13:00')])
    const answered = at(replies(on('14:00')))
    expect([nextBreach(answered), oldestDeadline(answered)]).toEqual([on('19:00'), on('19:00')])
  })

  it('are the last instant there is where nothing is due, so that it sorts last', () => {
    const done = at(replies(on('10:00')), moves(on('10:00'), 'resolved'))
    expect([nextBreach(done), oldestDeadline(done), nextChange(done)]).toEqual([noBreach, noBreach, noBreach])
  })

  it('tell of a snooze that ends by itself, as long as a clock runs', () => {
    const until = addMs(on('10:00'), hour)
    expect(nextChange(at({ type: 'snoozed', at: on('10:00'), until }))).toBe(until)
    expect(nextChange(at({ type: 'snoozed', at: on('10:00'), until }, { type: 'ended', at: on('10:30') }))).toBe(noBreach)
  })
})
