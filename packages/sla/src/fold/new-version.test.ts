import { orThrow } from '@caseload/core'
import {
  type ClockDocument,
  compileSla,
  nextBreach,
  type Sla,
  type SlaDocument,
  type SlaSignal,
  slaFold,
  slaProgress,
  slaTimers,
} from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { clockOf, hour, moves, on, replies } from '../../test/desk.ts'
import { office } from '../../test/office.ts'

const opened: SlaSignal = { type: 'started', at: on('08:00') }

function versions(...documents: readonly Omit<SlaDocument, 'schema' | 'id' | 'version'>[]): Sla {
  const numbered = documents.map((document, index) => ({ schema: 1, id: 'support', version: index + 1, ...document }))
  return orThrow(compileSla(numbered, { calendars: { office } }))
}

describe('given a version that no longer lets a clock stand still', () => {
  const fix = (pausedIn: ClockDocument['pausedIn']): ClockDocument => ({
    starts: [{ on: 'started' }],
    stops: [{ on: 'category', enters: ['resolved'] }],
    ...(pausedIn === undefined ? {} : { pausedIn }),
  })
  const policies = [{ id: 'all', targets: { fix: 'PT4H' } }]
  const change = '2026-03-02T12:00Z'
  const sla = versions(
    { clocks: { fix: fix(['pending']) }, policies },
    { clocks: { fix: fix(undefined) }, effectiveFrom: change, policies },
  )
  const paused = [opened, moves(on('09:00'), 'pending')]

  it('lets one that stands still go on at the instant that version comes into force', () => {
    expect(clockOf(sla, 'fix', paused, on('11:59')).status).toBe('paused')
    expect(clockOf(sla, 'fix', paused, on('13:00'))).toMatchObject({
      status: 'running',
      elapsedMs: 2 * hour,
      dueAt: on('15:00'),
      current: { pauses: [{ from: on('09:00'), to: on('12:00') }] },
    })
  })

  it('finds what is missed afterwards', () => {
    const signals = [...paused, moves(on('13:00'), 'open')]
    expect(clockOf(sla, 'fix', signals, on('08:00', 10))).toMatchObject({ outcome: 'missed', breachedAt: on('15:00') })
    expect(nextBreach(slaProgress(sla, { signals }))).toBe(on('15:00'))
  })

  it('goes on standing still where the new version has another reason for it', () => {
    const other = versions(
      { clocks: { fix: fix(['pending']) }, policies },
      { clocks: { fix: { ...fix(undefined), pausedWhile: ['unassigned'] } }, effectiveFrom: change, policies },
    )
    expect(clockOf(other, 'fix', paused, on('13:00'))).toMatchObject({
      status: 'paused',
      current: { pauses: [{ reason: 'category' }, { from: on('12:00'), reason: 'unassigned' }] },
    })
  })
})

describe('given a version that promises the same', () => {
  const change = '2026-03-02T11:00Z'

  it('leaves a deadline in working days a date', () => {
    const policies = [{ id: 'all', calendar: 'office', targets: { firstReply: { workingDays: 1 } } }]
    const signals: readonly SlaSignal[] = [{ type: 'started', at: on('17:30', 6) }, replies(on('17:15', 7))]
    const same = versions({ policies }, { effectiveFrom: '2026-03-07T10:00Z', title: 'Another title', policies })
    expect(clockOf(same, 'firstReply', signals, on('00:00', 8))).toMatchObject({ outcome: 'met', dueAt: on('17:30', 7) })
  })

  it.each(['restart', 'proportional', 'from-start'] as const)('leaves the deadline where it was: %s', (onChange) => {
    const policies = [{ id: 'all', onChange, targets: { resolution: 'PT4H' } }]
    const clock = clockOf(versions({ policies }, { effectiveFrom: change, policies }), 'resolution', [opened], on('11:30'))
    expect(clock).toMatchObject({
      goalMs: 4 * hour,
      dueAt: on('12:00'),
      current: { retargets: [], policy: { version: 2 }, spans: [{ from: on('08:00'), to: null }] },
    })
  })

  it('keeps a goal that stays the same beside one that changes', () => {
    const goals = (second: string) => [
      {
        id: 'all',
        calendar: 'office',
        onChange: 'restart' as const,
        targets: { resolution: { goal: { workingDays: 1 }, goals: [{ id: 'inner', goal: second }] } },
      },
    ]
    const sla = versions({ policies: goals('PT8H') }, { effectiveFrom: change, policies: goals('PT5H') })
    const started: SlaSignal = { type: 'started', at: on('17:30', 1) }
    expect(clockOf(sla, 'resolution', [started], on('11:30')).current?.goals).toMatchObject([
      { id: 'main', dueAt: on('17:30') },
      { id: 'inner', dueAt: on('16:00'), goalMs: 7 * hour },
    ])
  })

  it('goes by the steps of the new version, and keeps those of what is missed', () => {
    const stepped = (id: string) => [
      { id: 'all', targets: { resolution: { goal: 'PT4H', steps: [{ id, at: { after: 'PT1H' } }] } } },
    ]
    const timers = (effectiveFrom: string) => {
      const sla = versions({ policies: stepped('old') }, { effectiveFrom, policies: stepped('new') })
      const fold = slaFold(sla)
      return slaTimers(sla, fold.until(fold.step(fold.init(), opened), on('18:00'))).map(({ step }) => step)
    }
    expect(timers('2026-03-02T12:00Z')).toEqual(['breach', 'new'])
    expect(timers('2026-03-02T12:00:00.001Z')).toEqual(['breach', 'old'])
  })
})
