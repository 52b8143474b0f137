import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countFlushes } from './count-flushes.ts'

describe('given this process', () => {
  it('counts what it makes the disk keep, or says that it may not look', async ({ skip }) => {
    const counter = await countFlushes()
    if (counter === null) {
      process.stderr.write('flushes are NOT COUNTED: no strace here, or no right to use it\n')
      return skip('no strace here, or no right to use it')
    }
    const folder = mkdtempSync(join(tmpdir(), 'caseload-flush-'))
    const file = openSync(join(folder, 'f'), 'w')
    for (let round = 0; round < 7; round += 1) {
      writeSync(file, 'x')
      fsyncSync(file)
    }
    closeSync(file)
    rmSync(folder, { recursive: true })
    for (let wait = 0; wait < 200 && counter.count() < 7; wait += 1) await new Promise((resolve) => setTimeout(resolve, 5))
    await counter.stop()
    expect(counter.count()).toBe(7)
  })
})
