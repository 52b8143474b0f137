import { describe, expect, it } from 'vitest'
import { handOverFlow, statusDurations } from '../index.ts'

const rows = [
  { teamPath: ['a', 'b', 'a', 'b'], levelPath: [1] },
  { teamPath: ['a', 'c'], levelPath: [1, 3] },
  { teamPath: ['d', 'c'], levelPath: [1] },
  { teamPath: ['a'], levelPath: [2, 1] },
  { teamPath: [], levelPath: [1] },
]

describe('given hand-overs between teams', () => {
  it('counts each hand-over, and each ticket once', () => {
    expect(handOverFlow(rows, { between: 'teams' })).toEqual({
      nodes: [
        { id: 'a', tickets: 3, received: 1, passedOn: 3 },
        { id: 'c', tickets: 2, received: 2, passedOn: 0 },
        { id: 'b', tickets: 1, received: 2, passedOn: 1 },
        { id: 'd', tickets: 1, received: 0, passedOn: 1 },
      ],
      edges: [
        { from: 'a', to: 'b', count: 2, tickets: 1 },
        { from: 'a', to: 'c', count: 1, tickets: 1 },
        { from: 'b', to: 'a', count: 1, tickets: 1 },
        { from: 'd', to: 'c', count: 1, tickets: 1 },
      ],
      handovers: 5,
    })
  })
  it('puts the teams beyond the top together and loses no hand-over', () => {
    const { nodes, edges, handovers } = handOverFlow(rows, { between: 'teams', top: 1 })
    expect(nodes).toEqual([
      { id: 'a', tickets: 3, received: 1, passedOn: 3 },
      { id: null, tickets: 3, received: 3, passedOn: 1 },
    ])
    expect(edges).toEqual([
      { from: 'a', to: null, count: 3, tickets: 2 },
      { from: null, to: 'a', count: 1, tickets: 1 },
      { from: null, to: null, count: 1, tickets: 1 },
    ])
    expect(handovers).toBe(5)
  })
  it('counts moves between lines', () => {
    expect(handOverFlow(rows, { between: 'levels' }).edges).toEqual([
      { from: 1, to: 3, count: 1, tickets: 1 },
      { from: 2, to: 1, count: 1, tickets: 1 },
    ])
  })
  it('is empty for nothing', () => {
    expect(handOverFlow([], { between: 'teams', top: 3 })).toEqual({ nodes: [], edges: [], handovers: 0 })
  })
})

describe('given times in each status', () => {
  it('asks only tickets that were in it, and shares add up to 1', () => {
    const found = statusDurations(
      [
        { timeInStatusMs: {}, timeInCategoryMs: { new: 10, open: 30 } },
        { timeInStatusMs: {}, timeInCategoryMs: { new: 0 } },
      ],
      'category',
    )._unsafeUnwrap()
    expect(found.map(({ status, tickets, totalMs, share, median }) => [status, tickets, totalMs, share, median.value])).toEqual([
      ['open', 1, 30, 0.75, 30],
      ['new', 2, 10, 0.25, 5],
    ])
  })
})
