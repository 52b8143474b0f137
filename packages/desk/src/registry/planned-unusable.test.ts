import { addMs, type Clock, type Instant, instant, orThrow, parseTenantId, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { createDesk, openContactIntake, standardPolicies } from '@caseload/desk'
import { deskKinds, writePublished, writeRegistry } from '@caseload/planner'
import { guardStore, type Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { expect, it } from 'vitest'
import { memorySpool } from '../../test/memory-spool.ts'

const start = instant('2026-03-02T09:00:00Z')
const reason = 'because'
const question = { channel: 'web', kind: 'question' } as const
const day = 86_400_000

/** A store whose registry says that a version which no program can use is in force from an instant on. */
async function planned(from: Instant): Promise<Storage> {
  const storage = memoryStorage()
  const opened = orThrow(await storage.open({ kinds: deskKinds }))
  const store = guardStore(opened, { kinds: deskKinds, entropy: seededEntropy(1), sleep: async () => undefined })
  const document = { ...standardPolicies, defaultWorkflow: 'none' }
  const registry = { schema: 1, latest: 1, activations: [{ version: 1, from }], version: 0 } as const
  const writes = [writePublished({ version: 1, document, publishedAt: start }), writeRegistry(null, registry)]
  orThrow(await store.commit(orThrow(parseTenantId('acme')), { key: 'cmd_earlier', writes, events: [] }))
  return storage
}

async function given(storage: Storage, clock: Clock, prefix = 'a') {
  const { spool } = memorySpool()
  const contacts = orThrow(await openContactIntake({ spool, policies: standardPolicies, clock }))
  const parts = { ids: sequentialIds(prefix), entropy: seededEntropy(1), sleep: async () => undefined }
  const desk = orThrow(await createDesk({ storage, clock, policies: standardPolicies, policyRegistry: true, contacts, ...parts }))
  const acme = desk.tenant('acme')
  return { desk, acme, root: acme.as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] }) }
}

it('refuses by a version that cannot be used from its instant on and not before, and lets whoever opened the desk out', async () => {
  const clock = manualClock(start)
  const { root, acme } = await given(await planned(addMs(start, 30 * day)), clock)
  expect((await root.openTicket(question)).isOk()).toBe(true)
  expect(orThrow(await root.policyHistory())).toMatchObject({ inForce: 0, latest: 1 })
  clock.advance(30 * day - 1)
  expect((await root.openTicket(question)).isOk()).toBe(true)
  clock.advance(1)
  expect((await root.openTicket(question))._unsafeUnwrapErr().kind).toBe('desk/invalid-policies')
  orThrow(await acme.policies.activatePolicies(0, { reason }))
  clock.advance(2000)
  expect((await root.openTicket(question)).isOk()).toBe(true)
})

it('lets one that cannot be used be withdrawn while it is still to come, by anybody who may', async () => {
  const clock = manualClock(start)
  const at = addMs(start, 30 * day)
  const { root } = await given(await planned(at), clock)
  orThrow(await root.withdrawActivation({ at, reason }))
  clock.advance(31 * day)
  expect((await root.openTicket(question)).isOk()).toBe(true)
})

it('lets contacts wait while what is in force cannot be used, and decides them after', async () => {
  const clock = manualClock(start)
  const { desk, root, acme } = await given(await planned(addMs(start, day)), clock)
  clock.advance(day)
  const contact = {
    contactId: 'm1',
    channel: 'email',
    kind: 'question',
    body: 'Where?',
    from: { email: 'bob@example.com' },
  } as const
  orThrow(await root.acceptContact(contact))
  const told: string[] = []
  const stop = new AbortController()
  const observe = ({ kind, problem }: { readonly kind: string; readonly problem: { readonly kind: string } }) => {
    told.push(kind, problem.kind)
    stop.abort()
  }
  expect(orThrow(await desk.drainContacts({ signal: stop.signal, observe }))).toEqual({ decided: 0, repeated: 0, parked: 0 })
  expect(told).toEqual(['store-failed', 'desk/invalid-policies'])
  orThrow(await acme.policies.activatePolicies(0, { reason }))
  clock.advance(2000)
  expect(orThrow(await desk.drainContacts({ until: 'empty' }))).toEqual({ decided: 1, repeated: 0, parked: 0 })
})

it('decides by what is in force when its clock steps back inside a command, never by the first policies', async () => {
  const clock = manualClock(start)
  const storage = memoryStorage()
  const { root } = await given(storage, clock)
  const versions: number[] = []
  for (const phoneCountry of ['FI', 'SE', 'NO'] as const) {
    const { version } = orThrow(await root.publishPolicies({ ...standardPolicies, phoneCountry }, { reason }))
    orThrow(await root.activatePolicies(version, { reason }))
    clock.advance(5000)
    versions.push(version)
  }
  expect(versions).toEqual([1, 2, 3])
  const { ticket } = orThrow(await root.openTicket(question))
  for (let before = 1; before < 8; before += 1) {
    let asked = 0
    let stepping = false
    const stepped: Clock = {
      now: () => {
        asked += stepping ? 1 : 0
        return asked > before ? addMs(clock.now(), -6000) : clock.now()
      },
    }
    const { root: late } = await given(storage, stepped, `s${before}`)
    orThrow(await late.ticket(ticket.id))
    stepping = true
    const { events } = orThrow(await late.tag(ticket.id, { tags: [`k${before}`] }))
    for (const event of events) {
      const inForce = event.recordedAt < addMs(clock.now(), -5000) ? 2 : 3
      expect(event.policies?.set, `a step after ${before}`).toBe(inForce)
    }
  }
})
