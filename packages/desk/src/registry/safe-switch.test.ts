import { standardAccess } from '@caseload/access'
import { addMs, instant, orThrow, parseTenantId, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { createDesk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { carefulWorkflow, standardWorkflow, type WorkflowDocument } from '@caseload/lifecycle'
import { deskKinds, writePublished, writeRegistry } from '@caseload/planner'
import { guardStore, type Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'

const start = instant('2026-03-02T09:00:00Z')
const reason = 'because'
const question = { channel: 'web', kind: 'question' } as const

/** An administrator of a desk with a registry, and the desk. */
async function given(policies: PoliciesDocument = standardPolicies, storage: Storage = memoryStorage()) {
  const clock = manualClock(start)
  const [ids, entropy] = [sequentialIds('a'), seededEntropy(1)]
  const desk = orThrow(await createDesk({ storage, clock, policies, policyRegistry: true, ids, entropy }))
  const acme = desk.tenant('acme')
  return { clock, acme, root: acme.as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] }) }
}

const typesIn = async ({ acme }: Awaited<ReturnType<typeof given>>) => orThrow(await acme.events()).events.map(({ type }) => type)

/** The standard workflow in which tickets on hold lie in a laboratory. */
const renamed: WorkflowDocument = JSON.parse(
  JSON.stringify({ ...standardWorkflow, version: 2 })
    .replaceAll('"on-hold"', '"lab"')
    .replaceAll('"category":"lab"', '"category":"on-hold"')
    .replaceAll('"lab":"lab"', '"on-hold":"lab"'),
)
const withLab: PoliciesDocument = { ...standardPolicies, workflows: [renamed] }

