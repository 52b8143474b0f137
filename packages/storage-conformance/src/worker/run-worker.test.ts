import type { Clock } from '@caseload/core'
import { type Storage, storageBusy, storageUnavailable } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { errAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { runConformance } from '../conformance.ts'
import { runWorker } from './run-worker.ts'

describe('given a process that works on a store', () => {
  it('opens it again while it is busy', async () => {
    const real = memoryStorage()
    let opened = 0
    const busyTwice: Storage = {
      name: real.name,
      open(options) {
        opened += 1
        return opened <= 2 ? errAsync(storageBusy('no connection was free')) : real.open(options)
      },
    }
    const lines: string[] = []
    await runWorker(busyTwice, ['open'], (line) => lines.push(line))
    expect([opened, lines]).toEqual([3, ['opened']])
  })

  it('gives up at once where it cannot be opened', async () => {
    const gone: Storage = { name: 'gone', open: () => errAsync(storageUnavailable('network')) }
    await expect(runWorker(gone, ['open'], () => undefined)).rejects.toThrow('the database was not reached')
  })
})

describe('given a process that ends badly', () => {
  it.each(['G86b', 'L123'])('fails %s with what it said', async (id) => {
    const ended = Promise.resolve(1)
    const shared = (clock: Clock): Storage => {
      const real = memoryStorage({ clock })
      return {
        name: real.name,
        open: (options) =>
          real
            .open(options)
            .map(({ store, admin }) => ({ store: { ...store, about: { ...store.about, writers: 'one-host' } }, admin })),
      }
    }
    const report = await runConformance({
      about: { durability: 'memory', writers: 'one-host' },
      passes: ['guarded'],
      only: [id],
      open: (clock) => ({
        storage: shared(clock),
        again: () => shared(clock),
        process: () => ({ lines: [], complaints: () => 'no connection was free\n', ended, kill: () => undefined }),
        dispose: () => undefined,
      }),
    })
    expect(report.results.map(({ detail }) => detail)).toEqual([expect.stringContaining('no connection was free')])
  })
})
