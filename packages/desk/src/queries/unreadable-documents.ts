import { type DeskDocuments, readDocument, type UnreadableDocument } from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import type { Engine } from '../engine/engine.ts'
import type { Scope } from '../scope.ts'

/** Documents that an answer is made of, read one by one: one that cannot be read is named beside the others, and does not take them along. */
export interface ReadableDocuments {
  /** The document; null where it is not in a form this version can read. */
  read<Kind extends keyof DeskDocuments>(kind: Kind, doc: Doc): DeskDocuments[Kind] | null
  /** Names one that was found unreadable elsewhere. */
  note(problem: UnreadableDocument): void
  /** Those that could not be read so far, each once. */
  unreadable(): readonly UnreadableDocument[]
}

/** Reads documents of any kind. */
export function readableDocuments(): ReadableDocuments {
  const unreadable = new Map<string, UnreadableDocument>()
  const note = (problem: UnreadableDocument): void => {
    unreadable.set(`${problem.ref.kind}/${problem.ref.id}`, problem)
  }
  return {
    read: (kind, doc) => {
      const read = readDocument(kind, doc)
      if (read.isOk()) return read.value
      note(read.error)
      return null
    },
    note,
    unreadable: () => [...unreadable.values()],
  }
}

/** Of tickets that cannot be read nobody can say who may read them: they are named to those who may read every ticket. */
export function toldOfTickets(
  engine: Engine,
  { tenant, actor }: Scope,
  unreadable: readonly UnreadableDocument[],
): readonly UnreadableDocument[] {
  return engine.policiesOf(tenant).access.reach(actor, 'ticket/read').of === 'all' ? unreadable : []
}
