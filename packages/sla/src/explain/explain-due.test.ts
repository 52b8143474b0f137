import { compileCalendar } from '@caseload/calendar'
import { addMs, instant, orThrow, renderExplanation } from '@caseload/core'
import {
  businessTime,
  compileSla,
  type DueAccount,
  dueExplanation,
  elapsedTime,
  explainDue,
  type Sla,
  type SlaSignal,
  slaMessages,
  slaState,
  timelineSvg,
  timelineText,
} from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { hour, moves, on, opened, promising } from '../../test/desk.ts'

function accountOf(sla: Sla, name: string, signals: readonly SlaSignal[], now = on('12:00')): DueAccount {
  const clock = slaState(sla, { signals }, now).clocks[name]
  const account = clock === undefined ? null : explainDue(sla, clock, now)
  return account ?? expect.fail(`there is nothing to explain of ${name}`)
}
const bar = (account: DueAccount) => timelineText(account).split('\n')[1]

describe('given a clock with a pause, a night and its deadline ahead', () => {
  const sla = promising({ agentWork: 'PT8H' }, 'office')
  const signals = [opened, moves(on('10:00'), 'pending'), moves(on('11:00'), 'open')]
  const account = accountOf(sla, 'agentWork', signals)

  it('accounts for each stretch from the start to the deadline, without a gap', () => {
    expect(account.spans.map(({ what, reason, from, to, ahead }) => [what, reason, from, to, ahead])).toEqual([
      ['counted', 'open', on('09:00'), on('10:00'), false],
      ['paused', 'category', on('10:00'), on('11:00'), false],
      ['counted', 'open', on('11:00'), on('12:00'), false],
      ['counted', 'open', on('12:00'), on('17:00'), true],
      ['skipped', 'closed', on('17:00'), on('09:00', 3), true],
      ['counted', 'open', on('09:00', 3), on('10:00', 3), true],
    ])
    expect(account.dueAt).toBe(on('10:00', 3))
  })

  it('says each of them in words', () => {
    const lines = renderExplanation(account.explanation, slaMessages).split('\n')
    expect(lines).toHaveLength(account.spans.length + 3)
    expect(lines[4]).toContain('stood still')
  })

  it('draws a bar for each, those ahead paler, and the deadline', () => {
    const svg = timelineSvg(account)
    expect(svg.match(/<rect /g)).toHaveLength(6)
    expect(svg.match(/fill-opacity="0.45"/g)).toHaveLength(3)
    expect(['#2e7d32', '#e0e0e0', '#f9a825'].every((colour) => svg.includes(colour))).toBe(true)
    expect(svg).toContain('due 2026-03-03T10:00:00.000Z')
  })

  it('draws the same in characters', () => {
    // 25 hours in 60 columns.
    expect(bar(account)).toBe('##===##++++++++++++.......................................++|')
  })
})

describe('given a clock that stands still', () => {
  it('has no deadline to draw', () => {
    const account = accountOf(promising({ agentWork: 'PT8H' }), 'agentWork', [opened, moves(on('10:30'), 'pending')])
    expect(timelineText(account).split('\n')).toEqual([
      'agentWork from 2026-03-02T09:00:00.000Z',
      '#'.repeat(30) + '='.repeat(30),
    ])
    expect(timelineSvg(account)).not.toContain('due')
  })
})

describe('given a clock that was overdrawn', () => {
  it('draws what came after the deadline behind it', () => {
    expect(bar(accountOf(promising({ resolution: 'PT1H' }), 'resolution', [opened]))).toBe(`${'#'.repeat(20)}|${'#'.repeat(40)}`)
  })
})

describe('given somebody who wants to know only that a clock is due', () => {
  it('works out no stretch before it is looked at, and then says what the whole account says', () => {
    let asked = 0
    const counting: typeof elapsedTime = {
      ...elapsedTime,
      spans: (from, to) => {
        asked += 1
        return elapsedTime.spans(from, to)
      },
    }
    const document = {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [{ id: 'all', calendar: 'own', targets: { resolution: 'PT8H' } }],
    }
    const sla = orThrow(compileSla(document, { calendars: { own: counting } }))
    const clock = slaState(sla, { signals: [opened] }, on('12:00')).clocks['resolution']
    if (clock === undefined) expect.fail('there is no such clock')
    const why = dueExplanation(sla, clock, on('12:00'))
    expect([why?.key, why?.params['dueAt'], asked]).toEqual(['sla/due', on('17:00'), 0])
    expect(why).toEqual(explainDue(sla, clock, on('12:00'))?.explanation)
    expect(asked).toBeGreaterThan(0)
    expect(dueExplanation(sla, { ...clock, current: null }, on('12:00'))).toBeNull()
  })
})

describe('given hours that the clocks on the wall go through', () => {
  it('marks the change, which takes no time', () => {
    const night = businessTime(orThrow(compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-sun': ['00:00-24:00'] } })))
    const document = {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [{ id: 'all', calendar: 'night', targets: { resolution: 'PT8H' } }],
    }
    const sla = orThrow(compileSla(document, { calendars: { night } }))
    const started = instant('2026-03-28T23:00Z')
    const account = accountOf(sla, 'resolution', [{ type: 'started', at: started }], addMs(started, hour))
    expect(account.spans.filter(({ from, to }) => from === to)).toMatchObject([
      { from: instant('2026-03-29T01:00Z'), reason: 'clock-change' },
    ])
    expect(timelineSvg(account).match(/stroke-dasharray/g)).toHaveLength(1)
  })
})

describe('given a calendar that opens and closes more often than an engine takes arguments', () => {
  it('accounts for every stretch all the same', () => {
    const pieces = 150_000
    const shredded = {
      ...elapsedTime,
      spans: (from: number, to: number) => {
        const piece = (to - from) / pieces
        return Array.from({ length: pieces }, (_, index) => ({
          from: instant(from + index * piece),
          to: instant(from + (index + 1) * piece),
          counted: index % 2 === 0,
          countedMs: index % 2 === 0 ? piece : 0,
          reason: 'open',
        }))
      },
    }
    const document = {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [{ id: 'all', calendar: 'own', targets: { resolution: 'PT1H' } }],
    }
    const sla = orThrow(compileSla(document, { calendars: { own: shredded } }))
    const account = accountOf(sla, 'resolution', [opened], on('14:00'))
    expect(account.spans).toHaveLength(pieces)
    expect(bar(account)).toHaveLength(61)
  })
})
