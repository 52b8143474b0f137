import { deepStrictEqual } from 'node:assert'
import { orThrow, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { createDesk, standardPolicies } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { type FaultRates, faultyStorage } from './faulty-storage.ts'
import { brokenInvariants, readBack } from './invariants.ts'
import { type Move, make, type World } from './linked-moves.ts'

/** On what a model runs. */
export interface Ground {
  /** A store of its own. */
  readonly storage: Storage
  /** How bad the line to it is. */
  readonly rates: FaultRates
  /** Seed of the line's faults. */
  readonly seed: number
  /** The tenant; one of its own each time, where the store is kept. */
  readonly tenant: string
}

/** A line that never fails. */
export const goodLine: FaultRates = { conflicts: 0, lostBefore: 0, lostAfter: 0 }
/** A line on which every fourth commit fails in one way or another. */
export const badLine: FaultRates = { conflicts: 15, lostBefore: 5, lostAfter: 5 }

/** Makes all moves on three tickets to begin with, and throws where anything that must hold does not. */
export async function runModel(moves: readonly Move[], { storage, rates, seed, tenant: name }: Ground): Promise<void> {
  const clock = manualClock('2026-03-02T09:00:00Z')
  const entropy = seededEntropy(seed)
  const desk = orThrow(
    await createDesk({
      storage: faultyStorage(storage, rates, entropy),
      policies: standardPolicies,
      clock,
      ids: sequentialIds(name),
      entropy: { next: () => 0 },
    }),
  )
  const tenant = desk.tenant(name)
  const ada = tenant.as({ kind: 'agent', id: 'agt_ada' })
  const world: World = {
    ...{ ada, desk, clock, ids: [] },
    bob: tenant.as({ kind: 'agent', id: 'agt_bob' }),
    system: tenant.as({ kind: 'system', id: 'relay' }),
  }
  for (let pick = 2; pick < 5; pick += 1) await make(world, { what: 'open', one: 0, other: 0, pick })
  for (const each of moves) await make(world, each)
  const { tickets, folded, messages, said } = await readBack(tenant)
  deepStrictEqual(tickets, folded, 'the journal does not fold to what is stored')
  const broken = await brokenInvariants(tickets, ada, messages, said)
  if (broken.length > 0) throw new Error(broken.join('\n'))
}
