import { describe, expect, it } from 'vitest'
import { recordHistory } from './history.ts'

describe('given calls that overlap', () => {
  it('notes which had ended when which began', async () => {
    const history = recordHistory<string, number>()
    let answer: (value: number) => void = () => undefined
    const slow = history.record(
      'slow',
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    await history.record('fast', async () => 1)
    answer(2)
    await slow
    await history.record('lost', async () => undefined)
    expect(history.calls).toEqual([
      { input: 'fast', output: 1, asked: 2, answered: 3 },
      { input: 'slow', output: 2, asked: 1, answered: 4 },
      { input: 'lost', output: undefined, asked: 5, answered: Number.POSITIVE_INFINITY },
    ])
  })
})
