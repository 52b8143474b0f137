import type { ConformanceCase } from '../conformance-case.ts'
import { commitCases } from './commit-cases.ts'
import { concurrencyCases } from './concurrency-cases.ts'
import { erasureCases } from './erasure-cases.ts'
import { exportCases } from './export-cases.ts'
import { faultCases } from './fault-cases.ts'
import { followerCases } from './follower-cases.ts'
import { idempotencyCases } from './idempotency-cases.ts'
import { journalCases } from './journal-cases.ts'
import { keyCases } from './key-cases.ts'
import { lifecycleCases } from './lifecycle-cases.ts'
import { migrationCases } from './migration-cases.ts'
import { modelCases } from './model-cases.ts'
import { pageCases } from './page-cases.ts'
import { processCases } from './process-cases.ts'
import { queryCases } from './query-cases.ts'
import { tenancyCases } from './tenancy-cases.ts'
import { valueCases } from './value-cases.ts'
import { workCases } from './work-cases.ts'

/** Every case but the one of the claims, which depends on them. */
export const allCases: readonly ConformanceCase[] = [
  ...lifecycleCases,
  ...commitCases,
  ...idempotencyCases,
  ...journalCases,
  ...queryCases,
  ...pageCases,
  ...keyCases,
  ...workCases,
  ...followerCases,
  ...valueCases,
  ...tenancyCases,
  ...erasureCases,
  ...migrationCases,
  ...exportCases,
  ...concurrencyCases,
  ...modelCases,
  ...processCases,
  ...faultCases,
]
