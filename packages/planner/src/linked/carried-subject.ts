import type { Ticket } from '@caseload/lifecycle'
import { readDocument } from '../documents/stored-document.ts'
import type { Plan } from '../plans/plan.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'

/** What stands above a ticket, for another that takes it along. */
export interface CarriedSubject {
  /** The subject; null where there is none, or it was not read. */
  readonly subject: string | null
  /** What it was read from: an erasure meanwhile must not be undone by a copy. */
  readonly expect: Plan['expect']
}

/** What stands above a ticket, if that was read. */
export function carriedSubject(loaded: Loaded, { id }: Ticket): CarriedSubject {
  const doc = loadedDocument(loaded, { kind: 'ticket-content', id })
  const content = doc === null ? null : readDocument('ticket-content', doc).unwrapOr(null)
  if (doc === null || content === null) return { subject: null, expect: [] }
  return { subject: content.subject, expect: [{ ref: doc.ref, version: doc.version }] }
}
