import { seededEntropy } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runNeglectModel } from './neglect-model.ts'

it('finds exactly the tickets nobody looks after, whatever is done to them and whoever leaves', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(runNeglectModel(seededEntropy(seed), 400).asked).toBeGreaterThan(100)
    }),
    { numRuns: 15 },
  )
})

it('meets every reason for neglect on its way', () => {
  const { neglected } = runNeglectModel(seededEntropy(1), 8_000)
  expect(Object.values(neglected).every((count) => count > 0)).toBe(true)
})
