import { standardAccess } from '@caseload/access'
import { addMs, instant, orThrow, seededEntropy } from '@caseload/core'
import { type ManualClock, manualClock, sequentialIds } from '@caseload/core/testing'
import { type ActingDesk, createDesk, type Desk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { standardWorkflow } from '@caseload/lifecycle'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'

const start = instant('2026-03-02T09:00:00Z')
const reason = 'because'

/** Policies that a ticket shows: its workflow has the version's number. */
function policies(version: number, more: Partial<PoliciesDocument> = {}): PoliciesDocument {
  return { ...standardPolicies, ...more, workflows: [{ ...standardWorkflow, version: 100 + version }] }
}

async function process(storage: Storage, clock: ManualClock, name: string): Promise<Desk> {
  return orThrow(
    await createDesk({
      storage,
      clock,
      policies: policies(0),
      policyRegistry: true,
      ids: sequentialIds(name),
      entropy: seededEntropy(1),
      numberBlock: 1,
    }),
  )
}

const admin = (desk: Desk): ActingDesk => desk.tenant('acme').as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })
const agent = (desk: Desk): ActingDesk => desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })

async function versionOf(desk: Desk): Promise<number> {
  const { ticket } = orThrow(await agent(desk).openTicket({ channel: 'web', kind: 'question' }))
  return ticket.workflow.version - 100
}

async function twoProcesses() {
  const storage = memoryStorage()
  const clock = manualClock(start)
  return { clock, one: await process(storage, clock, 'a'), two: await process(storage, clock, 'b') }
}

