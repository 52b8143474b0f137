/** One place in which two documents differ. */
export interface DocumentChange {
  /** Where: names and indexes from the top, e.g. `workflows.0.autoCloseAfter`; members of a list that have an `id` go by it, e.g. `workflows.0.statuses[open].title`. */
  readonly path: string
  /** What happened there. */
  readonly change: 'added' | 'removed' | 'changed'
}

/** Most places that are told one by one. */
const mostTold = 200

/** In what two documents differ. */
export interface DocumentDiff {
  /** The first 200 places, in the order of paths. */
  readonly changes: readonly DocumentChange[]
  /** How many there are in all. */
  readonly total: number
}

/**
 * In what two documents differ, by place and without values, so that it can stand in a journal. Members of lists are matched by their `id` where all have one, else by place.
 *
 * @param before - The one.
 * @param after - The other.
 *
 * @example
 * ```ts
 * import { diffDocuments } from '@caseload/planner'
 *
 * diffDocuments({ a: 1, list: [{ id: 'x', n: 1 }] }, { b: 2, list: [{ id: 'y', n: 0 }, { id: 'x', n: 2 }] }).changes
 * // => [
 * //   { path: 'a', change: 'removed' },
 * //   { path: 'b', change: 'added' },
 * //   { path: 'list[x].n', change: 'changed' },
 * //   { path: 'list[y]', change: 'added' },
 * // ]
 * ```
 */
export function diffDocuments(before: unknown, after: unknown): DocumentDiff {
  const changes = differences(before, after, '').sort((a, b) => (a.path < b.path ? -1 : 1))
  return { changes: changes.slice(0, mostTold), total: changes.length }
}

function differences(before: unknown, after: unknown, path: string): DocumentChange[] {
  if (Object.is(before, after)) return []
  const [left, right] = [partsOf(before), partsOf(after)]
  if (left === null || right === null || left.list !== right.list) return [{ path, change: 'changed' }]
  const named = left.list && left.ids && right.ids
  const at = (name: string): string => (named ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`)
  const [mine, theirs] = [new Map(left.parts(named)), new Map(right.parts(named))]
  const changes: DocumentChange[] = []
  for (const [name, value] of mine) {
    if (!theirs.has(name)) changes.push({ path: at(name), change: 'removed' })
    else changes.push(...differences(value, theirs.get(name), at(name)))
  }
  for (const name of theirs.keys()) if (!mine.has(name)) changes.push({ path: at(name), change: 'added' })
  if (named && changes.length === 0 && [...mine.keys()].join() !== [...theirs.keys()].join())
    changes.push({ path, change: 'changed' })
  return changes
}

interface Parts {
  readonly list: boolean
  readonly ids: boolean
  readonly parts: (byId: boolean) => readonly (readonly [string, unknown])[]
}

/** The members of a list or the properties of an object; null for what has no parts. */
function partsOf(value: unknown): Parts | null {
  if (Array.isArray(value)) {
    const ids = value.map(idOf)
    return {
      list: true,
      ids: ids.every((id) => id !== null) && new Set(ids).size === ids.length,
      parts: (byId) => value.map((item, index) => [byId ? (ids[index] ?? '') : String(index), item] as const),
    }
  }
  if (typeof value !== 'object' || value === null) return null
  return { list: false, ids: false, parts: () => Object.entries(value) }
}

function idOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('id' in item) || typeof item.id !== 'string') return null
  return 'version' in item && typeof item.version === 'number' ? `${item.id}@${item.version}` : item.id
}
