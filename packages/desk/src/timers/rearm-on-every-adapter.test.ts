import { instant, orThrow } from '@caseload/core'
import type { PoliciesDocument } from '@caseload/desk'
import { standardWorkflow, type WorkflowDocument } from '@caseload/lifecycle'
import { rearmQueue } from '@caseload/planner'
import type { Storage, StoreAdapter } from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { deskPlaces } from '../../test/desk-places.ts'
import { type Fixture, fixture, fixturePolicies, hours } from '../../test/fixture.ts'
import { type Kept, readKept } from '../../test/model/kept.ts'

const reason = 'because'
const opening = { channel: 'web', kind: 'incident', from: { email: 'eve@example.com' }, body: 'It burns.' } as const
const promising = (version: number, goal: string): NonNullable<PoliciesDocument['sla']> => [
  {
    schema: 1,
    id: 'support',
    version,
    policies: [
      {
        id: 'all',
        targets: {
          firstReply: { goal, steps: [{ id: 'soon', at: { percent: 50 }, actions: [{ do: 'raise-priority', to: 'urgent' }] }] },
          resolution: 'PT400H',
        },
      },
    ],
  },
]
const policiesWith = (
  version: number,
  rules: Partial<WorkflowDocument>,
  sla: PoliciesDocument['sla'] = [],
): PoliciesDocument => ({
  ...fixturePolicies,
  workflows: [{ ...standardWorkflow, version, ...rules }],
  sla,
})
const first = policiesWith(1, {}, promising(1, 'PT290H'))
const waitsLonger = { pendingExpiresAfter: 'PT500H' } as const

/** A storage whose last opened store can be used past the desk, and the documents that are written to it. */
function watched(inner: Storage) {
  const stores: StoreAdapter[] = []
  const written: string[] = []
  const looked: string[] = []
  const storage: Storage = {
    ...inner,
    open: (options) =>
      inner.open(options).map((opened) => {
        const { store } = opened
        const commit: typeof store.commit = (tenant, change) => {
          for (const { ref } of change.writes) written.push(`${ref.kind}/${ref.id}`)
          return store.commit(tenant, change)
        }
        const find: typeof store.find = (tenant, query) => {
          looked.push(query.kind)
          return store.find(tenant, query)
        }
        stores.push(store)
        return { ...opened, store: { ...store, commit, find } }
      }),
  }
  const past = (): StoreAdapter => stores.at(-1) ?? expect.fail('nothing was opened')
  return { storage, past, written, looked }
}

async function inForce({ ada }: Fixture, policies: PoliciesDocument): Promise<void> {
  const { version } = orThrow(await ada.publishPolicies(policies, { reason }))
  orThrow(await ada.activatePolicies(version, { reason }))
}

/** Tickets in every state that time does something with, some of each. */
async function inFlight({ ada, clock }: Fixture, rounds: number): Promise<Readonly<Record<string, readonly string[]>>> {
  const ids: Record<string, string[]> = { fresh: [], replied: [], asked: [], resolved: [], promised: [] }
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, known] of Object.entries(ids)) {
      const { ticket } = orThrow(await ada.openTicket(opening))
      known.push(ticket.id)
      if (name === 'fresh') continue
      orThrow(await ada.reply(ticket.id, { body: 'x' }))
      if (name === 'asked') orThrow(await ada.requestInformation(ticket.id, { body: 'which?' }))
      if (name === 'resolved') orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
      if (name === 'promised') orThrow(await ada.promiseUpdate(ticket.id, { dueAt: clock.now() + hours(300) }))
    }
    clock.advance(60_000)
  }
  return ids
}

/** What tickets are found by and what time does with them, without how often anything was written. */
function standing({ docs, work }: Kept): object {
  const of = [...docs.values()].filter(({ ref }) => ['ticket', 'ticket-clocks'].includes(ref.kind))
  return { docs: of.map(({ ref, doc, fields, keys }) => ({ ref, doc, fields, keys })), work: [...work].sort() }
}

describe.each(deskPlaces)('given policies that time some tickets otherwise, on $name', ({ open }) => {
  it('writes those alone, in commits that go on where a worker was lost, and leaves what setting every ticket anew leaves', async () => {
    const place = await open()
    const { storage, past, written, looked } = watched(place.storage)
    const made = await fixture({ policyRegistry: true, policies: first, storage })
    const { ada, clock, desk } = made
    try {
      const ids = await inFlight(made, 6)
      const only = async (policies: PoliciesDocument) => {
        await inForce(made, policies)
        // Further apart than clocks may be.
        clock.advance(hours(3))
        written.length = looked.length = 0
        orThrow(await desk.runDueTimers())
        return written.filter((each) => /^ticket/.test(each)).sort()
      }
      // Nothing that times tickets: none is even read.
      expect([await only({ ...first, phoneCountry: 'SE' }), looked]).toEqual([[], []])
      // How long a requester is waited for: those that wait for one, and no clock.
      const asked = (ids['asked'] ?? []).map((id) => `ticket/${id}`).sort()
      expect(await only(policiesWith(2, waitsLonger, promising(1, 'PT290H')))).toEqual(asked)
      expect(looked.filter((kind) => kind === 'ticket').length).toBeGreaterThan(0)
      // How soon the first reply is promised: those that still wait for it, and no ticket.
      const fresh = (ids['fresh'] ?? []).map((id) => `ticket-clocks/${id}`).sort()
      expect(await only(policiesWith(2, waitsLonger, promising(2, 'PT300H')))).toEqual(fresh)

      // A worker takes the walk of the next version and is never heard of again.
      await inForce(made, policiesWith(3, { ...waitsLonger, autoCloseAfter: 'PT200H' }, promising(3, 'PT250H')))
      clock.advance(hours(3))
      written.length = 0
      orThrow(await desk.runDueTimers({ limit: 1 }))
      const lost = { worker: 'lost', limit: 10, leaseMs: 20, queues: [rearmQueue], now: clock.now() }
      expect(orThrow(await past().claim(lost))).toHaveLength(1)
      expect(orThrow(await desk.runDueTimers()).failed).toEqual([])
      await new Promise((resolve) => setTimeout(resolve, 60))
      orThrow(await desk.runDueTimers())
      expect(new Set(written.filter((each) => /^ticket/.test(each)))).toEqual(
        new Set([...fresh, ...(ids['resolved'] ?? []).map((id) => `ticket/${id}`)]),
      )
      expect(orThrow(await past().claim({ ...lost, now: instant(clock.now() + hours(1)) }))).toEqual([])

      const walked = standing(await readKept(desk.tenant('acme')))
      orThrow(await ada.rearmTimers())
      orThrow(await desk.runDueTimers())
      expect(standing(await readKept(desk.tenant('acme')))).toEqual(walked)
    } finally {
      await desk.close()
      await place.dispose()
    }
  }, 300_000)
})
