import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { casesDocument, type Proofs } from '../../test/cases-document.ts'
import { clauses } from '../clauses.ts'
import { conformance, runConformance } from '../conformance.ts'
import { allFaults } from './all-faults.ts'
import { finds, laboratoryCases, sound } from './finds.ts'
import { laboratory, laboratoryAbout } from './laboratory.ts'

const proofs: Proofs = JSON.parse(readFileSync(new URL('../../test/proofs.json', import.meta.url), 'utf8'))

describe('given a store without a fault, with everything a place can offer', () => {
  conformance({ test: it, about: laboratoryAbout, open: laboratory(sound), passes: ['plain', 'guarded'] })
})

describe('given the contract', () => {
  it('has a case for every clause, or a reason', () => {
    const shown = new Set(laboratoryCases.flatMap((each) => each.clauses))
    expect(clauses.filter(({ number, leftOut }) => shown.has(number) === (leftOut !== undefined))).toEqual([])
    expect(clauses.map(({ number }) => number)).toEqual(Array.from({ length: 128 }, (_, index) => index + 1))
    expect(new Set(laboratoryCases.map(({ id }) => id)).size).toBe(laboratoryCases.length)
  })

  it('is written down as it is', () => {
    expect(readFileSync(new URL('../../CASES.md', import.meta.url), 'utf8')).toBe(casesDocument(proofs))
  })
})

describe('given a store that is broken in a way that one pass alone can show', () => {
  it.each(allFaults.filter(({ pass }) => pass !== undefined))('one that $name looks sound on its own', async (fault) => {
    const report = await runConformance({ about: laboratoryAbout, open: laboratory(fault), passes: ['plain'] })
    expect(report.results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual([])
  })
})

describe('given random histories', () => {
  it('a failure prints its seed and the shortest history that fails', async () => {
    const fault = allFaults.find(({ name }) => name === 'takes any version for the current one') ?? sound
    const histories = (more: { readonly seed?: number }) =>
      runConformance({ about: laboratoryAbout, open: laboratory(fault), passes: ['guarded'], only: ['K0'], ...more })
    const [{ detail = '' } = {}] = (await histories({})).results
    const seed = Number(detail.match(/seed: (-?\d+)/)?.[1])
    expect(Number.isSafeInteger(seed)).toBe(true)
    expect(detail).toMatch(/Counterexample: \[\[\{"do":/)
    // One commit that should have been refused is enough to show it, or two that follow each other.
    expect(detail.match(/"do":/g)?.length).toBeLessThanOrEqual(3)
    // Whoever runs it again by that seed has the very same history before them.
    expect((await histories({ seed })).results[0]?.detail).toBe(detail)
  })
})

describe('given what was written down about broken stores', () => {
  it('is about those there are', () => {
    expect(Object.keys(proofs)).toEqual(allFaults.map(({ name }) => name))
  })

  // The store with the fewest finders is the one that is most about the case.
  it.each(laboratoryCases)('$id finds one that is broken', async (each) => {
    const candidates = allFaults.filter(({ name }) => proofs[name]?.includes(each.id))
    candidates.sort((a, b) => (proofs[a.name]?.length ?? 0) - (proofs[b.name]?.length ?? 0))
    // Random histories are sure to meet only what is very broken.
    const fault = candidates.at(each.id === 'K0' ? -1 : 0)
    if (fault === undefined) throw new Error('no broken store fails this case, so it proves nothing')
    expect(await finds(each, fault)).toBe(true)
  })

  it.each(allFaults)('one that $name is caught', async (fault) => {
    const [each] = laboratoryCases.filter(({ id }) => proofs[fault.name]?.includes(id))
    if (each === undefined) throw new Error('no case catches this store')
    expect(await finds(each, fault)).toBe(true)
  })
})
