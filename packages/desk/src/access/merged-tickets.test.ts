import { standardAccess } from '@caseload/access'
import { orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/desk'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const access = {
  ...standardAccess,
  id: 'teamwise',
  grants: standardAccess.grants.map((grant) => (grant.id === 'work' ? { ...grant, actions: ['ticket/*'], as: ['team'] } : grant)),
}

describe('given an agent who reads the tickets of their own team alone', () => {
  it('shows of a ticket that another was merged into what was said in it, and nothing of the other', async () => {
    const { ada, desk } = await fixture({ policies: { ...standardPolicies, access } })
    const opening = { channel: 'web', kind: 'question' } as const
    const north = orThrow(await ada.openTicket({ ...opening, teamId: 'team_north', body: 'from the north' })).ticket
    const south = orThrow(await ada.openTicket({ ...opening, teamId: 'team_south', body: 'from the south' })).ticket
    orThrow(await ada.mergeInto(south.id, { survivorId: north.id }))
    const nora = desk.tenant('acme').as({ kind: 'agent', id: 'agt_nora', teams: ['team_north'] })
    const bodies = async (by: typeof ada) => orThrow(await by.conversation(north.id)).messages.map(({ body }) => body)
    expect(await bodies(ada)).toEqual(['from the north', 'from the south'])
    expect(await bodies(nora)).toEqual(['from the north'])
    expect(JSON.stringify(orThrow(await nora.timeline(north.id)))).not.toContain('from the south')
    expect(JSON.stringify(orThrow(await ada.timeline(north.id)))).toContain('from the south')
  })
})
