import type { TenantId } from '@caseload/core'
import type { PolicyVersions, RecordedEvent } from '@caseload/planner'
import type { Commit, JournalEntry, NewEvent, Store } from '@caseload/storage'

/** What a desk commits: every event names the policies it was decided by. */
export interface RecordedCommit extends Omit<Commit, 'events'> {
  /** What happened. */
  readonly events: readonly RecordedEvent[]
}

/** A store to which nothing can be committed without the versions of the policies it was decided by. */
export interface RecordingStore extends Omit<Store, 'commit'> {
  /** As the store does, with the versions in the journal. */
  readonly commit: (
    tenant: TenantId,
    change: RecordedCommit,
    options?: Parameters<Store['commit']>[2],
  ) => ReturnType<Store['commit']>
}

/**
 * Keeps the versions of policies with the particulars of each event, under `policies`: the journal of a store has no room of its own for them, and this is one that every store has.
 */
export function recordingStore(store: Store): RecordingStore {
  const told = new WeakMap<PolicyVersions, ToldVersions>()
  const tell = (policies: PolicyVersions): ToldVersions => {
    const before = told.get(policies)
    if (before !== undefined) return before
    const telling = toldVersions(policies)
    told.set(policies, telling)
    return telling
  }
  const stored = (event: RecordedEvent): NewEvent => {
    const { type, at, actor, stream, version, schema, recordedAt, cause, policies = null } = event
    const data = policies === null ? event.data : { ...event.data, policies: tell(policies) }
    return { type, at, actor, stream, version, schema, recordedAt, cause, data }
  }
  return {
    ...store,
    commit: (tenant, change, options) => store.commit(tenant, { ...change, events: change.events.map(stored) }, options),
  }
}

/** What there is of versions, as it is stored. */
type ToldVersions = Readonly<Record<string, string | number>>

/** What there is none of is left out. */
function toldVersions(policies: PolicyVersions): ToldVersions {
  return Object.fromEntries(Object.entries(policies).filter((entry): entry is [string, string | number] => entry[1] !== null))
}

/** A journal entry as the event that was recorded; a redacted entry has no body and is passed over. Only desks write these streams. */
export function toEvent(entry: JournalEntry): readonly RecordedEvent[] {
  const { type, at, actor, stream, version, schema, recordedAt, cause } = entry
  const body: unknown = entry.data
  if (typeof body !== 'object' || body === null) return []
  const { policies, ...data }: { readonly policies?: unknown } = body
  const event: unknown = { type, at, actor, data, stream, version, schema, recordedAt, cause, policies: versionsIn(policies) }
  return isRecorded(event) ? [event] : []
}

function versionsIn(kept: unknown): PolicyVersions | null {
  const none = { workflow: null, catalogue: null, sla: null }
  const versions: unknown = typeof kept === 'object' && kept !== null ? { ...none, ...kept } : null
  return isVersions(versions) ? versions : null
}

function isVersions(value: unknown): value is PolicyVersions {
  return typeof value === 'object' && value !== null && 'set' in value && 'digest' in value && 'access' in value
}

function isRecorded(value: unknown): value is RecordedEvent {
  return typeof value === 'object' && value !== null && 'data' in value && 'policies' in value
}
