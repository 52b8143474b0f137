import type { Hidden } from '@caseload/access'
import { instant, orThrow, parseId, renderExplanation } from '@caseload/core'
import { type DeskEvent, explainEvent, explanationSeenBy, plannerMessages } from '@caseload/planner'
import { describe, expect, it } from 'vitest'

const dueAt = instant('2026-03-02T12:00Z')
const at = (time: string) => ({ at: instant(`2026-03-02T${time}Z`), recordedAt: instant(`2026-03-02T${time}Z`) })
const place = { stream: 'tkt_1', version: 3, schema: 1, cause: null, actor: 'agent:agt_ada' } as const

const kept = (time: string): DeskEvent => ({
  ...place,
  ...at(time),
  type: 'promise-kept',
  data: { promiseId: orThrow(parseId('prm', 'prm_1')), dueAt, late: time > '12:00', messageId: null },
})
const done = (time: string): DeskEvent => ({
  ...place,
  ...at(time),
  type: 'follow-up-completed',
  data: { followUpId: orThrow(parseId('fup', 'fup_1')), dueAt, late: time > '12:00', result: null },
})
const text = (event: DeskEvent) => renderExplanation(explainEvent(event), plannerMessages).split('\n').slice(1)

describe('given a promise kept or a follow-up done', () => {
  it.each([
    ['a promise', kept],
    ['a follow-up', done],
  ])('tells of %s how much earlier or later than told', (_, event) => {
    expect(text(event('09:00'))).toEqual(['  · earlier than told by 10800000 ms', '    · PT3H before the time told'])
    expect(text(event('12:00'))).toEqual(['  · earlier than told by 0 ms', '    · PT0S before the time told'])
    expect(text(event('12:30'))).toEqual(['  · earlier than told by -1800000 ms', '    · PT30M after the time told'])
  })

  it.each([
    ['promises', kept],
    ['followUps', done],
  ])('tells nobody from whom %s are hidden', (field, event) => {
    const mark: Hidden = { hidden: true, reason: 'no-right' }
    const seen = JSON.stringify(explanationSeenBy(explainEvent(event('09:00')), new Map([[field, mark]])))
    expect(seen).not.toContain('10800000')
    expect(seen).not.toContain('early')
  })
})
