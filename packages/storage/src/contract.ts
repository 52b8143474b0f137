export { contractKinds } from './testing/builders.ts'
export type { ContractCase, ContractFixture, ContractWorld, FreshPlace, GuardedPlace } from './testing/contract-case.ts'
export { contractCases } from './testing/contract-cases/contract-cases.ts'
export { type ContractRoute, runContractCase } from './testing/run-contract-case.ts'
