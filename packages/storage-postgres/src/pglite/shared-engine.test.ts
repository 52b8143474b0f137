import { storageBusy } from '@caseload/storage'
import { err, ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { sharedEngine } from './shared-engine.ts'

/** Engines of which no two may run at a time; stopping takes a while. */
function engines() {
  const seen = { running: 0, most: 0, started: 0 }
  const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5))
  return {
    seen,
    async start() {
      await later()
      if (seen.running > 0) return err(storageBusy())
      seen.started += 1
      seen.running += 1
      let stopped = false
      const stop = async () => {
        stopped = true
        await later()
        seen.running -= 1
      }
      return ok({ engine: { works: () => !stopped }, stop })
    },
  }
}

describe('given an engine that handles share', () => {
  it('is started once for all, and stopped with the last', async () => {
    const { seen, start } = engines()
    const { take, give } = sharedEngine(start, false)
    const taken = await Promise.all([take(), take(), take()])
    expect(taken.every((engine) => engine.isOk())).toBe(true)
    await give()
    await give()
    expect(seen).toMatchObject({ running: 1, started: 1 })
    await give()
    expect(seen.running).toBe(0)
  })

  it('is started anew, once it has stopped, for a handle that comes at any moment while it stops', async () => {
    for (const turns of [0, 1, 2, 3, 5, 20]) {
      const { seen, start } = engines()
      const { take, give } = sharedEngine(start, false)
      await take()
      const giving = give()
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      const both = await Promise.all([take(), take()])
      expect(both.map((engine) => engine.isOk() && engine.value.works())).toEqual([true, true])
      await giving
      await Promise.all([give(), give()])
      expect(seen).toMatchObject({ running: 0, started: 2 })
    }
  })

  it('is tried again where it did not start or did not stop well, and goes on where it is to be kept', async () => {
    let tries = 0
    const failing = sharedEngine(async () => {
      tries += 1
      if (tries === 1) return err(storageBusy())
      return ok({ engine: tries, stop: () => Promise.reject(new Error('no')) })
    }, false)
    expect((await failing.take())._unsafeUnwrapErr().kind).toBe('storage/busy')
    expect((await failing.take())._unsafeUnwrap()).toBe(2)
    await expect(failing.give()).rejects.toThrow('no')
    expect((await failing.take())._unsafeUnwrap()).toBe(3)
    const { seen, start } = engines()
    const kept = sharedEngine(start, true)
    await kept.take()
    await kept.give()
    expect((await kept.take())._unsafeUnwrap().works()).toBe(true)
    expect(seen).toMatchObject({ running: 1, started: 1 })
  })
})
