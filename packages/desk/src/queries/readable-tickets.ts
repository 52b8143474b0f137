import type { Ticket } from '@caseload/lifecycle'
import type { UnreadableDocument } from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import type { Engine } from '../engine/engine.ts'
import type { Scope } from '../scope.ts'
import { readableDocuments, toldOfTickets } from './unreadable-documents.ts'

/** Tickets of a list as they are stored, read one by one. */
export interface ReadableTickets {
  /** The ticket; null where it is not in a form this version can read. */
  read(doc: Doc): Ticket | null
  /** Those that could not be read so far, for those who may read every ticket: of one that cannot be read nobody can say who else may. */
  unreadable(): readonly UnreadableDocument[]
}

/** Reads the tickets of a list: one that another version stored is named beside the others, and does not take them along. */
export function readableTickets(engine: Engine, scope: Scope): ReadableTickets {
  const readable = readableDocuments()
  return {
    read: (doc) => readable.read('ticket', doc),
    unreadable: () => toldOfTickets(engine, scope, readable.unreadable()),
  }
}
