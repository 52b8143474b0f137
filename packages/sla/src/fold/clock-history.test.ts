import { clockHistory, type SlaSignal, slaState } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { hour, moves, on, opened, policies, promising } from '../../test/desk.ts'

const told = (sla: ReturnType<typeof promising>, signals: readonly SlaSignal[], now: string) =>
  clockHistory(slaState(sla, { signals }, on(now))).map(({ turn, at, cycle }) => [turn, at, cycle])

describe('given a clock that pauses, is overdrawn, ends and goes on', () => {
  const signals = [
    opened,
    moves(on('10:00'), 'pending'),
    moves(on('11:00'), 'open'),
    moves(on('13:00'), 'resolved'),
    moves(on('14:00'), 'open'),
  ]

  it('tells each turn at its instant, and a miss once', () => {
    expect(told(promising({ agentWork: 'PT2H' }), signals, '15:00')).toEqual([
      ['activated', on('09:00'), 1],
      ['paused', on('10:00'), 1],
      ['resumed', on('11:00'), 1],
      ['breached', on('12:00'), 1],
      ['fulfilled', on('13:00'), 1],
      ['activated', on('14:00'), 2],
    ])
  })

  it('does not resume a clock that ends while it stands still, nor between two reasons to', () => {
    const on2 = [opened, moves(on('10:00'), 'pending'), moves(on('11:00'), 'on-hold'), moves(on('12:00'), 'resolved')]
    expect(told(promising({ agentWork: 'PT9H' }), on2, '15:00').map(([turn]) => turn)).toEqual([
      'activated',
      'paused',
      'fulfilled',
    ])
  })
})

describe('given a goal that changes', () => {
  it('tells from what to what', () => {
    const sla = policies({
      fields: { priority: { type: 'text' } },
      policies: [{ id: 'all', targets: { resolution: { by: 'priority', of: { high: 'PT4H' }, otherwise: 'PT8H' } } }],
    })
    const raised: SlaSignal = { type: 'facts-changed', at: on('10:00'), facts: { priority: 'high' } }
    expect(clockHistory(slaState(sla, { signals: [opened, raised] }, on('11:00')))[1]).toEqual({
      at: on('10:00'),
      clock: 'resolution',
      cycle: 1,
      turn: 'retargeted',
      change: { at: on('10:00'), goal: 'main', fromMs: 8 * hour, toMs: 4 * hour },
    })
  })
})
