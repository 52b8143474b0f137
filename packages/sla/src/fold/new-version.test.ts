import { orThrow } from '@caseload/core'
import { type ClockDocument, compileSla, nextBreach, type Sla, type SlaDocument, type SlaSignal, slaProgress } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { clockOf, hour, moves, on } from '../../test/desk.ts'
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
