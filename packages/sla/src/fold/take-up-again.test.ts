import type { SlaSignal } from '@caseload/sla'
import { clockHistory, slaState } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { asks, clockOf, hour, moves, on, opened, policies, promising, replies } from '../../test/desk.ts'

describe.each(['merged', 'ended'] as const)('given a ticket that was %s and is taken up again', (type) => {
  const over = (time: string): SlaSignal => ({ type, at: on(time) })
  const back = (time: string): SlaSignal => moves(on(time), 'open')
  const away = [opened, over('10:00'), moves(on('10:00'), 'closed')]

  it('goes on with every clock that was running, with the time it had used', () => {
    const targets = { firstReply: 'PT4H', timeToOwn: 'PT4H', agentWork: 'PT4H', resolution: 'PT4H' }
    const { clocks } = slaState(promising(targets), { signals: [...away, back('12:00')] }, on('13:00'))
    for (const clock of Object.values(clocks)) {
      expect(clock).toMatchObject({
        status: 'running',
        elapsedMs: 2 * hour,
        dueAt: on('15:00'),
        current: { cycle: 2, carriedMs: hour },
        earlier: [{ ending: type, goals: [{ outcome: 'void' }] }],
      })
    }
    expect(Object.keys(clocks)).toHaveLength(4)
  })

  it('owes a first reply that nobody gave, also where the ticket was never closed', () => {
    const sla = promising({ firstReply: 'PT4H' })
    expect(clockOf(sla, 'firstReply', [opened, over('10:00'), back('12:00')], on('20:00'))).toMatchObject({
      outcome: 'missed',
      breachedAt: on('15:00'),
    })
  })

  it('leaves what was met and what was missed', () => {
    const sla = promising({ firstReply: 'PT1H', resolution: 'PT1H', nextReply: 'PT8H' })
    const signals = [opened, replies(on('09:30')), asks(on('10:00')), over('11:00'), moves(on('11:00'), 'closed'), back('12:00')]
    const state = slaState(sla, { signals }, on('13:00'))
    expect(state.clocks['firstReply']).toMatchObject({ status: 'fulfilled', outcome: 'met', earlier: [] })
    expect(state.clocks['resolution']).toMatchObject({ status: 'running', outcome: 'missed', breachedAt: on('10:00') })
    expect(state.clocks['nextReply']).toMatchObject({ status: 'running', elapsedMs: 2 * hour })
    expect(clockHistory(state).filter(({ turn }) => turn === 'breached')).toHaveLength(1)
  })

  it('owes nothing that was done while it was over, however often it is over', () => {
    const sla = promising({ firstReply: 'PT4H', timeToOwn: 'PT4H', resolution: 'PT9H' })
    const taken: SlaSignal = { type: 'owner-changed', at: on('11:00'), owner: 'agent' }
    const again = [...away, replies(on('11:00')), taken, back('11:30'), over('12:00'), back('12:30')]
    const { clocks } = slaState(sla, { signals: again }, on('20:00'))
    expect(clocks['firstReply']).toMatchObject({ status: 'cancelled', outcome: 'void', current: { cycle: 1 } })
    expect(clocks['timeToOwn']).toMatchObject({ status: 'cancelled', outcome: 'void', current: { cycle: 1 } })
    expect(clocks['resolution']).toMatchObject({ status: 'running', current: { cycle: 3, carriedMs: 1.5 * hour } })
  })

  it('starts the clock of the team that has it by then', () => {
    const sla = promising({ teamTime: 'PT4H' })
    const team = (teamId: string, time: string): SlaSignal => ({ type: 'team-changed', at: on(time), teamId })
    const same = [opened, team('one', '09:00'), over('10:00'), back('12:00')]
    expect(clockOf(sla, 'teamTime', same, on('13:00'))).toMatchObject({ elapsedMs: 2 * hour, current: { teamId: 'one' } })
    const other = [opened, team('one', '09:00'), over('10:00'), team('two', '11:00'), back('12:00')]
    expect(clockOf(sla, 'teamTime', other, on('13:00'))).toMatchObject({ elapsedMs: hour, current: { teamId: 'two' } })
  })

  it('stands still where the category it comes back in says so', () => {
    const sla = promising({ agentWork: 'PT4H' })
    const signals = [...away, moves(on('12:00'), 'pending'), back('13:00')]
    expect(clockOf(sla, 'agentWork', signals, on('14:00'))).toMatchObject({ elapsedMs: 2 * hour, dueAt: on('16:00') })
  })

  it('counts by what holds when it comes back', () => {
    const sla = policies({
      fields: { priority: { type: 'text' } },
      policies: [{ id: 'all', targets: { firstReply: { by: 'priority', of: { high: 'PT2H' }, otherwise: 'PT8H' } } }],
    })
    const raised: SlaSignal = { type: 'facts-changed', at: on('11:00'), facts: { priority: 'high' } }
    expect(clockOf(sla, 'firstReply', [...away, raised, back('12:00')], on('12:30')).dueAt).toBe(on('13:00'))
  })
})
