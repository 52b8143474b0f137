import { deepStrictEqual } from 'node:assert'
import { orThrow, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { type ActingDesk, type ContactToAccept, createDesk, openContactIntake } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import type { Result } from 'neverthrow'
import { memorySpool } from '../memory-spool.ts'
import { make, type World } from './desk-moves.ts'
import { type FaultRates, faultyStorage } from './faulty-storage.ts'
import { holdAll } from './invariants.ts'
import { readKept } from './kept.ts'
import { modelPolicies } from './model-policies.ts'
import { type Move, plainMove } from './move.ts'
import { purePolicies } from './pure-world.ts'

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

/** Makes all moves on three tickets to begin with, by two processes of one desk, and throws where anything that must hold does not. */
export async function runModel(moves: readonly Move[], { storage, rates, seed, tenant: name }: Ground): Promise<void> {
  const clock = manualClock('2026-03-02T09:00:00Z')
  const entropy = seededEntropy(seed)
  const line = faultyStorage(storage, rates, entropy)
  const contacts = orThrow(await openContactIntake({ spool: memorySpool().spool, policies: modelPolicies, clock }))
  const [ids, handed]: [string[], ContactToAccept[]] = [[], []]
  const process = async (prefix: string): Promise<World> => {
    const options = { storage: line, policies: modelPolicies, clock, contacts, entropy: { next: () => 0 } }
    const desk = orThrow(await createDesk({ ...options, ids: sequentialIds(`${name}${prefix}`) }))
    const as = (kind: 'agent' | 'system', id: string): ActingDesk => desk.tenant(name).as({ kind, id })
    const boss = desk.tenant(name).as({ kind: 'agent', id: 'agt_boss', roles: ['administrator'] })
    const [ada, bob, system] = [as('agent', 'agt_ada'), as('agent', 'agt_bob'), as('system', 'relay')]
    return { desk, ada, bob, system, boss, clock, ids, handed }
  }
  const [one, two] = [await process('a'), await process('b')]
  for (let pick = 2; pick < 5; pick += 1) await make(one, { ...plainMove, pick })
  let running: Promise<void> = Promise.resolve()
  for (const each of moves) {
    if (each.meanwhile) {
      await running
      running = make(two, each)
    } else await Promise.all([make(one, each), running])
  }
  await running
  await takenIn(one, handed)
  for (const settled of [false, true]) {
    if (settled) await runOut(one)
    const kept = await readKept(one.desk.tenant(name))
    const names = handed.map(({ contactId = '' }) => contactId)
    const shown = new Map<string, readonly string[]>()
    for (const { ref } of kept.docs.values()) {
      if (ref.kind !== 'ticket') continue
      const page = orThrow(await one.ada.conversation(ref.id, { limit: 500 }))
      shown.set(
        ref.id,
        page.messages.map(({ id }) => id),
      )
    }
    holdAll(kept, { policies: purePolicies, now: clock.now(), handed: names, settled }, (id) => shown.get(id) ?? [])
  }
}

/** Hands every contact over once more, as a channel does that has had no answer: then each is decided, and stays as it is however often it comes again. */
async function takenIn({ desk, system }: World, handed: readonly ContactToAccept[]): Promise<void> {
  orThrow(await desk.drainContacts({ until: 'empty' }))
  for (const contact of handed) {
    const decided = orThrow(await persistently(() => system.receiveContact(contact)))
    const again = orThrow(await persistently(() => system.receiveContact(contact)))
    deepStrictEqual([again.replayed, again.decided], [true, decided.decided])
  }
}

/** Runs timers until none is due: over a bad line some only come back after their lease. */
async function runOut({ desk }: World): Promise<void> {
  for (let tried = 0; tried < 50; tried += 1) {
    const report = orThrow(await persistently(() => desk.runDueTimers()))
    if (report.failed.length > 0) throw new Error(`timers failed: ${JSON.stringify(report.failed)}`)
    if (report.acted + report.withoutReason + report.postponed + report.refused.length === 0) return
  }
  throw new Error('timers go on for ever')
}

async function persistently<Value, Failure>(attempt: () => PromiseLike<Result<Value, Failure>>) {
  let answer = await attempt()
  for (let tried = 1; answer.isErr() && tried < 20; tried += 1) answer = await attempt()
  return answer
}
