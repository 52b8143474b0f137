import { type ContractRoute, contractCases, runContractCase } from '@caseload/storage/contract'
import { describe, it } from 'vitest'
import { sqliteFixture } from './testing/sqlite-fixture.ts'

const routes: readonly ContractRoute[] = ['one handle', 'two handles in turn']

for (const route of routes) {
  for (const [part, cases] of Object.entries(contractCases)) {
    describe(`given an SQLite file and ${route}: ${part}`, () => {
      for (const contractCase of cases) it(contractCase.name, () => runContractCase(contractCase, sqliteFixture, route))
    })
  }
}
