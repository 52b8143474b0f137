import type { TenantId, TicketId } from '@caseload/core'
import type { RecordedEvent } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { toEvent } from '../engine/recording-store.ts'
import type { QueryProblem } from '../problems.ts'

/** Every event of one ticket, oldest first. */
export async function wholeStream(
  store: Store,
  tenant: TenantId,
  stream: TicketId,
): Promise<Result<readonly RecordedEvent[], QueryProblem>> {
  const events: RecordedEvent[] = []
  for (let after = 0; ; ) {
    const page = await store.journal(tenant, { stream, after, limit: 500 })
    if (page.isErr()) return err(page.error)
    events.push(...page.value.entries.flatMap(toEvent))
    const last = page.value.entries.at(-1)
    if (page.value.end || last === undefined) return ok(events)
    after = last.version
  }
}
