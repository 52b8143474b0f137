import { Client } from 'pg'

/** One statement as pg got it, without what it was told about types. */
export interface RecordedQuery {
  /** The name it is prepared by; absent where it is not. */
  readonly name?: string
  /** Its text. */
  readonly text: string
  /** Its values. */
  readonly values: unknown[]
}

/** Listens to pg while some work is done, so that the bare driver can be timed on the very same statements. */
export async function recordQueries(work: () => Promise<unknown>): Promise<readonly RecordedQuery[]> {
  const recorded: RecordedQuery[] = []
  const { query } = Client.prototype
  const listen = function listening(this: Client, ...call: unknown[]) {
    const asked = queryIn(call[0])
    if (asked !== null) recorded.push(asked)
    return Reflect.apply(query, this, call)
  }
  Object.assign(Client.prototype, { query: listen })
  try {
    await work()
  } finally {
    Object.assign(Client.prototype, { query })
  }
  return recorded
}

function queryIn(asked: unknown): RecordedQuery | null {
  if (typeof asked !== 'object' || asked === null || !('text' in asked)) return null
  const values = 'values' in asked && Array.isArray(asked.values) ? asked.values : []
  const recorded = { text: String(asked.text), values }
  return 'name' in asked && typeof asked.name === 'string' ? { ...recorded, name: asked.name } : recorded
}
