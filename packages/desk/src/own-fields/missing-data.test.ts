import { orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/desk'
import { standardCatalogue } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

describe('given a ticket of which something is not known', () => {
  it('misses it until the ticket ends without a solution, which needs nothing, and again where it is taken up', async () => {
    const { ada } = await fixture({ policies: { ...standardPolicies, catalogue: standardCatalogue } })
    const opened = orThrow(await ada.openTicket({ channel: 'web', kind: 'incident' }))
    const names = ({ missing }: { readonly missing: readonly { readonly field: string }[] }) => missing.map(({ field }) => field)
    expect(names(opened)).not.toEqual([])
    const refused = (await ada.resolve(opened.ticket.id, { code: 'fixed' }))._unsafeUnwrapErr()
    expect(refused.message).toContain('what is needed of this incident is not known: ')
    expect(orThrow(await ada.cancel(opened.ticket.id))).toMatchObject({ missing: [], missingUnseen: null })
    expect(names(orThrow(await ada.reopen(opened.ticket.id)))).toEqual(names(opened))
  })
})
