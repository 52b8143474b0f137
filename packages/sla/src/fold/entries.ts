/** No entries, shared by all that have none. Frozen, since it is handed out. */
export const noEntries: never[] = []
Object.freeze(noEntries)

/** A list with one more entry: the list itself, but where it was empty. Most stay that short, and a list that grows from nothing makes room for many. */
export function appended<Entry>(list: Entry[], entry: Entry): Entry[] {
  if (list.length === 0) return [entry]
  list[list.length] = entry
  return list
}

/** A list that can be added to without changing the given one. */
export function copied<Entry>(list: Entry[]): Entry[] {
  return list.length === 0 ? list : [...list]
}
