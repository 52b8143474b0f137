import { createHash } from 'node:crypto'

/** So many texts are prepared at most on each connection, each of which costs the server memory. */
const mostNames = 300

/** So many texts are counted at most. */
const mostCounted = 5000

/** A text is prepared when it comes for this time: texts of queries vary with their filters, and many come once. */
const worthPreparing = 3

/** Gives names to texts that repeat; null: it is not to be prepared. A name is made from its text, since several stores may share the connections of one pool. */
export function statementNames(): (text: string) => string | null {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= mostNames) return null
    const count = (counts.get(text) ?? 0) + 1
    if (count < worthPreparing) {
      if (counts.size >= mostCounted) counts.clear()
      counts.set(text, count)
      return null
    }
    counts.delete(text)
    const name = `caseload_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
    names.set(text, name)
    return name
  }
}
