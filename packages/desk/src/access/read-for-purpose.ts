import { actorRef, newId, parseInput } from '@caseload/core'
import { protectedFieldsRead, recordedEvents, type Sight } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'

/** What somebody reads something for. */
export interface PurposeOptions {
  /** A code such as `dispute` or `fraud-check`, 1 to 64 of `a–z 0–9 -`. Protected fields are shown to those who state one, and each reading is recorded; they stay hidden where absent. */
  readonly purpose?: string
}

const optionsSchema = z.strictObject({ purpose: z.exactOptional(z.string().regex(/^[a-z0-9-]{1,64}$/)) })

/** Checks what somebody reads for; null where they do not say. */
export function readPurpose(options: PurposeOptions): Result<string | null, QueryProblem> {
  return parseInput(optionsSchema, options).map(({ purpose }) => purpose ?? null)
}

/** Hands over what is seen, after it is recorded which protected fields are shown: what could not be recorded is not shown. */
export async function shownAndRecorded<Thing>(
  engine: Engine,
  { tenant, actor }: Scope,
  { seen, shown }: Sight<Thing>,
  of: { readonly resource: 'ticket' | 'customer'; readonly id: string; readonly purpose: string | null },
): Promise<Result<Thing, QueryProblem>> {
  const { purpose, resource, id } = of
  if (shown.length === 0 || purpose === null) return ok(seen)
  const key = newId('cmd', engine.ids)
  const reading = newId('read', engine.ids)
  const now = engine.clock.now()
  const event = protectedFieldsRead(reading, actorRef(actor), now, { resource, id, fields: shown, purpose })
  const events = recordedEvents({ writes: [], events: [event] }, engine.policiesAt(tenant, now))
  const committed = await engine.store.commit(tenant, { key, writes: [], events })
  return committed.isErr() ? err(committed.error) : ok(seen)
}
