import { describe, expect, it } from 'vitest'
import { searchLeaks } from './leak-search.ts'
import { searchDifferences } from './twin-search.ts'

describe('given random questions of every role about tickets that are not all theirs', () => {
  it('answers none with what the asker may not see', async () => {
    const { leaks, answered } = await searchLeaks(20_260_302, 1500)
    expect(leaks).toEqual([])
    expect(answered).toBeGreaterThan(500)
  })
})

describe('given two desks that differ only in what the asker may not see', () => {
  it('answers every question and command alike, to the letter', async () => {
    const { differences, answered } = await searchDifferences(20_261_126, 600)
    expect(differences).toEqual([])
    expect(answered).toBeGreaterThan(150)
  })
})
