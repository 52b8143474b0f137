import { orThrow, seededEntropy } from '@caseload/core'
import { manualClock, sequentialIds } from '@caseload/core/testing'
import { createDesk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { carefulWorkflow, standardWorkflow, type WorkflowDocument } from '@caseload/lifecycle'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { start } from '../../test/fixture.ts'
import { labPolicies, withLab } from '../../test/lab-migration.ts'

const reason = 'because'
const question = { channel: 'web', kind: 'question', from: { email: 'eve@example.com' } } as const
const version = (number: number) => ({ id: 'standard', version: number })
const mapping = { schema: 1, statuses: { 'on-hold': 'lab' }, fallback: null } as const

async function given(policies: PoliciesDocument = standardPolicies) {
  const clock = manualClock(start)
  const [ids, entropy] = [sequentialIds('a'), seededEntropy(1)]
  const desk = orThrow(await createDesk({ storage: memoryStorage(), clock, policies, policyRegistry: true, ids, entropy }))
  const root = desk.tenant('acme').as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })
  /** Puts a version in force, and waits until it is. */
  const inForce = async (policyVersion: number) => {
    const answer = orThrow(await root.activatePolicies(policyVersion, { reason }))
    clock.advance(1000)
    return answer.tickets
  }
  return { clock, desk, root, inForce }
}

/** A ticket that carries the version with the laboratory, and was put on hold by the one without it, after a roll-back. */
async function rolledBack() {
  const made = await given()
  const { root, clock, inForce } = made
  const published = orThrow(await root.publishPolicies(labPolicies, { reason }))
  await inForce(published.version)
  const { ticket } = orThrow(await root.openTicket(question))
  const back = orThrow(await root.rollBackPolicies({ reason }))
  clock.advance(1000)
  const held = orThrow(await root.hold(ticket.id))
  const stranded = {
    ...{ ticketId: ticket.id, number: 1, status: 'on-hold', workflow: version(2), decidedBy: version(2) },
    reasons: [{ reason: 'unknown-status', status: 'on-hold' }],
  }
  return { ...made, ticket, back, held, published: published.version, stranded }
}

