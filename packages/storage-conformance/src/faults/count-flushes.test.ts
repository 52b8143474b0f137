import { spawnSync } from 'node:child_process'
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
    await counter.stop()
    expect(counter.count()).toBe(7)
  })

  it('counts thousands in one go, during which nobody reads what the tracer says', ({ skip }) => {
    // In a process of its own, which can be ended where it and its tracer wait for each other.
    const script = `
      import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
      import { countFlushes } from ${JSON.stringify(new URL('./count-flushes.ts', import.meta.url).href)}
      const counter = await countFlushes()
      if (counter === null) process.exit(3)
      const file = openSync(process.argv[1], 'w')
      for (let round = 0; round < 3000; round += 1) fsyncSync(file)
      closeSync(file)
      rmSync(process.argv[1])
      await counter.stop()
      console.log(counter.count())`
    const path = join(tmpdir(), `caseload-flushes-${process.pid}`)
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, path], {
      encoding: 'utf8',
      timeout: 30_000,
      killSignal: 'SIGKILL',
    })
    if (status === 3) return skip('no strace here, or no right to use it')
    expect([status, stdout]).toEqual([0, '3000\n'])
  })
})
