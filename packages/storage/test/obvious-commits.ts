import type { Commit, PutWrite } from '../src/port/commit.ts'
import type { JsonText } from '../src/port/json-text.ts'
import type { Ref } from '../src/port/ref.ts'

type Change = Commit<JsonText>

/** What is said of a commit by counting in the commits that went before it; only of documents, streams, unique values and keys. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'storage/key-reused' }
  | { readonly kind: 'storage/conflict'; readonly of: string; readonly id: string; readonly actual: number | null }
  | { readonly kind: 'storage/taken'; readonly pairs: readonly string[] }

/** The verdict on a commit after others, all of which were carried out. */
export function obviousVerdict(before: readonly Change[], change: Change, uniqueNames: readonly string[]): Verdict {
  const earlier = before.find(({ key }) => key === change.key)
  if (earlier !== undefined) return { kind: earlier.fingerprint === change.fingerprint ? 'replayed' : 'storage/key-reused' }
  const presupposed = [...change.writes, ...(change.expect ?? [])].toSorted((a, b) => (nameOf(a.ref) < nameOf(b.ref) ? -1 : 1))
  for (const { ref, version } of presupposed) {
    const actual = versionAfter(before, ref)
    if ((actual ?? 0) !== version) return { kind: 'storage/conflict', of: 'document', id: ref.id, actual }
  }
  for (const stream of [...new Set(change.events.map((event) => event.stream))].toSorted()) {
    const last = before.flatMap(({ events }) => events).filter((event) => event.stream === stream).length
    const first = change.events.find((event) => event.stream === stream)?.version
    if (first !== last + 1) return { kind: 'storage/conflict', of: 'stream', id: stream, actual: last === 0 ? null : last }
  }
  const holders = standing([...before, change]).flatMap(({ ref, keys = [] }) =>
    keys.filter(({ name }) => uniqueNames.includes(name)).map(({ name, value }) => ({ id: ref.id, key: `${name} ${value}` })),
  )
  const clashes = holders.filter((one) => holders.some((other) => other.key === one.key && other.id !== one.id))
  return clashes.length === 0
    ? { kind: 'done' }
    : { kind: 'storage/taken', pairs: clashes.map(({ id, key }) => `${key.split(' ')[0]} ${id}`) }
}

/** The last put of each document that is not removed after it. */
export function standing(done: readonly Change[]): readonly PutWrite<JsonText>[] {
  const writes = done.flatMap((change) => change.writes)
  return writes.filter(
    (write, index): write is PutWrite<JsonText> =>
      write.op === 'put' && !writes.slice(index + 1).some(({ ref }) => nameOf(ref) === nameOf(write.ref)),
  )
}

/** How often a document was put, since a version never comes twice; null where it is not there. */
export function versionAfter(done: readonly Change[], ref: Ref): number | null {
  const writes = done.flatMap((change) => change.writes).filter((write) => nameOf(write.ref) === nameOf(ref))
  return writes.at(-1)?.op === 'put' ? writes.filter(({ op }) => op === 'put').length : null
}

function nameOf({ kind, id }: Ref): string {
  return `${kind}/${id}`
}
