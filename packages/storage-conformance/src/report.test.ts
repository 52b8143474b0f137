import { type StoreAdapter, storageUnavailable } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { err, ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { type ConformanceOptions, conformance, runConformance } from './conformance.ts'
import type { ConformanceReport } from './report.ts'
import { conformanceTable } from './report.ts'

const adapter: Omit<ConformanceOptions, 'test'> = {
  about: { durability: 'memory', writers: 'one-process' },
  open: (clock) => ({ storage: memoryStorage({ clock }), dispose: () => undefined }),
  passes: ['plain', 'noisy'],
}

describe('given a run of the kit', () => {
  it('sums up what it has shown, as plain JSON with the version of the contract', async () => {
    const report = await runConformance(adapter)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect([report.contract, report.conforms, report.failed]).toEqual([1, true, 0])
    expect(report.passes.map(({ pass }) => pass)).toEqual(['plain', 'noisy'])
    expect(report.passed + report.notRun).toBe(report.results.length)
  })

  it('says of each case that was not run why', async () => {
    const report = await runConformance(adapter)
    const reasons = new Set(report.results.filter(({ outcome }) => outcome === 'not run').map(({ detail }) => detail))
    expect(reasons).toEqual(
      new Set([
        'the place has no bystander',
        'the place has no statements, again',
        'the place has no wire',
        'the store is for one process at a time, and says so',
      ]),
    )
    expect(conformanceTable(report)).toContain('D44 (plain)')
  })

  it('fails a store that is not what its tests say, or says more than can be looked at', async () => {
    const report = await runConformance({
      ...adapter,
      about: { durability: 'process', writers: 'one-process' },
      passes: ['plain'],
    })
    expect(report.results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(['A1'])
    expect(conformanceTable(report).split('\n')[0]).toBe('contract 1, durability process, writers one-process: does not conform')
  })

  it('says of a failure what the adapter said of its cause', async () => {
    const open: typeof adapter.open = (clock) => ({
      storage: {
        name: 'out of order',
        open: (options) =>
          memoryStorage({ clock })
            .open(options)
            .map(({ store, admin }) => ({
              admin,
              store: { ...store, load: () => err(storageUnavailable('network', new Error('no route to host'))) },
            })),
      },
      dispose: () => undefined,
    })
    const report = await runConformance({ ...adapter, open, passes: ['plain'], only: ['B9'] })
    expect(report.results[0]?.detail).toMatch(/^expected success, got .*"storage\/unavailable".*; cause: no route to host$/)
    expect(conformanceTable(report)).toContain('; cause: no route to host')
  })

  it('names the call that threw, and the one that never answered', async () => {
    const broken = (load: StoreAdapter['load']): typeof adapter.open => {
      return (clock) => ({
        storage: {
          name: 'broken',
          open: (options) =>
            memoryStorage({ clock })
              .open(options)
              .map(({ store, admin }) => ({ admin, store: { ...store, load } })),
        },
        dispose: () => undefined,
      })
    }
    const detailOf = async (load: StoreAdapter['load']) => {
      const options = { ...adapter, open: broken(load), passes: ['plain', 'guarded'], only: ['B9'], caseTimeoutMs: 500 } as const
      return (await runConformance(options)).results.map(({ detail }) => detail)
    }
    const thrown = await detailOf(() => {
      throw new Error('not written yet')
    })
    expect(thrown).toEqual([
      expect.stringMatching(/^load threw, where a store answers: not written yet/),
      // The guard answers for it.
      expect.stringMatching(/"storage\/unavailable".*; cause: not written yet$/),
    ])
    const silent = await detailOf(() => new ResultAsync(new Promise(() => undefined)))
    expect(silent).toEqual(Array(2).fill('did not end within 0.5 s; the last call was load'))
  })

  it('runs what it is asked to, and random histories from the seed it is given', async () => {
    const histories = () => runConformance({ ...adapter, passes: ['guarded'], only: ['K0', 'B9'], seed: 42 })
    expect((await histories()).results.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['B9', 'passed'],
      ['K0', 'passed'],
    ])
  })

  it('gives any test runner named tests, and the report as the last', async () => {
    const tests: { readonly name: string; readonly run: () => Promise<void> }[] = []
    const reports: ConformanceReport[] = []
    conformance({ ...adapter, test: (name, run) => tests.push({ name, run }), onReport: (report) => reports.push(report) })
    expect(tests.every(({ run }) => run.length === 0)).toBe(true)
    expect(new Set(tests.map(({ name }) => name)).size).toBe(tests.length)
    for (const { run } of tests) await run()
    expect(reports.map(({ passed, failed }) => [passed > 200, failed])).toEqual([[true, 0]])
  })
})
