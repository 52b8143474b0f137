import { describe, expect, it } from 'vitest'
import { netPromoterScore, type PromoterCounts, promoterClass, promoterCounts } from './index.ts'

const counts = (promoters: number, passives: number, detractors: number): PromoterCounts => ({ promoters, passives, detractors })
const scoreOf = (answers: readonly number[]) => promoterCounts(answers).andThen(netPromoterScore)._unsafeUnwrap()?.score

describe('given answers from 0 to 10', () => {
  it('calls 0 to 6 detractors, 7 and 8 passives, 9 and 10 promoters', () => {
    const classes = Array.from({ length: 11 }, (_, answer) => promoterClass(answer)._unsafeUnwrap())
    expect(classes).toEqual([...Array(7).fill('detractor'), 'passive', 'passive', 'promoter', 'promoter'])
  })
  it('takes detractors from promoters, over all', () => {
    expect(
      [
        [9, 10],
        [0, 6],
        [7, 8],
        [10, 9, 8, 7, 6],
        [10, 8, 6, 4],
      ].map(scoreOf),
    ).toEqual([100, -100, 0, 20, -25])
  })
  it.each([-1, 11, 7.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses an answer of %d', (answer) => {
    expect(promoterClass(answer)._unsafeUnwrapErr().argument).toBe('answer')
    expect(promoterCounts([9, answer])._unsafeUnwrapErr().kind).toBe('statistics/invalid-argument')
  })
})

describe('given no answers', () => {
  it('knows no score', () => {
    expect(netPromoterScore(counts(0, 0, 0))._unsafeUnwrap()).toBeNull()
  })
  it('gives 0 without an interval if told to', () => {
    expect(netPromoterScore(counts(0, 0, 0), { ofNone: 'zero' })._unsafeUnwrap()).toEqual({ score: 0, n: 0, interval: null })
  })
})

describe('given counts or a confidence out of range', () => {
  it.each([
    [counts(-1, 0, 0), 'promoters'],
    [counts(0, 0.5, 0), 'passives'],
    [counts(0, 0, Number.NaN), 'detractors'],
  ])('refuses %j, naming %s', (wrong, argument) => {
    expect(netPromoterScore(wrong)._unsafeUnwrapErr()).toMatchObject({ kind: 'statistics/invalid-argument', argument })
  })
  it.each([0, 1, 95, Number.NaN])('refuses a confidence of %d', (confidence) => {
    expect(netPromoterScore(counts(1, 0, 0), { confidence })._unsafeUnwrapErr().argument).toBe('confidence')
  })
})

describe('given an interval', () => {
  const factorials = [1]
  for (let k = 1; k <= 30; k += 1) factorials.push((factorials[k - 1] ?? 1) * k)
  const factorial = (k: number) => factorials[k] ?? Number.NaN

  /** The exact share of samples of n whose interval holds the population's score. */
  function coverage(n: number, liked: number, disliked: number): number {
    let held = 0
    for (let p = 0; p <= n; p += 1) {
      for (let d = 0; p + d <= n; d += 1) {
        const rest = n - p - d
        const ways = factorial(n) / (factorial(p) * factorial(d) * factorial(rest))
        const interval = netPromoterScore(counts(p, rest, d))._unsafeUnwrap()?.interval
        const truth = 100 * (liked - disliked)
        if (interval != null && interval.low <= truth && truth <= interval.high) {
          held += ways * liked ** p * disliked ** d * (1 - liked - disliked) ** rest
        }
      }
    }
    return held
  }
  it.each([
    [10, 0.5, 0.2],
    [20, 0.3, 0.3],
    [30, 0.6, 0.1],
    [30, 0.8, 0.1],
    [30, 0.1, 0.7],
  ])('holds the score of the population about as often as it says: %d answers, %d promoters, %d detractors', (n, p, d) => {
    expect(Math.abs(coverage(n, p, d) - 0.95)).toBeLessThan(0.03)
  })
  it('has a width where all answered alike, and stays within -100 to 100', () => {
    const { interval } = netPromoterScore(counts(5, 0, 0))._unsafeUnwrap() ?? {}
    expect(interval?.high).toBe(100)
    expect(interval?.low).toBeLessThan(80)
  })
  it('is mirrored where promoters and detractors are', () => {
    const there = netPromoterScore(counts(12, 5, 3))._unsafeUnwrap()?.interval
    const back = netPromoterScore(counts(3, 5, 12))._unsafeUnwrap()?.interval
    expect(there?.low).toBeCloseTo(-(back?.high ?? Number.NaN), 12)
  })
})