describe('given a document that was changed and kept its version', () => {
  const changed = { ...standardPolicies, workflows: [{ ...standardWorkflow, autoCloseAfter: 'PT1H' }] }

  it('is refused, naming it and the version to give it; nothing is published', async () => {
    const made = await given()
    expect((await made.root.publishPolicies(changed, { reason }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'policies/version-taken',
      documents: [{ document: 'workflow', id: 'standard', version: 1, publishedIn: 0, free: 2 }],
      message: 'workflow standard version 1 has other content in version 0 of the policies: give the changed one version 2',
    })
    expect(await typesIn(made)).toEqual([])
  })

  it('is refused for every sort of document', async () => {
    const { root } = await given()
    const access = { ...standardAccess, title: 'Ours' }
    const refused = (await root.publishPolicies({ ...changed, access }, { reason }))._unsafeUnwrapErr()
    expect(refused).toMatchObject({ documents: [{ document: 'workflow' }, { document: 'access' }] })
  })
})

describe('given policies that were published before', () => {
  it('publishes nothing again, and says which version they have', async () => {
    const made = await given()
    const next = { ...standardPolicies, phoneCountry: 'FI' }
    expect(orThrow(await made.root.publishPolicies(next, { reason }))).toMatchObject({ version: 1, changed: true })
    expect(orThrow(await made.root.publishPolicies(next, { reason }))).toMatchObject({ version: 1, latest: 1, changed: false })
    expect(await typesIn(made)).toEqual(['policies-published'])
  })

  it('activates nothing again that is in force or to come at that instant', async () => {
    const made = await given()
    const { root, clock } = made
    orThrow(await root.publishPolicies({ ...standardPolicies, phoneCountry: 'FI' }, { reason }))
    const at = addMs(start, 60_000)
    expect(orThrow(await root.activatePolicies(1, { at, reason }))).toMatchObject({ from: at, changed: true })
    expect(orThrow(await root.activatePolicies(1, { at, reason }))).toMatchObject({ from: at, changed: false })
    clock.advance(60_000)
    expect(orThrow(await root.activatePolicies(1, { at, reason }))).toMatchObject({ from: at, inForce: 1, changed: false })
    expect(orThrow(await root.activatePolicies(1, { reason }))).toMatchObject({ from: at, changed: false })
    expect(await typesIn(made)).toEqual(['policies-published', 'policies-activated'])
  })
})

describe('given an activation that is to come', () => {
  it('is withdrawn alone, by whom and why on record', async () => {
    const made = await given()
    const { root, clock, acme } = made
    for (const phoneCountry of ['FI', 'SE'])
      orThrow(await root.publishPolicies({ ...standardPolicies, phoneCountry }, { reason }))
    const [first, second] = [addMs(start, 60_000), addMs(start, 120_000)]
    orThrow(await root.activatePolicies(1, { at: first, reason }))
    orThrow(await root.activatePolicies(2, { at: second, reason }))
    const secret = 'the auditor was angry'
    expect(orThrow(await root.withdrawActivation({ at: first, reason: secret }))).toMatchObject({
      ...{ version: 1, from: first, changed: true },
      activations: [{ version: 2, from: second }],
    })
    const event = orThrow(await acme.events()).events.at(-1)
    expect(event).toMatchObject({
      type: 'policies-activation-withdrawn',
      actor: 'agent:agt_root',
      data: { version: 1, from: first },
    })
    expect(JSON.stringify(orThrow(await acme.events()))).not.toContain(secret)
    const again = (await root.withdrawActivation({ at: first, reason }))._unsafeUnwrapErr()
    expect(again).toMatchObject({ kind: 'policies/no-such-activation', planned: [{ version: 2, from: second }] })
    clock.advance(120_000)
    expect(orThrow(await root.policyHistory()).inForce).toBe(2)
    const supervisor = acme.as({ kind: 'agent', id: 'agt_sue', roles: ['supervisor'] })
    expect((await supervisor.withdrawActivation({ at: second, reason }))._unsafeUnwrapErr().kind).toBe('access/denied')
  })
})

describe('given a version that was rolled back from', () => {
  it('does not come back by rolling back again', async () => {
    const { root, clock } = await given()
    for (const phoneCountry of ['FI', 'SE', 'NO', 'DK'])
      orThrow(await root.publishPolicies({ ...standardPolicies, phoneCountry }, { reason }))
    orThrow(await root.activatePolicies(4, { reason }))
    clock.advance(2000)
    expect(orThrow(await root.rollBackPolicies({ reason })).version).toBe(0)
    clock.advance(2000)
    expect((await root.rollBackPolicies({ reason }))._unsafeUnwrapErr().kind).toBe('policies/nothing-to-roll-back')
    expect(orThrow(await root.policyHistory()).inForce).toBe(0)
  })
})

describe('given access that would lock everybody out', () => {
  const { grants } = standardAccess
  const locking = (id: string, effect: 'none' | 'deny'): PoliciesDocument => {
    const own = grants.filter(({ id: name }) => name !== 'administer')
    const denial = {
      id: 'nobody',
      effect: 'deny',
      roles: ['administrator'],
      actions: ['policy/activate', 'policy/roll-back'],
    } as const
    const held = { id: 'administer', roles: ['administrator'], actions: ['customer/*', 'history/*'] }
    return {
      ...standardPolicies,
      access: { ...standardAccess, id, grants: effect === 'deny' ? [...grants, denial] : [...own, held] },
    }
  }

  it.each([
    ['no grant', locking('lost', 'none'), ['policy/publish', 'policy/activate', 'policy/roll-back']],
    ['a denial', locking('denied', 'deny'), ['policy/activate', 'policy/roll-back']],
  ] as const)('is refused when it is published, for %s, naming the rights nobody would have', async (_, policies, rights) => {
    const { root } = await given()
    const refused = (await root.publishPolicies(policies, { reason }))._unsafeUnwrapErr()
    expect(refused).toMatchObject({ kind: 'policies/locked-out', rights })
    for (const right of rights) expect(refused.message).toContain(right)
  })

  it('is refused when it is put in force, and whoever opened the desk finds the way out', async () => {
    const { root, acme, clock } = await given(locking('lost', 'none'))
    expect((await root.publishPolicies(standardPolicies, { reason }))._unsafeUnwrapErr().kind).toBe('access/denied')
    const { version } = orThrow(await acme.policies.publishPolicies(standardPolicies, { reason }))
    orThrow(await acme.policies.activatePolicies(version, { reason }))
    clock.advance(1000)
    expect((await root.activatePolicies(0, { reason }))._unsafeUnwrapErr()).toMatchObject({ kind: 'policies/locked-out' })
    expect((await root.rollBackPolicies({ reason }))._unsafeUnwrapErr()).toMatchObject({ kind: 'policies/locked-out' })
    expect(orThrow(await root.policyHistory()).inForce).toBe(version)
    expect(orThrow(await acme.events()).events.map(({ actor }) => actor)).toEqual(['system:owner', 'system:owner'])
  })
})

describe('given a version in force that this program cannot use', () => {
  it('answers nobody, but whoever opened the desk, who puts another in force', async () => {
    const storage = memoryStorage()
    const opened = orThrow(await storage.open({ kinds: deskKinds }))
    const store = guardStore(opened, { kinds: deskKinds, entropy: seededEntropy(1), sleep: async () => undefined })
    const document = { ...standardPolicies, defaultWorkflow: 'none' }
    const registry = { schema: 1, latest: 1, activations: [{ version: 1, from: addMs(start, -60_000) }], version: 0 } as const
    const writes = [writePublished({ version: 1, document, publishedAt: start }), writeRegistry(null, registry)]
    orThrow(await store.commit(orThrow(parseTenantId('acme')), { key: 'cmd_earlier', writes, events: [] }))
    const { root, acme, clock } = await given(standardPolicies, storage)
    expect((await root.policyHistory())._unsafeUnwrapErr().kind).toBe('desk/invalid-policies')
    const { version } = orThrow(await acme.policies.publishPolicies({ ...standardPolicies, phoneCountry: 'FI' }, { reason }))
    orThrow(await acme.policies.activatePolicies(version, { reason }))
    clock.advance(2000)
    expect(orThrow(await root.policyHistory()).inForce).toBe(version)
    expect((await root.openTicket(question)).isOk()).toBe(true)
  })
})

describe('given open tickets whose version of a workflow the next policies do not hold', () => {
  it('tells which would be stranded when it is published and activated, and goes on page by page', async () => {
    const { root, clock } = await given()
    const ids: string[] = []
    for (let index = 0; index < 3; index += 1) {
      const { ticket } = orThrow(await root.openTicket(question))
      orThrow(await root.hold(ticket.id))
      ids.push(ticket.id)
    }
    orThrow(await root.openTicket(question))
    const published = orThrow(await root.publishPolicies(withLab, { reason }))
    expect(published.tickets).toMatchObject({ tickets: 4, next: null })
    expect(published.tickets.stranded).toHaveLength(3)
    expect(published.tickets.stranded[0]).toEqual({
      ticketId: ids[0],
      ...{ number: 1, status: 'on-hold', workflow: { id: 'standard', version: 1 }, decidedBy: { id: 'standard', version: 2 } },
      reasons: [{ reason: 'unknown-status', status: 'on-hold' }],
    })
    const first = orThrow(await root.foreseePolicies(published.version, { limit: 1 }))
    expect(first.stranded.length).toBeGreaterThan(0)
    let [found, next] = [first.stranded.length, first.next]
    while (next !== null) {
      const page = orThrow(await root.foreseePolicies(published.version, { limit: 1, after: next }))
      ;[found, next] = [found + page.stranded.length, page.next]
    }
    expect(found).toBe(3)
    expect(orThrow(await root.activatePolicies(published.version, { reason })).tickets.stranded).toHaveLength(3)
    clock.advance(1000)
    expect(orThrow(await root.foreseePolicies(0)).stranded).toEqual([])
  })

  it('tells those of a workflow that is there no more', async () => {
    const { root } = await given()
    const { ticket } = orThrow(await root.openTicket(question))
    const { tickets } = orThrow(
      await root.publishPolicies({ ...standardPolicies, workflows: [carefulWorkflow], defaultWorkflow: 'careful' }, { reason }),
    )
    expect(tickets.stranded).toMatchObject([{ ticketId: ticket.id, decidedBy: null, reasons: [] }])
  })

  it('warns of none where the version stays beside the new one', async () => {
    const { root } = await given()
    const { ticket } = orThrow(await root.openTicket(question))
    orThrow(await root.hold(ticket.id))
    const both = { ...standardPolicies, workflows: [standardWorkflow, renamed] }
    expect(orThrow(await root.publishPolicies(both, { reason })).tickets).toEqual({
      tickets: 0,
      stranded: [],
      unreadable: [],
      next: null,
    })
  })

  it('knows no version that was never published, and no page of its own making', async () => {
    const { root } = await given()
    expect((await root.foreseePolicies(3))._unsafeUnwrapErr().kind).toBe('policies/unknown-version')
    expect((await root.foreseePolicies(0, { after: 'x' }))._unsafeUnwrapErr().kind).toBe('input/invalid')
  })
})
