import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow, seededEntropy } from '@caseload/core'
import { type ManualClock, manualClock, sequentialIds } from '@caseload/core/testing'
import { createDesk, type Desk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { standardWorkflow } from '@caseload/lifecycle'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { start } from '../../test/fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'first-policies-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const reason = 'because'
const question = { channel: 'web', kind: 'question' } as const
const second = { ...standardWorkflow, version: 2, autoCloseAfter: 'PT1H' }
const older: PoliciesDocument = standardPolicies
const newer: PoliciesDocument = { ...standardPolicies, workflows: [standardWorkflow, second] }

async function process(storage: Storage, clock: ManualClock, name: string, policies: PoliciesDocument): Promise<Desk> {
  const made = { storage, clock, policies, policyRegistry: true, numberBlock: 1 }
  return orThrow(await createDesk({ ...made, ids: sequentialIds(name), entropy: seededEntropy(name) }))
}

const admin = (desk: Desk, tenant = 'acme') => desk.tenant(tenant).as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })

describe.each([
  [
    'in one memory',
    () => {
      const storage = memoryStorage()
      return () => storage
    },
  ],
  [
    'on one file',
    () => {
      const path = join(mkdtempSync(join(folder, 'desk-')), 'desk.db')
      return () => sqliteStorage({ path, synchronous: 'normal' })
    },
  ],
] as const)('given two desks that were created with different policies, %s', (_, place) => {
  const both = async (first: PoliciesDocument, then: PoliciesDocument) => {
    const [storage, clock] = [place(), manualClock(start)]
    return { clock, one: await process(storage(), clock, 'a', first), two: await process(storage(), clock, 'b', then) }
  }
  const opened = async (desk: Desk) => orThrow(await admin(desk).openTicket(question))

  it('decides by those of the desk that recorded first, in both, at every instant', async () => {
    const { one, two } = await both(older, newer)
    const answers = [await opened(one), await opened(two), await opened(one)]
    expect(answers.map(({ ticket }) => ticket.workflow.version)).toEqual([1, 1, 1])
    const decided = answers.map(({ events }) => events[0]?.policies)
    expect(decided).toEqual([decided[0], decided[0], decided[0]])
    expect(decided[0]).toMatchObject({ set: 0, workflow: 'standard@1' })
    await Promise.all([one.close(), two.close()])
  })

  it('decides anew where both begin at the same moment', async () => {
    const { one, two } = await both(older, newer)
    const answers = await Promise.all([opened(one), opened(two), opened(one), opened(two)])
    expect(new Set(answers.map(({ ticket }) => ticket.workflow.version)).size).toBe(1)
    expect(new Set(answers.map(({ events }) => events[0]?.policies?.digest)).size).toBe(1)
    await Promise.all([one.close(), two.close()])
  })

  it('tells the desk whose own policies decide nothing, and which way they do', async () => {
    const { clock, one, two } = await both(older, newer)
    const of = async (desk: Desk) => orThrow(await admin(desk).policyHistory()).first
    expect(await of(two)).toMatchObject({ stored: false, sameAsCreated: true })
    const { events } = await opened(one)
    const digest = events[0]?.policies?.digest
    expect(await of(one)).toEqual({ digest, stored: true, sameAsCreated: true })
    expect(await of(two)).toEqual({ digest, stored: true, sameAsCreated: false })
    expect(orThrow(await admin(two).policiesOfVersion(0))).toEqual(older)
    const { version } = orThrow(await admin(two).publishPolicies(newer, { reason }))
    orThrow(await admin(two).activatePolicies(version, { reason }))
    clock.advance(1000)
    expect([(await opened(one)).ticket.workflow.version, (await opened(two)).ticket.workflow.version]).toEqual([2, 2])
    orThrow(await admin(two).rollBackPolicies({ reason }))
    clock.advance(1000)
    expect([(await opened(one)).ticket.workflow.version, (await opened(two)).ticket.workflow.version]).toEqual([1, 1])
    await Promise.all([one.close(), two.close()])
  })

  it('refuses other content under a version that the first ones have, whoever publishes it', async () => {
    const { one, two } = await both(older, newer)
    await opened(two)
    const other = { ...newer, workflows: [standardWorkflow, { ...second, autoCloseAfter: 'PT9H' }] }
    for (const desk of [one, two])
      expect((await admin(desk).publishPolicies(other, { reason }))._unsafeUnwrapErr()).toMatchObject({
        kind: 'policies/version-taken',
        documents: [{ document: 'workflow', id: 'standard', version: 2, publishedIn: 0, free: 3 }],
      })
    await Promise.all([one.close(), two.close()])
  })

  it('keeps what the first publisher was created with where nothing was decided before', async () => {
    const { one, two } = await both(older, newer)
    const published = await Promise.all([
      admin(one).publishPolicies({ ...older, phoneCountry: 'FI' }, { reason }),
      admin(two).publishPolicies({ ...newer, phoneCountry: 'SE' }, { reason }),
    ])
    expect(published.map((each) => orThrow(each).version).sort()).toEqual([1, 2])
    const zero = orThrow(await admin(one).policiesOfVersion(0))
    expect(orThrow(await admin(two).policiesOfVersion(0))).toEqual(zero)
    const [a, b] = [await opened(one), await opened(two)]
    expect(a.ticket.workflow).toEqual(b.ticket.workflow)
    await Promise.all([one.close(), two.close()])
  })

  it('keeps those of each tenant apart, and nothing for a tenant that was only asked about', async () => {
    const { one, two } = await both(older, newer)
    await opened(one)
    expect(orThrow(await admin(two, 'other').tickets()).tickets).toEqual([])
    expect(orThrow(await admin(one, 'other').policyHistory()).first.stored).toBe(false)
    expect(orThrow(await admin(two, 'other').openTicket(question)).ticket.workflow.version).toBe(2)
    expect(orThrow(await admin(one, 'other').openTicket(question)).ticket.workflow.version).toBe(2)
    await Promise.all([one.close(), two.close()])
  })

  it('decides by them when it is created anew with others: a release is published, not just deployed', async () => {
    const [storage, clock] = [place(), manualClock(start)]
    const before = await process(storage(), clock, 'a', older)
    await opened(before)
    const after = await process(storage(), clock, 'b', newer)
    expect((await opened(after)).ticket.workflow.version).toBe(1)
    await Promise.all([before.close(), after.close()])
  })
})
