import { describe, expect, it } from 'vitest'
import type { Benchmark } from './benchmark.ts'
import { promisesKept, table } from './table.ts'

const contenders = ['ours', 'theirs'].map((name) => ({ name, run: () => 0 }))
const benchmark: Benchmark = {
  name: 'add',
  work: 'one sum',
  contenders,
  promises: { theirs: 3 },
  batch: 1,
  rounds: 1,
  callsPerRound: 1,
}
const measured = (ours: number, theirs: number) => [
  { name: 'ours', median: ours, min: ours, max: ours },
  { name: 'theirs', median: theirs, min: theirs, max: theirs },
]

describe('given a promise of a ratio', () => {
  it('is kept at the ratio and missed below it', () => {
    expect(promisesKept(benchmark, measured(300, 100))).toBe(true)
    expect(promisesKept(benchmark, measured(299, 100))).toBe(false)
    expect(table(benchmark, measured(299, 100))).toContain('MISSED (≥ 3×)')
  })
  it('is missed by a contender that was not measured', () => {
    expect(promisesKept(benchmark, measured(300, 100).slice(0, 1))).toBe(false)
  })
})

describe('given a promise of a rate', () => {
  const floor: Benchmark = { ...benchmark, promises: {}, least: 2000 }
  it('is kept at the rate and missed below it', () => {
    expect(promisesKept(floor, measured(2000, 1))).toBe(true)
    expect(promisesKept(floor, measured(1999, 1))).toBe(false)
    expect(table(floor, measured(1999, 1))).toContain('MISSED (≥ 2000/s)')
  })
})
