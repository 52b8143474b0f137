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

/** Whether a case finds something wrong with a store that has a fault: on the bare adapter where it makes sense on one, or in the pass in which the fault shows. */
export async function finds(each: ConformanceCase, fault: Fault): Promise<boolean> {
  const pass = passFor(each, fault)
  if (pass === null) return false
  const { guard } = fault
  const handle: typeof handleFor = (given, open, kinds) => {
    const store = handleFor(given, open, kinds)
    return guard === undefined ? store : guard(store, open)
  }
  const ran = runCase(each, { open: laboratory(fault), pass, handle }).then(
    (outcome) => !outcome.ran,
    () => true,
  )
  // What never ends has been found as well.
  return Promise.race([ran, new Promise<boolean>((resolve) => setTimeout(() => resolve(true), mostMs))])
}

const mostMs = 10_000

/** Null where the case is not run in the pass in which the fault shows. */
function passFor(each: ConformanceCase, fault: Fault): Pass | null {
  // A broken guard shows only with a guard.
  const wanted = fault.guard === undefined ? fault.pass : 'guarded'
  if (wanted === undefined) return each.passes?.[0] ?? 'plain'
  return (each.passes?.includes(wanted) ?? true) ? wanted : null
}
