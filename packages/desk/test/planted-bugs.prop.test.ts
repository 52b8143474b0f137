import { memoryStorage } from '@caseload/storage/memory'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Move, move } from './model/move.ts'
import { brokenErasers, brokenPlanners, forgetful } from './model/planted-bugs.ts'
import { runModel } from './model/run-model.ts'
import { runPure } from './model/run-pure.ts'
import { shortest } from './model/shortest.ts'

/** Looks for a sequence that shows something wrong, and how short it can be made; the seed repeats it. */
async function search(
  run: (drawn: readonly Move[], faults: number) => void | Promise<void>,
  { sequences, length }: { readonly sequences: number; readonly length: number },
): Promise<{ readonly seed: number; readonly moves: readonly Move[] | null }> {
  const moves = fc.array(move, { maxLength: length, size: 'max' })
  const details = await fc.check(
    fc.asyncProperty(moves, fc.nat(), async (drawn, faults) => run(drawn, faults)),
    { numRuns: sequences },
  )
  const { seed, counterexample } = details
  if (counterexample === null) return { seed, moves: null }
  const [drawn, faults] = counterexample
  const fails = async (fewer: readonly Move[]): Promise<boolean> =>
    Promise.resolve(fewer)
      .then((left) => run(left, faults))
      .then(
        () => false,
        () => true,
      )
  const shown = await shortest(drawn, fails)
  const words = shown.map(({ what, one, other, pick }) => `${what} ${one} ${other} ${pick}`)
  console.log(`seed ${seed}: found after ${details.numRuns} sequences, shown by ${words.join(', then ')}`)
  return { seed, moves: shown }
}

describe('given a planner that is wrong on purpose', () => {
  it.each(Object.entries(brokenPlanners))(
    'finds that it %s, and shows it by five commands or fewer',
    async (_, planner) => {
      const { seed, moves } = await search((drawn) => runPure(drawn, { planner }), { sequences: 800, length: 60 })
      expect(moves?.length, `seed ${seed}`).toBeLessThanOrEqual(5)
    },
    300_000,
  )
})

describe('given an erasure that is wrong on purpose', () => {
  it.each(Object.entries(brokenErasers))(
    'finds that it %s, and shows it by five commands or fewer',
    async (_, theirs) => {
      const { seed, moves } = await search((drawn) => runPure(drawn, { theirs }), { sequences: 2400, length: 80 })
      expect(moves?.length, `seed ${seed}`).toBeLessThanOrEqual(5)
    },
    300_000,
  )
})

describe('given a store that forgets what it has committed, over a line that loses answers', () => {
  it('finds that a command happened twice, and shows it by five commands or fewer', async () => {
    const rates = { conflicts: 0, lostBefore: 0, lostAfter: 30 }
    const run = (drawn: readonly Move[], seed: number): Promise<void> =>
      runModel(drawn, { storage: forgetful(memoryStorage()), rates, seed, tenant: 'acme' })
    const { seed, moves } = await search(run, { sequences: 200, length: 12 })
    expect(moves?.length, `seed ${seed}`).toBeLessThanOrEqual(5)
  }, 300_000)
})
