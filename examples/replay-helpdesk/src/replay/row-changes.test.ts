import { orThrow, parseId } from '@caseload/core'
import type { StatusCategory } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { type CaseState, rowChanges } from './row-changes.ts'

const ada = orThrow(parseId('agt', 'agt_ada'))
const bo = orThrow(parseId('agt', 'agt_bo'))
const first = orThrow(parseId('team', 'team_first'))
const second = orThrow(parseId('team', 'team_second'))
const categories: Readonly<Record<string, StatusCategory>> = {
  queued: 'new',
  working: 'open',
  resolved: 'resolved',
  closed: 'closed',
}
const categoryOf = (status: string): StatusCategory => categories[status] ?? 'open'
const working: CaseState = {
  status: 'working',
  teamId: first,
  assigneeId: ada,
  level: 1,
  priority: null,
  impact: 'Low',
  topic: null,
  attributes: { product: 'P1' },
}
const changes = (before: CaseState, now: CaseState) => rowChanges(before, now, null, categoryOf)

describe('given a row that changes nothing', () => {
  it('leads to no command', () => {
    expect(changes(working, { ...working })).toEqual([])
  })
})

describe('given a row of another team', () => {
  it('transfers to the agent who has it there', () => {
    expect(changes(working, { ...working, teamId: second, assigneeId: bo })).toEqual([
      { type: 'transfer', teamId: second, assigneeId: bo },
    ])
  })

  it('transfers to nobody, without a command to unassign, for a transfer lets go', () => {
    expect(changes(working, { ...working, teamId: second, assigneeId: null })).toEqual([{ type: 'transfer', teamId: second }])
  })

  it('escalates where the line changes too, and then assigns', () => {
    expect(changes(working, { ...working, teamId: second, level: 2, assigneeId: bo })).toEqual([
      { type: 'escalate', level: 2, teamId: second },
      { type: 'assign', assigneeId: bo },
    ])
  })
})

describe('given a row of the same team', () => {
  it('assigns and unassigns', () => {
    expect(changes(working, { ...working, assigneeId: bo })).toEqual([{ type: 'assign', assigneeId: bo }])
    expect(changes(working, { ...working, assigneeId: null })).toEqual([{ type: 'unassign' }])
  })

  it('judges anew what changed and nothing else', () => {
    expect(changes(working, { ...working, impact: 'High', attributes: { product: 'P2' } })).toEqual([
      { type: 'classify', attributes: { product: 'P2' } },
      { type: 'prioritise', impact: 'High' },
    ])
  })
})

describe('given a row that ends a ticket and hands it on', () => {
  it('hands it on first', () => {
    const ended = { ...working, status: 'closed', teamId: second, assigneeId: null }
    expect(rowChanges(working, ended, 'solved', categoryOf)).toEqual([
      { type: 'transfer', teamId: second },
      { type: 'change-status', toStatus: 'closed', outcome: 'solved' },
    ])
  })
})

describe('given a row that brings a ticket back and hands it on', () => {
  it('brings it back first', () => {
    const closed = { ...working, status: 'closed', assigneeId: null }
    expect(changes(closed, { ...working, teamId: second })).toEqual([
      { type: 'change-status', toStatus: 'working' },
      { type: 'transfer', teamId: second, assigneeId: ada },
    ])
  })
})
