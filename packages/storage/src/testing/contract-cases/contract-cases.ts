import type { ContractCase } from '../contract-case.ts'
import { adminCases } from './admin-cases.ts'
import { commitCases } from './commit-cases.ts'
import { concurrencyCases } from './concurrency-cases.ts'
import { followerCases } from './follower-cases.ts'
import { idempotencyCases } from './idempotency-cases.ts'
import { journalCases } from './journal-cases.ts'
import { keyCases } from './key-cases.ts'
import { lifecycleCases } from './lifecycle-cases.ts'
import { pageCases } from './page-cases.ts'
import { queryCases } from './query-cases.ts'
import { tenancyCases } from './tenancy-cases.ts'
import { valueCases } from './value-cases.ts'
import { workCases } from './work-cases.ts'

/** Every case, by the part of the contract it is about. */
export const contractCases: Readonly<Record<string, readonly ContractCase[]>> = {
  'opening and closing': lifecycleCases,
  commits: commitCases,
  'idempotency keys': idempotencyCases,
  journal: journalCases,
  queries: queryCases,
  pages: pageCases,
  'look-up values': keyCases,
  work: workCases,
  followers: followerCases,
  values: valueCases,
  tenants: tenancyCases,
  administration: adminCases,
  concurrency: concurrencyCases,
}
