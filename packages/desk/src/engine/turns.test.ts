import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

const soon = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('createTurns', () => {
  it('does one piece of work at a time under a key, in the order of asking', async () => {
    const turns = createTurns()
    const seen: string[] = []
    const work = (name: string) => async () => {
      seen.push(`${name} begins`)
      await soon()
      seen.push(`${name} ends`)
      return name
    }
    const done = await Promise.all(['a', 'b', 'c'].map((name) => turns.take('ticket', work(name))))
    expect(done).toEqual(['a', 'b', 'c'])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('lets work under different keys run side by side', async () => {
    const turns = createTurns()
    const seen: string[] = []
    await Promise.all(
      ['a', 'b'].map((name) =>
        turns.take(name, async () => {
          seen.push(name)
          await soon()
          seen.push(name)
        }),
      ),
    )
    expect(seen).toEqual(['a', 'b', 'a', 'b'])
  })

  it('goes on after work that failed, which only its own asker learns of', async () => {
    const turns = createTurns()
    const failing = turns.take('ticket', async () => {
      await soon()
      throw new TypeError('mine')
    })
    const next = turns.take('ticket', async () => 'next')
    await expect(failing).rejects.toThrow('mine')
    expect(await next).toBe('next')
  })
})
