import { standardAccess } from '@caseload/access'
import { orThrow } from '@caseload/core'
import { standardPolicies, type TicketQuery } from '@caseload/desk'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'
import { decoded } from '../../test/twin-search.ts'

const access = {
  ...standardAccess,
  id: 'several-relations',
  grants: standardAccess.grants.map((grant) =>
    grant.id === 'work' ? { ...grant, actions: ['ticket/*'], as: ['team', 'assignee'] } : grant,
  ),
}

/** Of every seven tickets one is north's, and so is every one of the last few. */
async function world(count: number) {
  const { ada, desk, clock } = await fixture({ policies: { ...standardPolicies, access } })
  const own: string[] = []
  const others: string[] = []
  for (let index = 0; index < count; index += 1) {
    const teamId = index % 7 === 0 ? 'team_north' : 'team_south'
    const { ticket } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question', teamId }))
    ;(teamId === 'team_north' ? own : others).push(ticket.id)
    clock.advance(1000)
  }
  return { own, others, nora: desk.tenant('acme').as({ kind: 'agent', id: 'agt_nora', teams: ['team_north'] }), ada, clock }
}

describe('given a list of which the asker may read only some tickets, one by one', () => {
  it.each([1, 2, 3, 50])(
    'gives full pages of %d, each once, in order, and no cursor that holds another ticket',
    async (limit) => {
      const { own, others, nora } = await world(60)
      const found: string[] = []
      const sizes: number[] = []
      for (let query: TicketQuery | null = { sort: 'openedAt', direction: 'asc', limit }; query !== null; ) {
        const { tickets, next }: { readonly tickets: readonly { readonly id: string }[]; readonly next: string | null } = orThrow(
          await nora.tickets(query),
        )
        found.push(...tickets.map(({ id }) => id))
        sizes.push(tickets.length)
        const text = decoded(next ?? '')
        expect(others.filter((id) => text.includes(`"${id}"`))).toEqual([])
        if (next !== null) expect(text).toContain(`"${found.at(-1)}"`)
        query = next === null ? null : { ...query, cursor: next }
      }
      expect(found).toEqual(own)
      expect(sizes.slice(0, -1).every((size) => size === limit)).toBe(true)
      expect(sizes.at(-1)).toBeGreaterThan(0)
    },
  )

  it('goes on over more of others’ tickets than are read at once, and ends where only theirs are left', async () => {
    const { nora, ada } = await world(1)
    for (let index = 0; index < 450; index += 1)
      orThrow(await ada.openTicket({ channel: 'web', kind: 'question', teamId: 'team_south' }))
    const last = orThrow(await ada.openTicket({ channel: 'web', kind: 'question', teamId: 'team_north' })).ticket.id
    const first = orThrow(await nora.tickets({ sort: 'openedAt', direction: 'asc', limit: 1 }))
    expect([first.tickets.length, first.next === null]).toEqual([1, false])
    const second = orThrow(await nora.tickets({ sort: 'openedAt', direction: 'asc', limit: 1, cursor: first.next ?? '' }))
    expect([second.tickets.map(({ id }) => id), second.next]).toEqual([[last], null])
  })
})
