import type { TenantId } from '@caseload/core'
import {
  type Commit,
  cursorSeq,
  type Expectation,
  type JsonText,
  type LeaseHandle,
  type NewEvent,
  type PutWrite,
  parseLeaseToken,
  type WorkChange,
} from '@caseload/storage'
import type { KindTable } from '../tables/kind-table.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { inOrder } from './document-steps.ts'
import { firstOfEachStream } from './journal-steps.ts'
import { endsLease } from './work-steps.ts'

/** Beyond, a statement takes longer to plan than its round trips would. */
const most = { writes: 8, events: 16, work: 16 }

/** A commit as the parts of one statement, in the order in which they stand in it. */
export interface CommitParts {
  readonly leases: readonly EndedLease[]
  readonly documents: readonly DocumentPart[]
  /** The first event of each stream. */
  readonly firsts: readonly NewEvent<JsonText>[]
  readonly events: readonly NewEvent<JsonText>[]
  readonly work: readonly WorkChange<JsonText>[]
}

/** A document that is put, or that has to be at a version. */
export type DocumentPart =
  | { readonly table: KindTable; readonly put: PutWrite<JsonText> }
  | { readonly table: KindTable; readonly put: null; readonly held: Expectation }

/** A lease that ends, and for a follower where it is to go on. */
export interface EndedLease {
  readonly handle: LeaseHandle
  readonly to: number
}

const noLeases: readonly EndedLease[] = []

/** Null: it cannot be said in one statement, or is too rare to be worth one. */
export function commitParts({ dialect, tables }: Vocabulary, tenant: TenantId, commit: Commit<JsonText>): CommitParts | null {
  const { writes, events, expect = [], work = [] } = commit
  if (dialect.atOnce === null || (dialect.atOnce === 'each-once' && !touchesEachTableOnce(commit))) return null
  if (writes.length > most.writes || events.length > most.events || work.length > most.work || meetsTwice(work)) return null
  const leases = work.some(endsLease) ? leasesOf(tenant, work) : noLeases
  if (leases === null) return null
  const documents: DocumentPart[] = []
  for (const step of expect.length === 0 ? writes : inOrder(writes, expect)) {
    const table = tables.get(step.ref.kind)
    if (table === undefined) return null
    if (!('op' in step)) {
      if (step.version === 0) return null
      documents.push({ table, put: null, held: step })
    } else if (step.op === 'remove') return null
    else documents.push({ table, put: step })
  }
  return { leases, documents, firsts: firstOfEachStream(events), events, work }
}

/** For engines that take one change of a table in a statement. */
function touchesEachTableOnce({ writes, work = [] }: Commit<JsonText>): boolean {
  const withKeys = writes.filter((write) => write.op === 'put' && (write.keys ?? []).length > 0)
  return new Set(writes.map(({ ref }) => ref.kind)).size === writes.length && withKeys.length < 2 && work.length < 2
}

/** A statement sees each row as it was before, so an item must not be moved by two of its steps. */
function meetsTwice(work: readonly WorkChange<JsonText>[]): boolean {
  if (work.length < 2) return false
  const places = work.map((item) => {
    if (item.op === 'schedule' || item.op === 'cancel') return `${item.queue}/${item.id}`
    const handle = parseLeaseToken(item.token)
    return handle?.of === 'work' ? `${handle.queue}/${handle.id}` : item.token
  })
  return new Set(places).size < places.length
}

function leasesOf(tenant: TenantId, work: readonly WorkChange<JsonText>[]): readonly EndedLease[] | null {
  const leases: EndedLease[] = []
  for (const item of work) {
    if (item.op !== 'settle' && item.op !== 'advance') continue
    const handle = parseLeaseToken(item.token)
    if (handle === null || handle.tenant !== tenant) return null
    const to = item.op === 'advance' ? cursorSeq(item.to) : 0
    if (to === null || handle.of !== (item.op === 'settle' ? 'work' : 'follow')) return null
    leases.push({ handle, to })
  }
  return leases
}