describe('given a registry of policies on one store', () => {
  it('decides by what the desk was created with until a version is activated', async () => {
    const { one, two } = await twoProcesses()
    const published = orThrow(await admin(one).publishPolicies(policies(1), { reason }))
    expect(published).toMatchObject({ latest: 1, inForce: 0, activations: [], version: 1, from: null, fields: { changes: [] } })
    expect([await versionOf(one), await versionOf(two)]).toEqual([0, 0])
  })

  it('switches every process at one instant: a millisecond before it the old version decides, at it the new one', async () => {
    const { clock, one, two } = await twoProcesses()
    orThrow(await admin(one).publishPolicies(policies(1), { reason }))
    const at = addMs(start, 60_000)
    expect(orThrow(await admin(one).activatePolicies(1, { at, reason }))).toMatchObject({ inForce: 0, version: 1, from: at })
    clock.advance(59_999)
    expect([await versionOf(one), await versionOf(two)]).toEqual([0, 0])
    clock.advance(1)
    expect([await versionOf(one), await versionOf(two)]).toEqual([1, 1])
    expect(orThrow(await admin(two).policyHistory())).toMatchObject({
      latest: 1,
      inForce: 1,
      activations: [{ version: 1, from: at }],
    })
  })

  it('gives questions the rights that are in force at the instant they are asked', async () => {
    const { clock, one, two } = await twoProcesses()
    expect(orThrow(await agent(two).backlog())).toEqual([])
    const strict = { ...standardAccess, id: 'strict' }
    const access = {
      ...strict,
      grants: strict.grants.map((grant) => (grant.id === 'work' ? { ...grant, actions: ['ticket/*'] } : grant)),
    }
    orThrow(await admin(one).publishPolicies(policies(1, { access }), { reason }))
    orThrow(await admin(one).activatePolicies(1, { reason }))
    clock.advance(999)
    expect((await agent(two).backlog()).isOk()).toBe(true)
    clock.advance(1)
    expect((await agent(two).backlog())._unsafeUnwrapErr().kind).toBe('access/denied')
  })

  it('rolls back to what was in force before, and withdraws what was to come', async () => {
    const { clock, one, two } = await twoProcesses()
    for (const version of [1, 2, 3]) orThrow(await admin(one).publishPolicies(policies(version), { reason }))
    orThrow(await admin(one).activatePolicies(1, { reason }))
    clock.advance(2000)
    orThrow(await admin(one).activatePolicies(2, { reason }))
    clock.advance(2000)
    orThrow(await admin(one).activatePolicies(3, { at: addMs(clock.now(), 86_400_000), reason }))
    expect(await versionOf(two)).toBe(2)
    const back = orThrow(await admin(two).rollBackPolicies({ reason }))
    expect([back.version, back.from]).toEqual([1, addMs(clock.now(), 1000)])
    clock.advance(1000)
    expect([await versionOf(one), await versionOf(two)]).toEqual([1, 1])
    clock.advance(86_400_000)
    expect(await versionOf(one)).toBe(1)
  })

  it('tells in the journal who did what from when and in what versions differ, and keeps the reason out of it', async () => {
    const { clock, one } = await twoProcesses()
    const secret = 'the auditor was angry'
    orThrow(await admin(one).publishPolicies({ ...policies(1), phoneCountry: 'FI' }, { reason: secret }))
    orThrow(await admin(one).activatePolicies(1, { reason: secret }))
    clock.advance(1000)
    orThrow(await admin(one).rollBackPolicies({ reason: secret }))
    const { events } = orThrow(await one.tenant('acme').events())
    expect(events.map(({ type, actor, version }) => [type, actor, version])).toEqual([
      ['policies-published', 'agent:agt_root', 1],
      ['policies-activated', 'agent:agt_root', 2],
      ['policies-rolled-back', 'agent:agt_root', 3],
    ])
    expect(events.map(({ data }) => data)).toEqual([
      {
        version: 1,
        comparedWith: 0,
        changes: [
          { path: 'phoneCountry', change: 'changed' },
          { path: 'workflows[standard@100]', change: 'removed' },
          { path: 'workflows[standard@101]', change: 'added' },
        ],
        total: 3,
      },
      { version: 1, from: addMs(start, 1000), replaces: 0 },
      { version: 0, from: addMs(start, 2000), replaces: 1, withdrawn: [] },
    ])
    expect(JSON.stringify(events)).not.toContain(secret)
    const lines: string[] = []
    for await (const line of one.tenant('acme').exportLines()) lines.push(line)
    expect(lines.filter((line) => line.includes(secret))).toHaveLength(3)
  })

  it.each([
    ['a version that was never published', { version: 9 }, 'policies/unknown-version'],
    ['an instant that is over', { version: 1, at: start }, 'policies/too-soon'],
    ['less than a second from now', { version: 1, at: addMs(start, 999) }, 'policies/too-soon'],
  ])('refuses to activate %s', async (_, { version, ...input }, kind) => {
    const { one } = await twoProcesses()
    orThrow(await admin(one).publishPolicies(policies(1), { reason }))
    expect((await admin(one).activatePolicies(version, { reason, ...input }))._unsafeUnwrapErr().kind).toBe(kind)
  })

  it('refuses policies that cannot be used, a second version at one instant, a roll-back to nothing, and who has no right', async () => {
    const { one } = await twoProcesses()
    const unusable = { ...policies(1), defaultWorkflow: 'none' }
    expect((await admin(one).publishPolicies(unusable, { reason }))._unsafeUnwrapErr().kind).toBe('desk/invalid-policies')
    expect((await admin(one).rollBackPolicies({ reason }))._unsafeUnwrapErr().kind).toBe('policies/nothing-to-roll-back')
    orThrow(await admin(one).publishPolicies(policies(1), { reason }))
    orThrow(await admin(one).activatePolicies(1, { reason }))
    expect((await admin(one).activatePolicies(0, { reason }))._unsafeUnwrapErr().kind).toBe('policies/instant-taken')
    expect((await agent(one).publishPolicies(policies(2), { reason }))._unsafeUnwrapErr().kind).toBe('access/denied')
    expect((await agent(one).policyHistory())._unsafeUnwrapErr().kind).toBe('access/denied')
  })

  it('gives every version back as a document', async () => {
    const { one } = await twoProcesses()
    orThrow(await admin(one).publishPolicies(policies(1), { reason }))
    expect(orThrow(await admin(one).policiesOfVersion(1))).toEqual(policies(1))
    expect(orThrow(await admin(one).policiesOfVersion(0))).toEqual(policies(0))
    expect(orThrow(await admin(one).policiesOfVersion(2))).toBeNull()
  })

  it('never commits what was decided by policies that were replaced while it was being decided', async () => {
    const storage = memoryStorage()
    const clock = manualClock(start)
    const [one, two] = [await process(storage, clock, 'a'), await process(storage, clock, 'b')]
    for (let version = 1; version <= 5; version += 1) orThrow(await admin(one).publishPolicies(policies(version), { reason }))
    const opened: { readonly version: number; readonly at: number }[] = []
    const open = async (desk: Desk): Promise<void> => {
      const { ticket } = orThrow(await agent(desk).openTicket({ channel: 'web', kind: 'question' }))
      opened.push({ version: ticket.workflow.version - 100, at: ticket.openedAt })
    }
    for (let round = 1; round <= 5; round += 1) {
      await Promise.all([open(one), open(two), admin(two).activatePolicies(round, { reason }), open(one), open(two), open(one)])
      clock.advance(500)
      await Promise.all([open(two), open(one)])
      clock.advance(500)
      await Promise.all([open(two), open(one)])
    }
    const { activations } = orThrow(await admin(one).policyHistory())
    expect(activations).toHaveLength(5)
    const wrong = opened.filter(({ version, at }) => version !== (activations.findLast(({ from }) => from <= at)?.version ?? 0))
    expect(wrong).toEqual([])
    expect(new Set(opened.map(({ version }) => version)).size).toBe(6)
  })
})

describe('given a desk without a registry', () => {
  it('decides by what it was created with, and says that it keeps none', async () => {
    const desk = orThrow(await createDesk({ storage: memoryStorage(), policies: policies(0), clock: manualClock(start) }))
    expect(await versionOf(desk)).toBe(0)
    expect((await admin(desk).publishPolicies(policies(1), { reason }))._unsafeUnwrapErr().kind).toBe('desk/no-registry')
    expect((await admin(desk).policyHistory())._unsafeUnwrapErr().kind).toBe('desk/no-registry')
  })
})
