import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const worker = fileURLToPath(new URL('./first-policies-worker.ts', import.meta.url))

const tenants = 8

interface Told {
  readonly decided: readonly string[]
  readonly first: { readonly digest: string; readonly stored: boolean; readonly sameAsCreated: boolean }
}

/** A process of a release that is ready to open tickets, and does so when it is told to. */
function begun(path: string, release: string) {
  const child = spawn(
    process.execPath,
    ['--conditions=@caseload/source', '--no-warnings', worker, path, release, String(tenants)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  let output = ''
  let told = () => {}
  const ready = new Promise<void>((resolve) => {
    told = resolve
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.includes('ready\n')) told()
  })
  const done = new Promise<readonly Told[]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(output.slice('ready\n'.length)))
      else reject(new Error(`the process ended with ${code}: ${output}`))
    })
  })
  return { ready, done, go: () => child.stdin.write('go\n') }
}

describe('given two processes of different releases that begin on one file at the same moment', () => {
  it('decides in both by the policies of one of them, tenant by tenant, and tells the other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'first-policies-'))
    try {
      const path = join(folder, 'desk.db')
      const both = [begun(path, 'older'), begun(path, 'newer')]
      await Promise.all(both.map(({ ready }) => ready))
      for (const { go } of both) go()
      const [older = [], newer = []] = await Promise.all(both.map(({ done }) => done))
      expect([older.length, newer.length]).toEqual([tenants, tenants])
      for (const [tenant, one] of older.entries()) {
        const told = [one, newer[tenant]].flatMap((each) => (each === undefined ? [] : [each]))
        const decided = told.flatMap((each) => each.decided)
        expect([decided.length, new Set(decided).size]).toEqual([6, 1])
        const digest = decided[0]?.split(' ').at(-1)
        expect(told.map(({ first }) => [first.stored, first.digest])).toEqual([
          [true, digest],
          [true, digest],
        ])
        expect(told.map(({ first }) => first.sameAsCreated).sort()).toEqual([false, true])
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 60_000)
})
