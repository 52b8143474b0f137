import { type InvalidInput, inputIssue, invalidInput, parseInput, type TenantId } from '@caseload/core'
import type { RecordedEvent } from '@caseload/planner'
import type { JournalCursor, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { toEvent } from '../engine/recording-store.ts'
import type { QueryProblem } from '../problems.ts'
import { placeGiven } from './place-given.ts'

/** Where to go on in the journal of a tenant. */
export interface EventsRead {
  /** `next` of the page before; absent or null: from the beginning. */
  readonly after?: string | null
  /** At most so many, 1 to 500; 100 where absent. */
  readonly limit?: number
  /** Only these types, e.g. `ticket-opened`; all where absent. */
  readonly types?: readonly string[]
}

/** A stretch of the journal. */
export interface EventsPage {
  /** The events, in the order they were stored, each with the versions of the policies it was decided by. */
  readonly events: readonly RecordedEvent[]
  /** Where to go on. */
  readonly next: string
  /** Whether there was nothing more when this was read. */
  readonly end: boolean
}

const readSchema = z.strictObject({
  after: z.exactOptional(z.string().max(1000).nullable()),
  limit: z.exactOptional(z.int().min(1).max(500)),
  types: z.exactOptional(z.array(z.string().min(1).max(64)).min(1).max(100)),
})

/** Reads a stretch of a tenant's journal. */
export async function readEvents(
  store: Store,
  tenant: Result<TenantId, InvalidInput>,
  read: EventsRead,
): Promise<Result<EventsPage, QueryProblem>> {
  if (tenant.isErr()) return err(tenant.error)
  const parsed = parseInput(readSchema, read)
  if (parsed.isErr()) return err(parsed.error)
  const { after = null, limit = 100, types } = parsed.value
  if (after !== null && !isCursor(after)) return err(invalidInput([inputIssue(['after'], 'the next of an earlier page')]))
  const page = await store.journal(tenant.value, { after, limit, ...(types === undefined ? {} : { types }) })
  if (page.isErr()) return err(placeGiven('after')(page.error))
  return ok({ events: page.value.entries.flatMap(toEvent), next: page.value.next, end: page.value.end })
}

/** The store checks what a position means; here it only has to be one text. */
function isCursor(text: string): text is JournalCursor & string {
  return text !== ''
}
