import { orThrow } from '@caseload/core'
import { compileSla, nextBreach, nextChange, noBreach, type SlaSignal, slaFold, slaProgress, slaState } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { clockOf, hour, moves, on, opened, replies } from '../../test/desk.ts'
import { office } from '../../test/office.ts'

const inForce = (targets: Readonly<Record<string, string>>, calendar: string | null = null) =>
  orThrow(
    compileSla(
      { schema: 1, id: 'support', version: 1, effectiveFrom: '2026-03-02T14:00Z', policies: [{ id: 'all', calendar, targets }] },
      { calendars: { office } },
    ),
  )

describe('given a first version that comes into force while a ticket is open', () => {
  const sla = inForce({ resolution: 'PT8H', firstReply: 'PT4H' })
  const signals = [opened]

  it('promises nothing before', () => {
    expect(slaState(sla, { signals }, on('13:59'))).toMatchObject({ clocks: {}, applied: [], policy: null })
    expect(nextBreach(slaProgress(sla, { signals }))).toBe(noBreach)
    expect(slaState(sla, { signals: [opened, replies(on('13:00'))] }, on('20:00')).clocks['firstReply']).toMatchObject({
      status: 'idle',
      outcome: null,
    })
  })

  it('takes the ticket up at that instant: from its start, and missed no earlier than that', () => {
    const { clocks, applied } = slaState(sla, { signals }, on('20:00'))
    expect(applied).toEqual([{ at: on('14:00'), document: 'support', version: 1, policy: 'all' }])
    expect(clocks['resolution']).toMatchObject({ startedAt: on('09:00'), dueAt: on('17:00'), outcome: 'missed' })
    expect(clocks['firstReply']).toMatchObject({ dueAt: on('14:00'), breachedAt: on('14:00') })
  })

  it('has that change ahead, for a timer', () => {
    const progress = slaProgress(sla, { signals })
    expect(nextChange(progress)).toBe(on('14:00'))
    expect(nextBreach(slaFold(sla).until(progress, on('14:00')))).toBe(on('14:00'))
  })

  it('goes by what stood still before', () => {
    const work = inForce({ agentWork: 'PT8H' })
    const paused = [opened, moves(on('10:00'), 'pending'), moves(on('15:00'), 'open')]
    expect(clockOf(work, 'agentWork', paused, on('16:00'))).toMatchObject({ elapsedMs: 2 * hour, dueAt: on('22:00') })
  })

  it('counts what a ticket reopened later had used in the hours of the promise', () => {
    const sla = inForce({ resolution: 'PT8H' }, 'office')
    const night: SlaSignal = { type: 'started', at: on('16:00', 1) }
    const reopened = [night, moves(on('10:00'), 'resolved'), moves(on('15:00'), 'open')]
    expect(clockOf(sla, 'resolution', reopened, on('16:00'))).toMatchObject({
      elapsedMs: 3 * hour,
      current: { carriedMs: 2 * hour },
    })
  })

  it('holds for a ticket opened later as if it had always been', () => {
    const later: SlaSignal = { type: 'started', at: on('14:00') }
    expect(clockOf(sla, 'firstReply', [later], on('15:00'))).toMatchObject({
      dueAt: on('18:00'),
      current: { policy: { version: 1 } },
    })
  })
})
