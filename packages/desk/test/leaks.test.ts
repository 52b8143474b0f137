import { describe, expect, it } from 'vitest'
import { searchLeaks } from './leak-search.ts'

describe('given random questions of every role about tickets that are not all theirs', () => {
  it('answers none with what the asker may not see', async () => {
    const { leaks, answered } = await searchLeaks(20_260_302, 1500)
    expect(leaks).toEqual([])
    expect(answered).toBeGreaterThan(500)
  })
})
