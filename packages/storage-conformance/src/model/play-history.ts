import type { ManualClock } from '@caseload/core/testing'
import type { Storage, Store, StoreAdmin } from '@caseload/storage'
import type { OpenHandle } from '../conformance-case.ts'
import { acme, beta, linesOf } from '../kit/builders.ts'
import type { Step } from './steps.ts'

/** A store that a history is played on. */
export interface Stage {
  /** Opens it, or opens it again. */
  readonly open: (storage?: Storage) => Promise<OpenHandle>
  /** Gives a value for the same database that knows nothing of this one, where there is such a thing. */
  readonly again?: () => Storage
  /** Its clock. */
  readonly clock: ManualClock
}

/** What every call of a history gives, and what is there in the end, as plain values that two stores must have in common. */
export async function playHistory(history: readonly Step[], stage: Stage): Promise<readonly unknown[]> {
  let { store, admin } = await stage.open()
  const seen: unknown[] = []
  const tokens: string[] = []
  for (const step of history) {
    if (step.do === 'reopen') {
      await store.close()
      const again = await stage.open(stage.again?.())
      store = again.store
      admin = again.admin
    } else {
      seen.push(await play(step, store, admin, stage.clock, tokens))
    }
  }
  for (const tenant of [acme, beta]) seen.push(await linesOf(admin.exportTenant(tenant)), await admin.verify(tenant))
  await store.close()
  return seen.map((answer) => comparable(answer, tokens))
}

async function play(
  step: Exclude<Step, { readonly do: 'reopen' }>,
  store: Store,
  admin: StoreAdmin,
  clock: ManualClock,
  tokens: string[],
): Promise<unknown> {
  const token = 'pick' in step ? (tokens.at(-1 - (step.pick % Math.max(1, tokens.length))) ?? 'none') : 'none'
  switch (step.do) {
    case 'commit':
      return store.commit(step.tenant, step.change)
    case 'settle':
      return store.commit(step.tenant, { key: step.key, writes: [], events: [], work: [{ op: 'settle', token }] })
    case 'find': {
      const first = await store.find(step.tenant, step.query)
      if (first.isErr() || first.value.next === null) return first
      return [first, await store.find(step.tenant, { ...step.query, after: first.value.next })]
    }
    case 'count':
      return store.count(step.tenant, { kind: 'item', by: step.by, where: step.where, limit: 3 })
    case 'claim': {
      const claims = await store.claim({ worker: 'w', limit: step.limit, leaseMs: 1000, queues: ['p', 'q'], now: step.now })
      tokens.push(...claims.unwrapOr([]).map((claim) => claim.token))
      return claims
    }
    case 'follow': {
      const claims = await store.claim({ worker: 'w', limit: step.limit, leaseMs: 1000, consumer: 'index' })
      for (const claim of claims.unwrapOr([])) {
        if (!('consumer' in claim)) continue
        tokens.push(claim.token)
        const page = await store.journal(claim.tenant, { after: claim.after, limit: 1 })
        if (page.isErr()) return page
        const work = [{ op: 'advance', token: claim.token, to: page.value.next } as const]
        const receipt = await store.commit(claim.tenant, { key: `f${tokens.length}`, writes: [], events: [], work })
        if (receipt.isErr()) return receipt
      }
      return claims
    }
    case 'lease':
      return store.lease([step.release ? { op: 'release', token, dueAt: 5 } : { op: 'extend', token, ms: 1500 }])
    case 'journal': {
      const read = { after: null, limit: step.limit, ...(step.types === null ? {} : { types: step.types }) }
      const first = await store.journal(step.tenant, read)
      return first.isErr() ? first : [first, await store.journal(step.tenant, { ...read, after: first.value.next })]
    }
    case 'wait':
      clock.advance(step.ms)
      return null
    case 'redact':
      return admin.redact(step.tenant, [{ lane: 0, seq: step.seq }])
    case 'prune':
      return admin.prune({ receiptsOlderThan: clock.now() - 1500 })
    case 'lag':
      return admin.lag({ consumer: 'index', limit: 9 })
  }
}

/** What is opaque may differ: tokens are compared by the order in which they came, positions and page tokens only by whether there is one. */
function comparable(answer: unknown, tokens: readonly string[]): unknown {
  if (typeof answer === 'string') return tokens.includes(answer) ? `token ${tokens.indexOf(answer)}` : answer
  if (typeof answer !== 'object' || answer === null) return answer
  if (Array.isArray(answer)) return answer.map((item) => comparable(item, tokens))
  return Object.fromEntries(
    Object.entries(answer).map(([name, member]) => {
      if (name === 'message') return [name, 'a message']
      if (name === 'cursor' || name === 'next' || name === 'after') return [name, member === null ? null : 'somewhere']
      return [name, comparable(member, tokens)]
    }),
  )
}
