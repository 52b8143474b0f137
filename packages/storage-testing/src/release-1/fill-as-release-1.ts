import { type Instant, instant, orThrow } from '@caseload/core'
import { guardStore, type Storage } from '@caseload/storage'
import { acme, beta, release1Commits, release1Kinds } from './release-1-contents.ts'

/** When the store of release 1 was filled. */
export const release1Start: Instant = instant(1_700_000_000_000)

/** How long the leases hold that were taken then. */
export const leaseMs = 3_600_000

/** Puts into an empty store whose clock stands at {@link release1Start} what the dumps of release 1 hold: something in every table, a redacted entry, leases, and a follower on its way. */
export async function fillAsRelease1(storage: Storage): Promise<void> {
  const opened = orThrow(await storage.open({ kinds: release1Kinds }))
  const store = guardStore(opened, { kinds: release1Kinds })
  for (const [tenant, commit] of release1Commits) orThrow(await store.commit(tenant, commit))
  orThrow(await opened.admin.redact(acme, [{ lane: 0, seq: 4 }]))
  orThrow(await store.claim({ worker: 'w', limit: 1, leaseMs, queues: ['auto-close'], now: 5000, tenant: beta }))
  orThrow(await store.claim({ worker: 'w', limit: 1, leaseMs, consumer: 'index', tenant: acme }))
  const [claim] = orThrow(await store.claim({ worker: 'w', limit: 1, leaseMs, consumer: 'outbox', tenant: acme }))
  const { next } = orThrow(await store.journal(acme, { after: null, limit: 2 }))
  if (claim === undefined) throw new Error('no journal to follow')
  orThrow(
    await store.commit(acme, {
      key: 'advance-1',
      writes: [],
      events: [],
      work: [{ op: 'advance', token: claim.token, to: next }],
    }),
  )
  await store.close()
}
