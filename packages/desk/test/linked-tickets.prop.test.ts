import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { move } from './model/move.ts'
import { badLine, goodLine, runModel } from './model/run-model.ts'
import { runPure } from './model/run-pure.ts'

const moves = fc.array(move, { maxLength: 60, size: 'max' })

describe('given any commands over linked tickets that are promised something, contacts that come in, and time that passes', () => {
  it('keeps everything that must hold by what the pure packages decide alone', () => {
    fc.assert(
      fc.property(moves, (drawn) => runPure(drawn)),
      { numRuns: 30 },
    )
  })

  it('meets each kind of event on its way that a ticket, its clocks and a contact have', () => {
    const met = new Set<string>()
    fc.assert(
      fc.property(fc.array(move, { minLength: 100, maxLength: 100 }), (drawn) =>
        runPure(drawn, { seen: (type) => met.add(type) }),
      ),
      { numRuns: 20, seed: 7 },
    )
    const wanted = [
      'contact-decided',
      'sla-breached',
      'sla-retargeted',
      'sla-step-reached',
      'check-back-due',
      'check-back-answered',
    ]
    expect(wanted.filter((type) => !met.has(type))).toEqual([])
  })

  it('keeps links whole, merges without circles, every message and contact, and nothing owed by what is closed', async () => {
    await fc.assert(
      fc.asyncProperty(moves, (drawn) => runModel(drawn, { storage: memoryStorage(), rates: goodLine, seed: 1, tenant: 'acme' })),
      { numRuns: 12 },
    )
  })

  it('keeps them over a line that loses answers, while others are faster', async () => {
    await fc.assert(
      fc.asyncProperty(moves, fc.nat(), (drawn, seed) =>
        runModel(drawn, { storage: memoryStorage(), rates: badLine, seed, tenant: 'acme' }),
      ),
      { numRuns: 6 },
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
            storage: sqliteStorage({ path: join(folder, 'desk.db'), synchronous: 'normal' }),
            rates: badLine,
            seed,
            tenant: `t${run}`,
          })
        }),
        { numRuns: 4 },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
