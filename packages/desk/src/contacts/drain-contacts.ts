import { type Problem, parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { quietly } from '../engine/quietly.ts'
import { type CommandProblem, type NoIntake, noIntake, type QueryProblem } from '../problems.ts'
import type { ContactIntake, WaitingContact } from './contact-intake.ts'
import type { SpoolProblem } from './contact-spool.ts'
import { decideContact } from './decide-contact.ts'

/** How accepted contacts are drained. */
export interface DrainOptions {
  /** Ends it: no further contact is begun, the present ones finish. An `AbortSignal`. */
  readonly signal?: AbortSignal
  /** `stopped`, the default: goes on until the signal. `empty`: ends when nothing waits any more. */
  readonly until?: 'stopped' | 'empty'
  /** At most so many contacts at once, of as many customers, 1 to 1,000; 8 where absent. */
  readonly atOnce?: number
  /** Is told when a contact could not be decided, and when the store could not be used. */
  readonly observe?: (observation: DrainObservation) => void
}

/** One thing that happened while draining. */
export type DrainObservation =
  | {
      /** A contact cannot be decided as things are; it is kept. */
      readonly kind: 'parked'
      /** Whose. */
      readonly tenant: string
      /** Which. */
      readonly contactId: string
      /** Why. */
      readonly problem: Problem
    }
  | {
      /** The store, or what is in force, could not be used; contacts wait. */
      readonly kind: 'store-failed'
      /** Why. */
      readonly problem: Problem
      /** When it is tried again, in milliseconds. */
      readonly againInMs: number
    }

/** What draining came to. */
export interface DrainReport {
  /** Contacts that were decided. */
  readonly decided: number
  /** Contacts that turned out to have been decided before. */
  readonly repeated: number
  /** Contacts that could not be decided and are kept. */
  readonly parked: number
}

const drainSchema = z.strictObject({
  signal: z.exactOptional(z.instanceof(AbortSignal)),
  until: z.exactOptional(z.enum(['stopped', 'empty'])),
  atOnce: z.exactOptional(z.int().min(1).max(1000)),
  observe: z.exactOptional(
    z.custom<(observation: DrainObservation) => void>((value) => typeof value === 'function', 'a function'),
  ),
})

const firstPauseMs = 50
const longestPauseMs = 5000

/** Decides what waits: of each customer one after another, the urgent first, until told to stop. */
export async function drainContacts(
  engine: Engine,
  options: DrainOptions,
): Promise<Result<DrainReport, QueryProblem | SpoolProblem | NoIntake>> {
  const { contacts } = engine
  if (contacts === null) return err(noIntake())
  const intake: ContactIntake = contacts
  const parsed = parseInput(drainSchema, options)
  if (parsed.isErr()) return err(parsed.error)
  const { signal, until = 'stopped', atOnce = 8 } = parsed.value
  const observe = quietly(parsed.value.observe ?? (() => undefined))
  const report = { decided: 0, repeated: 0, parked: 0 }
  const running = new Set<Promise<void>>()
  let failures = 0
  let resumeAt = 0
  let ended: QueryProblem | SpoolProblem | null = null

  while (signal?.aborted !== true && ended === null) {
    const pauseMs = resumeAt - performance.now()
    const contact = pauseMs <= 0 && running.size < roomFor() ? intake.take() : null
    if (contact !== null) {
      const job = decide(contact).finally(() => running.delete(job))
      running.add(job)
      continue
    }
    if (until === 'empty' && running.size === 0 && intake.backlog().waiting === 0) break
    if (running.size > 0) await Promise.race([...running, ...(signal === undefined ? [] : [intake.stirred(60_000, signal)])])
    else await intake.stirred(pauseMs > 0 ? pauseMs : 60_000, signal)
  }
  await Promise.all(running)
  return ended === null ? ok(report) : err(ended)

  /** While the store fails, one contact at a time finds out whether it is back. */
  function roomFor(): number {
    return failures > 0 ? 1 : atOnce
  }

  async function decide(contact: WaitingContact): Promise<void> {
    const spooled = await intake.read(contact)
    if (spooled.isErr()) {
      ended ??= spooled.error
      intake.putBack(contact)
      return
    }
    const decided = await decideContact(engine, { tenant: contact.tenant, actor: spooled.value.actor }, spooled.value)
    if (decided.isOk()) {
      failures = 0
      report[decided.value.replayed ? 'repeated' : 'decided'] += 1
      const settled = await intake.settle(contact)
      if (settled.isErr()) ended ??= settled.error
      return
    }
    const problem = decided.error
    if (!mayPass(problem)) {
      report.parked += 1
      observe({ kind: 'parked', tenant: contact.tenant, contactId: contact.contactId, problem })
      intake.park(contact, problem)
      return
    }
    intake.putBack(contact)
    if (problem.kind === 'storage/unavailable' && problem.why === 'closed') {
      ended ??= problem
      return
    }
    if (performance.now() < resumeAt) return
    failures += 1
    const againInMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 20)) * (1 - engine.entropy.next() / 2)
    resumeAt = performance.now() + againInMs
    observe({ kind: 'store-failed', problem, againInMs: Math.round(againInMs) })
  }
}

/** Whether the same contact may be decided later just as it is: nothing is wrong with it, only with the moment. */
function mayPass({ kind }: CommandProblem): boolean {
  return (
    kind === 'storage/unavailable' ||
    kind === 'storage/busy' ||
    kind === 'storage/in-doubt' ||
    kind === 'storage/conflict' ||
    kind === 'storage/taken' ||
    kind === 'desk/contended' ||
    // Whoever opened the desk puts others in force.
    kind === 'desk/invalid-policies'
  )
}
