import { describe, expect, it } from 'vitest'
import { betaCdf, betaQuantile, binomialCdf, normalCdf, normalQuantile, studentTCdf, studentTQuantile } from './index.ts'

// Expected values by SciPy 1.17.1 (scipy.stats), printed with 17 digits.
const close = (found: number, expected: number, rel = 1e-11): void => {
  expect(Math.abs(found - expected), `found ${found}, expected ${expected}`).toBeLessThanOrEqual(rel * Math.abs(expected))
}

describe('given the normal distribution', () => {
  it.each([
    [-37, 5.7255712225239266e-300],
    [-10, 7.61985302416047e-24],
    [-3, 0.0013498980316300933],
    [-2.2, 0.013903447513498595],
    [-1.96, 0.024997895148220435],
    [-0.5, 0.3085375387259869],
    [0.25, 0.5987063256829237],
    [1, 0.8413447460685429],
    [2.5, 0.9937903346742238],
    [6, 0.9999999990134123],
  ])('agrees with SciPy at %d', (a, expected) => {
    close(normalCdf(a), expected, 1e-11)
  })
})

describe('given the quantiles of the normal distribution', () => {
  it.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-5, -4.264890793922825],
    [0.005, -2.575829303548901],
    [0.025, -1.9599639845400545],
    [0.0749, -1.4402382675279635],
    [0.2, -0.8416212335729142],
    [0.4, -0.2533471031357997],
    [0.6, 0.2533471031357997],
    [0.925, 1.4395314709384563],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817087],
  ])('agrees with SciPy at %d', (a, expected) => {
    close(normalQuantile(a), expected, 1e-11)
  })
})

describe('given the beta distribution', () => {
  it.each([
    [0.3, 2, 5, 0.5798250000000003],
    [1e-6, 0.5, 0.5, 0.0006366198784709245],
    [0.9, 30.5, 2.5, 0.2536145908477474],
    [0.5, 1000, 1010, 0.588269827543728],
    [0.81, 812, 189, 0.45514189174572317],
    [0.5001, 1000000, 1000000, 0.6113512821376899],
    [0.2, 0.5, 100, 0.9999999999748145],
  ])('agrees with SciPy at x %d, a %d, b %d', (a, b, c, expected) => {
    close(betaCdf(a, b, c), expected, 1e-9)
  })
})

describe('given the quantiles of the beta distribution', () => {
  it.each([
    [0.025, 0.5, 10.5, 4.7890433157581876e-5],
    [0.975, 10.5, 0.5, 0.9999521095668424],
    [0.025, 0.1, 5, 1.27039038866952e-17],
    [0.005, 3, 5, 0.055299349980566265],
    [0.5, 1000, 3, 0.9973321745805727],
    [0.025, 100000, 200000, 0.3316475215506993],
    [1e-10, 2, 3, 4.082494015808333e-6],
  ])('agrees with SciPy at p %d, a %d, b %d', (a, b, c, expected) => {
    close(betaQuantile(a, b, c), expected, 1e-9)
  })
})

describe('given the binomial distribution', () => {
  it.each([
    [0, 10, 0.5, 0.0009765625],
    [3, 10, 0.9, 9.121599999999986e-6],
    [499, 1000, 0.5, 0.48738749091081973],
    [880, 1000, 0.9, 0.021996144965794173],
    [4999000, 10000000, 0.5, 0.26364792810335774],
  ])('agrees with SciPy at k %d, n %d, p %d', (a, b, c, expected) => {
    close(binomialCdf(a, b, c), expected, 1e-8)
  })
})

describe("given Student's t distribution", () => {
  it.each([
    [-2, 1, 0.14758361765043326],
    [1, 3, 0.8044988905221148],
    [0.01, 7.5, 0.5038589344648152],
    [-40, 5, 9.205981085886477e-8],
    [2, 1000, 0.9771148267533741],
  ])('agrees with SciPy at t %d, df %d', (a, b, expected) => {
    close(studentTCdf(a, b), expected, 1e-11)
  })
})

describe("given the quantiles of Student's t distribution", () => {
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 4, 2.7764451051977934],
    [0.6, 3, 0.2766706623326898],
    [0.51, 30, 0.025278783971765764],
    [0.0005, 2, -31.59905457644362],
    [0.975, 7553, 1.960278117330666],
    [0.95, 1000000, 1.6448551507220404],
  ])('agrees with SciPy at p %d, df %d', (a, b, expected) => {
    close(studentTQuantile(a, b), expected, 1e-9)
  })
})

describe('given arguments outside a distribution', () => {
  it('answers NaN, as the functions of the language do', () => {
    expect([
      normalQuantile(-1),
      betaQuantile(2, 1, 1),
      betaCdf(0.5, -1, 1),
      binomialCdf(1, 1.5, 0.5),
      studentTQuantile(0.5, 0),
      studentTCdf(1, -1),
      normalCdf(Number.NaN),
    ]).toEqual(Array.from({ length: 7 }, () => Number.NaN))
  })
  it('answers the ends of the range at probability 0 and 1', () => {
    expect([
      normalQuantile(0),
      normalQuantile(1),
      betaQuantile(0, 2, 2),
      betaQuantile(1, 2, 2),
      studentTQuantile(0, 2),
      studentTQuantile(1, 2),
    ]).toEqual([-Infinity, Infinity, 0, 1, -Infinity, Infinity])
  })
})
