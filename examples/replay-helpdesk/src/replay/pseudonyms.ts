/** Gives each key a number of its own, from 1, in the order in which keys are first seen. */
export interface Pseudonyms {
  /** The number of a key. */
  of(key: string): number
}

/**
 * Numbers instead of names. They say nothing about the name (a hash would: there are few first names, so anybody can try them all), and they depend only on
 * the rows before, so the first thousand rows of a log give the same numbers as the whole.
 */
export function pseudonyms(): Pseudonyms {
  const known = new Map<string, number>()
  return {
    of: (key) => {
      const before = known.get(key)
      if (before !== undefined) return before
      known.set(key, known.size + 1)
      return known.size
    },
  }
}
