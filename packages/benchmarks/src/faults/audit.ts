import { orThrow } from '@caseload/core'
import type { Store } from '@caseload/storage'
import { tenant } from '../sqlite/workload.ts'
import { numberedCommit } from './numbered-commit.ts'

/** What became of the commits of one writer. */
export interface Audit {
  /** How many were acknowledged. */
  readonly acknowledged: number
  /** Acknowledged, and not there, or without a proof that makes a repetition safe. */
  readonly lost: number
  /** There more than once. */
  readonly doubled: number
  /** Of which some parts are there and others are not. */
  readonly torn: number
}

const page = 500

/** Compares what a writer was told with what is there, and repeats every commit it was told of: each must be known. */
export async function audit(store: Store, writer: string, acknowledged: ReadonlySet<number>): Promise<Audit> {
  const events = new Map<string, number>()
  for (let after = 0, end = false; !end; ) {
    const read = orThrow(await store.journal(tenant, { stream: writer, after, limit: page }))
    for (const { commit } of read.entries) events.set(commit, (events.get(commit) ?? 0) + 1)
    after = read.entries.at(-1)?.version ?? after
    end = read.end
  }
  // One more than the last that anybody knows of may have been carried out without anybody being told.
  const last = Math.max(0, ...acknowledged, events.size) + 1
  let lost = 0
  let torn = 0
  for (let number = 1; number <= last; number += 1) {
    const { key } = numberedCommit(writer, number)
    const [doc] = orThrow(await store.load(tenant, [{ kind: 'ticket', id: key }]))
    const found = orThrow(await store.find(tenant, { kind: 'ticket', key: { name: 'number', value: key }, limit: 2 }))
    const parts = [doc !== null && doc !== undefined, found.items.length === 1, events.has(key)]
    if (new Set(parts).size > 1) torn += 1
    if (!acknowledged.has(number)) continue
    const again = await store.commit(tenant, numberedCommit(writer, number))
    if (parts.includes(false) || again.isErr() || !again.value.replayed) lost += 1
  }
  const doubled = [...events.values()].filter((times) => times > 1).length
  return { acknowledged: acknowledged.size, lost, doubled, torn }
}
