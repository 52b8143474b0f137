import { standardAccess } from '@caseload/access'
import { addMs, instant, orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { createDesk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'

const start = instant('2026-03-02T09:00:00Z')
const hiding = { resource: 'ticket', fields: ['attributes.allergies'], visibleTo: ['administrator'], reason: 'health' } as const
const policies: PoliciesDocument = {
  ...standardPolicies,
  access: { ...standardAccess, fields: [hiding] },
  fields: { allergies: { type: 'text', personal: true } },
}
const mark = { hidden: true, reason: 'health' }

async function after(next: PoliciesDocument): Promise<readonly unknown[]> {
  const clock = manualClock(start)
  const desk = orThrow(await createDesk({ storage: memoryStorage(), clock, policies, policyRegistry: true }))
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
  const root = desk.tenant('acme').as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })
  const { ticket } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question', personalFields: { allergies: 'nuts' } }))
  const before = orThrow(await ada.personalFields(ticket.id, { purpose: 'care' }))
  const { version } = orThrow(await root.publishPolicies(next, { reason: 'because' }))
  orThrow(await root.activatePolicies(version, { at: addMs(start, 1000), reason: 'because' }))
  clock.advance(2000)
  return [before, orThrow(await ada.personalFields(ticket.id)), orThrow(await root.personalFields(ticket.id))]
}

describe('given a value of a field that was personal when it was given', () => {
  it('stays hidden from whom its field is hidden, personal or not', async () => {
    const open = { ...policies, fields: { allergies: { type: 'text', personal: false } } } as const
    expect(await after(open)).toEqual([{ allergies: mark }, { allergies: mark }, { allergies: 'nuts' }])
  })

  it('is not read where its field is gone', async () => {
    const gone = { ...policies, access: { ...standardAccess, version: 3, fields: [] }, fields: {} }
    expect(await after(gone)).toEqual([{ allergies: mark }, {}, {}])
  })
})
