import { isTicketEvent, type TicketJournalEvent } from '@caseload/analytics'
import type { Problem } from '@caseload/core'
import type { TenantDesk } from '@caseload/desk'
import { err, ok, type Result } from 'neverthrow'

/** Reads a journal in stretches, each time from where it stopped. */
export interface JournalReader {
  /** Reads on to the present end. */
  readOn(): Promise<Result<void, Problem>>
}

/** Begins at the beginning; each event of a ticket is told once, in the order in which they were stored. */
export function journalReader(tenant: TenantDesk, tell: (event: TicketJournalEvent) => Result<void, Problem>): JournalReader {
  let after: string | null = null
  return {
    readOn: async () => {
      for (;;) {
        const page = await tenant.events({ after, limit: 500 })
        if (page.isErr()) return err(page.error)
        for (const event of page.value.events) {
          if (!isTicketEvent(event)) continue
          const told = tell(event)
          if (told.isErr()) return err(told.error)
        }
        after = page.value.next
        if (page.value.end) return ok(undefined)
      }
    },
  }
}
