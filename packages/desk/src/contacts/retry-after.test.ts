import { describe, expect, it } from 'vitest'
import { retryAfter } from './retry-after.ts'

function watched() {
  let time = 0
  const retry = retryAfter({ next: () => 0 }, () => time)
  return {
    ms: (contacts: number | null) => retry.ms(contacts),
    settle(count: number) {
      for (let done = 0; done < count; done += 1) retry.settled()
    },
    pass(ms: number) {
      time += ms
    },
  }
}

describe('retryAfter', () => {
  it('sends nobody away for long on what the first seconds told', () => {
    const retry = watched()
    expect(retry.ms(1000)).toBe(5000)
    retry.pass(1000)
    retry.settle(1)
    expect(retry.ms(1000)).toBe(5000)
    retry.settle(999)
    expect(retry.ms(2000)).toBe(2000)
  })

  it('is the time that so many need at the pace of the last stretch, within bounds', () => {
    const retry = watched()
    retry.settle(1000)
    retry.pass(10_000)
    retry.ms(1)
    expect(retry.ms(3000)).toBe(30_000)
    expect(retry.ms(10)).toBe(1000)
    expect(retry.ms(1_000_000)).toBe(60_000)
    expect(retry.ms(null)).toBe(5000)
  })

  it('follows a store that is back at once', () => {
    const retry = watched()
    retry.settle(1)
    retry.pass(10_000)
    retry.ms(1)
    expect(retry.ms(1000)).toBe(60_000)
    retry.pass(1000)
    retry.settle(500)
    expect(retry.ms(1000)).toBe(2000)
  })

  it('is up to half as long again by chance', () => {
    const retry = retryAfter({ next: () => 0.999 }, () => 0)
    expect(retry.ms(null)).toBeGreaterThan(7000)
    expect(retry.ms(null)).toBeLessThanOrEqual(7500)
  })
})
