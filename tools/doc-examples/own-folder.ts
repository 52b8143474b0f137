import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

// An example may open `desk.db` where it stands; each gets an empty folder of its own.
const home = process.cwd()
let folder = home

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-example-'))
  process.chdir(folder)
})

afterEach(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})
