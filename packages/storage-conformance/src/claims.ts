import { contractLimits, type Limits } from '@caseload/storage'
import type { StoreClaims } from './conformance.ts'
import type { ConformanceCase, Means } from './conformance-case.ts'
import { holds, same } from './kit/expectations.ts'

/** What a place must offer so that a claim can be looked at. */
export function demandedBy({ durability, writers }: StoreClaims): readonly Means[] {
  const demanded = new Set<Means>()
  if (durability !== 'memory') demanded.add('again').add('process')
  if (durability === 'power') demanded.add('flushes')
  if (writers !== 'one-process') demanded.add('process')
  if (writers === 'many-hosts') demanded.add('wire')
  return [...demanded]
}

/** The case that holds a store to what its adapter's tests say of it, and sees to it that every claim is looked at. */
export function claimCase(claims: StoreClaims): ConformanceCase {
  return {
    id: 'A1',
    clauses: [1],
    name: 'the store is what it says it is, and shows it',
    async run({ store, place }) {
      const { contract, lanes, durability, writers, limits } = store.about
      same({ durability, writers }, { durability: claims.durability, writers: claims.writers }, 'about')
      same([contract, lanes], [1, 1], 'contract and lanes')
      for (const name of Object.keys(contractLimits) as readonly (keyof Limits)[])
        holds(
          limits[name] >= 1 && limits[name] <= contractLimits[name],
          `limits.${name} is laxer than the contract’s, or nothing`,
        )
      const missing = demandedBy(claims).filter((means) => place[means] === undefined)
      same(missing, [], `means that durability ${durability} and writers ${writers} demand, and the place does not offer`)
    },
  }
}
