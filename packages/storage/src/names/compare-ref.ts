import type { Ref } from '../port/ref.ts'

/** The order in which writes and expectations are carried out and conflicts are reported: by kind, then id. Both are ASCII. */
export function compareRef(a: Ref, b: Ref): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}
