import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { workerProcess } from './worker-process.ts'

async function withScript<Value>(code: string, use: (path: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-worker-'))
  const path = join(folder, 'worker.mjs')
  writeFileSync(path, code)
  try {
    return await use(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('given a process of its own', () => {
  it('gives the lines it prints and the code it ends with', async () => {
    await withScript('console.log(process.argv[2]); console.log("two"); process.exitCode = 3', async (path) => {
      const worker = workerProcess(path, ['one'], [])
      expect([await worker.ended, worker.lines]).toEqual([3, ['one', 'two']])
    })
  })

  it('keeps what it complains of', async () => {
    await withScript('console.log("one"); throw new TypeError("the disk is gone")', async (path) => {
      const worker = workerProcess(path, [], [])
      expect([await worker.ended, worker.lines]).toEqual([1, ['one']])
      expect(worker.complaints?.()).toContain('TypeError: the disk is gone')
    })
  })

  it('kills it without warning', async () => {
    await withScript(
      'process.on("exit", () => console.log("bye")); console.log("here"); setInterval(() => 1, 1000)',
      async (path) => {
        const worker = workerProcess(path, [], [])
        while (worker.lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
        worker.kill()
        expect([await worker.ended, worker.lines]).toEqual([null, ['here']])
      },
    )
  })
})
