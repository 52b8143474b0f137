/** No entries, as they are shown. Frozen, since it is handed out. */
export const noEntries: never[] = []
Object.freeze(noEntries)

/** No entries yet, shared by all lists of a run. Not frozen, because code that meets frozen and other lists reads both slowly; `appended` replaces it and nobody else adds. */
export const none: never[] = []

/** A list as it may be handed out. */
export function shown<Entry>(list: readonly Entry[]): readonly Entry[] {
  return list.length === 0 ? noEntries : list
}

/** A list with one more entry: a new one while it is short, the list itself from then on. Most stay short, and a list that grows in place makes room for many. */
export function appended<Entry>(list: Entry[], entry: Entry): Entry[] {
  const { length } = list
  if (length === 0) return [entry]
  const first = list[0]
  if (length === 1 && first !== undefined) return [first, entry]
  const second = list[1]
  if (length === 2 && first !== undefined && second !== undefined) return [first, second, entry]
  list[length] = entry
  return list
}

/** A list that can be added to without changing the given one. */
export function copied<Entry>(list: Entry[]): Entry[] {
  return list.length === 0 ? list : [...list]
}