describe('given a ticket that another version than its own decided about, after a roll-back', () => {
  it('is named before and when its own version is put in force again: that one lacks the status it is in', async () => {
    const { root, back, held, published, stranded, inForce } = await rolledBack()
    expect(back.tickets).toMatchObject({ tickets: 1, stranded: [] })
    expect([held.ticket.status, held.ticket.workflow, held.events[0]?.policies?.workflow]).toEqual([
      ...['on-hold', version(2), 'standard@1'],
    ])
    const named = { tickets: 1, stranded: [stranded], unreadable: [], next: null }
    expect(orThrow(await root.foreseePolicies(published))).toEqual(named)
    expect(await inForce(published)).toEqual(named)
    // It is so still, and nothing was switched: whoever asks is told.
    expect(orThrow(await root.foreseePolicies(published))).toEqual(named)
    expect(orThrow(await root.publishPolicies({ ...labPolicies, phoneCountry: 'FI' }, { reason })).tickets).toEqual(named)
    expect(orThrow(await root.foreseePolicies(0)).stranded).toEqual([])
  })

  it('finds its way out by a mapping within its version, before or after', async () => {
    const { root, desk, clock, ticket, published, inForce } = await rolledBack()
    await inForce(published)
    expect((await root.resume(ticket.id))._unsafeUnwrapErr().kind).toBe('ticket/no-transition')
    const input = { from: version(2), to: version(2), mapping }
    expect(orThrow(await root.migrateWorkflow({ ...input, dryRun: true }))).toMatchObject({ stays: 0, moves: 1, stranded: [] })
    expect(orThrow(await root.migrateWorkflow(input))).toMatchObject({ moves: 1, stranded: [], commits: 1 })
    expect(orThrow(await root.ticket(ticket.id))).toMatchObject({ status: 'lab', workflow: version(2) })
    expect(orThrow(await root.migrateWorkflow(input))).toMatchObject({ stays: 0, moves: 0, commits: 0 })
    expect(orThrow(await root.foreseePolicies(published))).toEqual({ tickets: 0, stranded: [], unreadable: [], next: null })
    expect(orThrow(await root.resume(ticket.id)).ticket.status).toBe('new')
    const { events } = orThrow(await desk.tenant('acme').events())
    expect(events.find(({ type }) => type === 'workflow-changed')?.data).toMatchObject({
      ...{ fromWorkflow: version(2), toWorkflow: version(2), from: 'on-hold', to: 'lab', fellBack: false },
    })
    clock.advance(1)
    expect(orThrow(await root.resolve(ticket.id, { code: 'fixed' })).ticket.status).toBe('resolved')
  })

  it('is timed by its version from then on, whichever timed it before', async () => {
    const renamed: WorkflowDocument = {
      ...JSON.parse(
        JSON.stringify(withLab)
          .replaceAll('"pending"', '"asked"')
          .replaceAll('"category":"asked"', '"category":"pending"')
          .replaceAll('"asked":"asked"', '"pending":"asked"'),
      ),
      onRequesterReply: withLab.onRequesterReply,
    }
    const { root, desk, clock, inForce } = await given()
    const { version: both } = orThrow(
      await root.publishPolicies({ ...standardPolicies, workflows: [standardWorkflow, renamed] }, { reason }),
    )
    await inForce(both)
    const { ticket } = orThrow(await root.openTicket(question))
    orThrow(await root.rollBackPolicies({ reason }))
    clock.advance(1000)
    const asked = orThrow(await root.requestInformation(ticket.id, { body: 'Which one?' })).ticket
    await inForce(both)
    const asking = { schema: 1, statuses: { pending: 'asked' }, fallback: null } as const
    const done = orThrow(await root.migrateWorkflow({ from: version(2), to: version(2), mapping: asking }))
    expect(done).toMatchObject({ moves: 1 })
    clock.set(asked.statusSince + 72 * 3_600_000)
    orThrow(await desk.runDueTimers())
    expect(orThrow(await root.ticket(ticket.id))?.status).toBe('new')
  })

  it('finds it page by page among many, each once', async () => {
    const { root, clock, published, inForce } = await rolledBack()
    for (let count = 0; count < 4; count += 1) {
      orThrow(await root.activatePolicies(published, { reason }))
      clock.advance(1000)
      const { ticket } = orThrow(await root.openTicket(question))
      orThrow(await root.openTicket(question))
      orThrow(await root.rollBackPolicies({ reason }))
      clock.advance(1000)
      orThrow(await root.hold(ticket.id))
    }
    const found: string[] = []
    for (let after: string | null = null, pages = 0; ; pages += 1) {
      expect(pages).toBeLessThan(20)
      const page: { readonly stranded: readonly { readonly ticketId: string }[]; readonly next: string | null } = orThrow(
        await root.foreseePolicies(published, { limit: 1, ...(after === null ? {} : { after }) }),
      )
      found.push(...page.stranded.map(({ ticketId }) => ticketId))
      after = page.next
      if (after === null) break
    }
    expect([found.length, new Set(found).size]).toEqual([5, 5])
    expect((await inForce(published)).stranded).toHaveLength(5)
  })
})

describe('given a ticket under a version that no known policies hold', () => {
  it('is looked at all the same: what decides about it is what the policies make of its name', async () => {
    const storage = memoryStorage()
    const clock = manualClock(start)
    const made = { storage, clock, ids: sequentialIds('a'), entropy: seededEntropy(1), policies: labPolicies }
    const old = orThrow(await createDesk({ ...made, policies: { ...labPolicies, workflows: [{ ...withLab, version: 7 }] } }))
    const { ticket } = orThrow(await old.tenant('acme').as({ kind: 'agent', id: 'agt_ada' }).openTicket(question))
    orThrow(await old.tenant('acme').as({ kind: 'agent', id: 'agt_ada' }).hold(ticket.id))
    const desk = orThrow(await createDesk({ ...made, ids: sequentialIds('b'), policyRegistry: true }))
    const root = desk.tenant('acme').as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })
    const { tickets } = orThrow(
      await root.publishPolicies({ ...standardPolicies, workflows: [standardWorkflow, carefulWorkflow] }, { reason }),
    )
    expect(tickets.stranded).toMatchObject([
      {
        ticketId: ticket.id,
        status: 'lab',
        workflow: version(7),
        decidedBy: version(1),
        reasons: [{ reason: 'unknown-status' }],
      },
    ])
  })
})
