import { allCases } from '../cases/all-cases.ts'
import { claimCase } from '../claims.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import { handleFor, type Pass } from '../passes.ts'
import { runCase } from '../run-case.ts'
import type { Fault } from './fault.ts'
import { laboratory, laboratoryAbout } from './laboratory.ts'

/** Every case, that of the claims included, as the laboratory's store is held to them. */
export const laboratoryCases: readonly ConformanceCase[] = [claimCase(laboratoryAbout), ...allCases]

/** A store without a fault. */
export const sound: Fault = { name: 'keeps the contract' }

/** Whether a case, in the first pass it makes sense in or a given one, finds something wrong with a store that has a fault. */
export async function finds(each: ConformanceCase, fault: Fault, pass: Pass = firstPass(each, fault)): Promise<boolean> {
  const { guard } = fault
  const handle: typeof handleFor = (given, open, kinds) => {
    const store = handleFor(given, open, kinds)
    return guard === undefined ? store : guard(store, open)
  }
  const ran = runCase(each, laboratory(fault), pass, false, handle).then(
    (outcome) => !outcome.ran,
    () => true,
  )
  // What never ends has been found as well.
  return Promise.race([ran, new Promise<boolean>((resolve) => setTimeout(() => resolve(true), mostMs))])
}

const mostMs = 10_000

/** The bare adapter, where a case makes sense on one; a broken guard shows only with a guard. */
function firstPass(each: ConformanceCase, fault: Fault): Pass {
  if (fault.guard !== undefined) return 'guarded'
  return each.passes?.[0] ?? 'plain'
}
