import { orThrow } from '@caseload/core'
import { pooledExecutor, sqlFailure } from '@caseload/storage-sql'
import { expect, it } from 'vitest'
import { lookAtServer } from './server-settings.ts'

/** What is promised by a server with these settings. */
async function durabilityWith(flushes: number, logged: number, synced: number) {
  const rows = [{ charset: 'utf8mb4', flushes, logged, synced, found: 1 }]
  const executor = pooledExecutor(
    {
      connect: async () => 'a connection',
      release: () => undefined,
      run: async () => ({ rows, changes: 0 }),
      control: async () => undefined,
      spelling: { table: (name) => name },
      begin: () => ['begin'],
      scoped: false,
      takesBack: null,
      failureOf: (cause) => sqlFailure('network', cause),
      rebuild: null,
    },
    1000,
  )
  return orThrow(await lookAtServer(executor, 'desk'))
}

it('promises to survive the loss of power only where the commit is flushed, and the binary log with it', async () => {
  expect(await durabilityWith(1, 0, 0)).toBe('power')
  expect(await durabilityWith(1, 1, 1)).toBe('power')
  expect(await durabilityWith(1, 1, 0)).toBe('process')
  expect(await durabilityWith(1, 1, 100)).toBe('process')
  expect(await durabilityWith(3, 1, 0)).toBe('power')
  expect(await durabilityWith(2, 0, 1)).toBe('process')
  expect(await durabilityWith(0, 0, 1)).toBe('process')
})
