import { orThrow, seededEntropy } from '@caseload/core'
import { type ManualClock, manualClock, sequentialIds } from '@caseload/core/testing'
import { type ActingDesk, createDesk, type Desk, type DeskOptions, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { carefulWorkflow } from '@caseload/lifecycle'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'

/** A desk in memory at a known time with readable identities. */
export interface Fixture {
  readonly desk: Desk
  readonly clock: ManualClock
  readonly storage: Storage
  /** An agent who may do everything. */
  readonly ada: ActingDesk
  readonly timers: ActingDesk
  requester(id: string): ActingDesk
}

/** Monday morning. */
export const start = '2026-03-02T09:00:00Z'

/** The standard policies, the careful workflow, and two fields of the desk's own. */
export const fixturePolicies: PoliciesDocument = {
  ...standardPolicies,
  workflows: [...standardPolicies.workflows, carefulWorkflow],
  phoneCountry: 'FI',
  fields: {
    product: { type: 'text', personal: false, indexed: true },
    allergies: { type: 'text', title: 'Allergies', personal: true },
  },
}

/** A desk on memory, or on another storage. */
export async function fixture(options: Partial<DeskOptions> & { readonly idPrefix?: string } = {}): Promise<Fixture> {
  const clock = manualClock(start)
  const storage = options.storage ?? memoryStorage()
  const { idPrefix = '', ...rest } = options
  const desk = orThrow(
    await createDesk({
      policies: fixturePolicies,
      clock,
      ids: sequentialIds(idPrefix),
      entropy: seededEntropy(1),
      ...rest,
      storage,
    }),
  )
  const acme = desk.tenant('acme')
  return {
    desk,
    clock,
    storage,
    ada: acme.as({ kind: 'agent', id: 'agt_ada', roles: ['administrator'] }),
    timers: acme.as({ kind: 'system', id: 'timers' }),
    requester: (id) => acme.as({ kind: 'requester', id }),
  }
}

/** Length of hours in milliseconds. */
export const hours = (count: number): number => count * 3_600_000
