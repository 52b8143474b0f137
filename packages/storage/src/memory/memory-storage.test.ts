import { describe, it } from 'vitest'
import { type ContractFixture, contractCases, runContractCase } from '../contract.ts'
import { memoryStorage } from './memory-storage.ts'

const fixture: ContractFixture = {
  fresh: (clock) => ({ storage: memoryStorage({ clock }), dispose: () => undefined }),
}

for (const [part, cases] of Object.entries(contractCases)) {
  describe(`given a store in memory: ${part}`, () => {
    for (const contractCase of cases) it(contractCase.name, () => runContractCase(contractCase, fixture))
  })
}
