import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

const module = new URL('./folder-lock.ts', import.meta.url).href
const holds = `const { lockFolder } = await import(${JSON.stringify(module)}); lockFolder(process.argv[1]); console.log('locked'); setInterval(() => {}, 1000)`

describe('given a folder that another process has', () => {
  it('is refused, until that process is gone, however it went', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-lock-'))
    const other = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', holds, folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await once(other.stdout, 'data')
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ errcode: 5 }))
    other.kill('SIGKILL')
    await once(other, 'exit')
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ errcode: 5 }))
    unlock()
    lockFolder(folder)()
    rmSync(folder, { recursive: true, force: true })
  })
})
