import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { move } from './model/linked-moves.ts'
import { badLine, goodLine, runModel } from './model/run-model.ts'
import { runPure } from './model/run-pure.ts'

const moves = fc.array(move, { maxLength: 60, size: 'max' })

describe('given any commands over linked tickets', () => {
  it('keeps everything that must hold by what the pure packages decide alone', () => {
    fc.assert(
      fc.property(moves, (drawn) => runPure(drawn)),
      { numRuns: 150 },
    )
  })

  it('keeps links whole, merges without circles, every message, and nothing owed by what is closed', async () => {
    await fc.assert(
      fc.asyncProperty(moves, (drawn) => runModel(drawn, { storage: memoryStorage(), rates: goodLine, seed: 1, tenant: 'acme' })),
      { numRuns: 25 },
    )
  })

  it('keeps them over a line that loses answers, while others are faster', async () => {
    await fc.assert(
      fc.asyncProperty(moves, fc.nat(), (drawn, seed) =>
        runModel(drawn, { storage: memoryStorage(), rates: badLine, seed, tenant: 'acme' }),
      ),
      { numRuns: 10 },
    )
  })

  it('keeps them on SQLite, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-linked-'))
    let run = 0
    try {
      await fc.assert(
        fc.asyncProperty(moves, fc.nat(), (drawn, seed) => {
          run += 1
          return runModel(drawn, {
            storage: sqliteStorage(join(folder, 'desk.db')),
            rates: badLine,
            seed,
            tenant: `t${run}`,
          })
        }),
        { numRuns: 5 },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
