import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../memory/memory-storage.ts'
import { brokenStorage, faults } from './broken-storage.ts'
import type { ContractFixture } from './contract-case.ts'
import { contractCases } from './contract-cases/contract-cases.ts'
import { runContractCase } from './run-contract-case.ts'

describe('given a store with a known fault', () => {
  for (const fault of faults) {
    it(`the contract finds one that ${fault.name}`, async () => {
      const fixture: ContractFixture = {
        fresh: (clock) => ({ storage: brokenStorage(memoryStorage({ clock }), fault), dispose: () => undefined }),
      }
      const found: string[] = []
      for (const contractCase of Object.values(contractCases).flat()) {
        await runContractCase(contractCase, fixture).catch(() => found.push(contractCase.name))
      }
      expect(found).not.toEqual([])
    })
  }
})
