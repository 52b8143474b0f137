import { orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/desk'
import {
  type CatalogueDocument,
  carefulWorkflow,
  defineTicketFields,
  standardCatalogue,
  standardWorkflow,
} from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { fixture } from '../test/fixture.ts'

const area = {
  id: 'it',
  title: 'IT',
  purpose: 'Machines',
  kinds: standardCatalogue.kinds.map(({ id }) => id),
  teamId: 'team_it',
  ownerId: null,
}
const areas = [area]
const catalogue = { ...standardCatalogue, version: 7, areas }
const made = () => fixture({ policies: { ...standardPolicies, catalogue } })
const narrowed = catalogue.kinds.map((each) =>
  each.id === 'incident' ? { ...each, channels: ['phone', 'web'], resolutionCodes: ['fixed'] } : each,
)
const opening = { channel: 'phone', kind: 'incident' } as const

describe('given a desk with a catalogue', () => {
  it('turns nobody away: says what is missing, each with its question, and carries the version of the catalogue', async () => {
    const { ada } = await made()
    const { ticket, missing } = orThrow(await ada.openTicket(opening))
    expect([ticket.catalogue, ticket.teamId]).toEqual([{ id: 'standard', version: 7 }, 'team_it'])
    expect(missing.map(({ field, neededBy }) => [field, neededBy])).toEqual([
      ['impact', 'opening'],
      ['topic', 'resolving'],
      ['resolutionCode', 'resolving'],
    ])
    expect(missing.every(({ question }) => question.endsWith('?'))).toBe(true)
  })

  it('turns no contact away either: a ticket it opens says what is missing, and is refused a resolution until it is there', async () => {
    const { ada, desk } = await made()
    const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
    const from = { email: 'eve@example.com' }
    const { decided, missing, ticket } = orThrow(
      await mail.receiveContact({ from, channel: 'email', kind: 'incident', body: 'Help' }),
    )
    expect([decided.outcome, ticket?.catalogue?.version, ticket?.teamId]).toEqual(['open', 7, 'team_it'])
    expect(missing.filter(({ neededBy }) => neededBy === 'opening').map(({ field }) => field)).toEqual(['impact'])
    expect((await ada.resolve(ticket?.id ?? '', { code: 'fixed' }))._unsafeUnwrapErr().kind).toBe('ticket/data-missing')
  })

  it('opens a kind under its own workflow, else under its area’s, unless one is named', async () => {
    const kinds = catalogue.kinds.map((each) => (each.id === 'incident' ? { ...each, workflow: 'careful' } : each))
    const workflows = [standardWorkflow, carefulWorkflow]
    const workflowOf = async (document: CatalogueDocument, more: { readonly workflow?: string } = {}): Promise<string> => {
      const { ada } = await fixture({ policies: { ...standardPolicies, workflows, catalogue: document } })
      return orThrow(await ada.openTicket({ ...opening, ...more })).ticket.workflow.id
    }
    const inArea = areas.map((each) => ({ ...each, workflow: 'careful' }))
    expect(await workflowOf(catalogue)).toBe('standard')
    expect(await workflowOf({ ...catalogue, kinds })).toBe('careful')
    expect(await workflowOf({ ...catalogue, areas: inArea })).toBe('careful')
    expect(await workflowOf({ ...catalogue, kinds }, { workflow: 'standard' })).toBe('standard')
  })

  it('refuses to close while something is missing for closing, whoever closes', async () => {
    const needs = [{ field: 'topic', question: 'About?', neededBy: 'closing' as const }]
    const kinds = catalogue.kinds.map((each) => (each.id === 'incident' ? { ...each, needs } : each))
    const { ada } = await fixture({ policies: { ...standardPolicies, catalogue: { ...catalogue, kinds } } })
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    const early = (await ada.close(ticket.id))._unsafeUnwrapErr()
    expect(early.kind === 'ticket/data-missing' && early.missing.map(({ field }) => field)).toEqual(['topic'])
    orThrow(await ada.classify(ticket.id, { topic: 'printer' }))
    expect(orThrow(await ada.close(ticket.id)).ticket.category).toBe('closed')
  })

  it('gives a requester the team of the area, too', async () => {
    const { ada, requester } = await made()
    const { customer } = orThrow(await ada.registerCustomer({ email: 'eve@example.com' }))
    const { ticket } = orThrow(await requester(customer.id).openTicket(opening))
    expect(orThrow(await ada.ticket(ticket.id))?.teamId).toBe('team_it')
  })

  it('refuses to resolve until it is there, and then resolves', async () => {
    const { ada } = await made()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const early = (await ada.resolve(ticket.id, { code: 'fixed' }))._unsafeUnwrapErr()
    expect(early.kind === 'ticket/data-missing' && early.missing.map(({ field }) => field)).toEqual(['impact', 'topic'])
    orThrow(await ada.prioritise(ticket.id, { impact: 'all' }))
    expect((await ada.resolve(ticket.id, { code: 'fixed' })).isErr()).toBe(true)
    orThrow(await ada.classify(ticket.id, { topic: 'printer' }))
    const resolved = orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    expect([resolved.ticket.category, resolved.missing]).toEqual(['resolved', []])
  })

  it('lets go of what is no longer wanted without asking', async () => {
    const { ada } = await made()
    const { ticket } = orThrow(await ada.openTicket(opening))
    expect(orThrow(await ada.cancel(ticket.id)).ticket.category).toBe('closed')
  })

  it('takes who comes by another channel, and says so beside what happened', async () => {
    const { ada } = await made()
    const { ada: strict } = await fixture({ policies: { ...standardPolicies, catalogue: { ...catalogue, kinds: narrowed } } })
    const answer = orThrow(await strict.openTicket({ channel: 'fax', kind: 'incident' }))
    const note = answer.explanations.find(({ key }) => key === 'planner/channel-not-offered')
    expect([answer.ticket.channel, note?.params]).toEqual([
      'fax',
      { kind: 'incident', channel: 'fax', channels: ['phone', 'web'] },
    ])
    const usual = [await strict.openTicket(opening), await ada.openTicket({ channel: 'fax', kind: 'incident' })]
    for (const each of usual)
      expect(orThrow(each).explanations.map(({ key }) => key)).not.toContain('planner/channel-not-offered')
  })

  it('refuses a resolution code that the kind does not have, with those it has', async () => {
    const { ada } = await fixture({ policies: { ...standardPolicies, catalogue: { ...catalogue, kinds: narrowed } } })
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.prioritise(ticket.id, { impact: 'all' }))
    orThrow(await ada.classify(ticket.id, { topic: 'printer' }))
    const refused = { kind: 'ticket/resolution-code-not-offered', requestKind: 'incident', code: 'magic', allowed: ['fixed'] }
    for (const outcome of ['solved', 'duplicate'] as const)
      expect((await ada.resolve(ticket.id, { code: 'magic', outcome }))._unsafeUnwrapErr()).toMatchObject(refused)
    const named = await ada.changeStatus(ticket.id, { toStatus: 'resolved', code: 'magic' })
    expect(named._unsafeUnwrapErr()).toMatchObject(refused)
    expect(orThrow(await ada.resolve(ticket.id, { code: 'fixed' })).ticket.category).toBe('resolved')
  })

  it('closes nothing by itself while something is missing for closing, and tries again after what was missing came', async () => {
    const kinds = catalogue.kinds.map((each) =>
      each.id === 'incident' ? { ...each, needs: [{ field: 'topic', question: 'About?', neededBy: 'closing' as const }] } : each,
    )
    const { ada, desk, clock } = await fixture({ policies: { ...standardPolicies, catalogue: { ...catalogue, kinds } } })
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    clock.advance(5 * 86_400_000)
    const report = orThrow(await desk.runDueTimers())
    expect(report.refused.map(({ queue, problem }) => [queue, problem.kind])).toEqual([['auto-close', 'ticket/data-missing']])
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, refused: [] })
    orThrow(await ada.classify(ticket.id, { topic: 'printer' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect(orThrow(await ada.ticket(ticket.id))?.category).toBe('closed')
  })

  it('resolves no incident with its problem while something is missing, or with a code its kind does not have', async () => {
    const { ada, desk } = await fixture({ policies: { ...standardPolicies, catalogue: { ...catalogue, kinds: narrowed } } })
    const problem = orThrow(await ada.openTicket({ channel: 'phone', kind: 'riddle' })).ticket
    const bare = orThrow(await ada.openTicket(opening)).ticket
    const full = orThrow(await ada.openTicket(opening)).ticket
    orThrow(await ada.prioritise(full.id, { impact: 'all' }))
    orThrow(await ada.classify(full.id, { topic: 'printer' }))
    for (const { id } of [bare, full]) orThrow(await ada.link(problem.id, { relation: 'problem-of', otherId: id }))
    orThrow(await ada.resolve(problem.id, { code: 'patched', incidents: 'resolve' }))
    const { refused } = orThrow(await desk.runDueTimers())
    expect(new Map(refused.map(({ id, problem: why }) => [id, why.kind]))).toEqual(
      new Map([
        [bare.id, 'ticket/resolution-code-not-offered'],
        [full.id, 'ticket/resolution-code-not-offered'],
      ]),
    )
  })

  it('gives the form of a kind: what is asked, until when, and a schema of the answers', async () => {
    const { requester } = await made()
    const form = orThrow(await requester('cus_eve').requestForm('incident'))
    expect(form?.questions.map(({ field, neededBy }) => [field, neededBy])).toEqual([
      ['impact', 'opening'],
      ['topic', 'resolving'],
      ['resolutionCode', 'resolving'],
    ])
    expect(form).toMatchObject({ kind: 'incident', catalogue: { id: 'standard', version: 7 }, schema: { required: ['impact'] } })
    expect(orThrow(await requester('cus_eve').requestForm('riddle'))).toBeNull()
  })

  it('asks nothing of a kind that is not in it, and says so', async () => {
    const { ada, desk } = await made()
    const { ticket, missing, explanations } = orThrow(await ada.openTicket({ channel: 'phone', kind: 'incidnet' }))
    expect([missing, ticket.teamId]).toEqual([[], null])
    const note = explanations.find(({ key }) => key === 'planner/kind-not-in-catalogue')
    const kinds = standardCatalogue.kinds.map(({ id }) => id)
    expect(note?.params).toEqual({ kind: 'incidnet', catalogue: 'standard@7', kinds })
    const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
    const contact = orThrow(await mail.receiveContact({ from: { email: 'eve@example.com' }, channel: 'email', kind: 'riddle' }))
    expect(contact.explanations.map(({ key }) => key)).toContain('planner/kind-not-in-catalogue')
    for (const kind of ['incident', 'incident'])
      expect(orThrow(await ada.classify(ticket.id, { kind })).explanations.map(({ key }) => key)).not.toContain(
        'planner/kind-not-in-catalogue',
      )
    const back = orThrow(await ada.classify(ticket.id, { kind: 'riddle' }))
    expect(back.explanations.map(({ key }) => key)).toContain('planner/kind-not-in-catalogue')
    expect((await ada.resolve(ticket.id, { code: 'fixed' })).isOk()).toBe(true)
  })

  it('without one, takes every kind and says nothing of it', async () => {
    const { ada } = await fixture()
    const { explanations } = orThrow(await ada.openTicket({ channel: 'phone', kind: 'incidnet' }))
    expect(explanations.map(({ key }) => key)).not.toContain('planner/kind-not-in-catalogue')
  })

  it('keeps team and workflow of a ticket that becomes a kind of another area, and says whose it would be', async () => {
    const money = { ...area, id: 'money', title: 'Money', kinds: ['refund'], teamId: 'team_money', workflow: 'careful' }
    const rest = { ...area, kinds: area.kinds.filter((id) => id !== 'refund') }
    const workflows = [standardWorkflow, carefulWorkflow]
    const document = { ...catalogue, areas: [rest, money] }
    const { ada } = await fixture({ policies: { ...standardPolicies, workflows, catalogue: document } })
    const { ticket } = orThrow(await ada.openTicket(opening))
    const moved = orThrow(await ada.classify(ticket.id, { kind: 'refund' }))
    expect([moved.ticket.teamId, moved.ticket.workflow.id]).toEqual(['team_it', 'standard'])
    expect(moved.explanations.find(({ key }) => key === 'planner/area-of-other-kind')?.params).toEqual({
      kind: 'refund',
      area: 'money',
      serves: 'team_money',
    })
    const within = orThrow(await ada.classify(orThrow(await ada.openTicket(opening)).ticket.id, { kind: 'task' }))
    expect(within.explanations.map(({ key }) => key)).not.toContain('planner/area-of-other-kind')
  })

  it('gives the fields of the desk as they are declared, and the codes of a solution to whoever resolves', async () => {
    const fields = defineTicketFields({
      qty: { type: 'number', personal: false },
      color: { type: 'enum', values: ['red', 'blue'], personal: false },
      iban: { type: 'text', personal: true },
    })
    const needs = [
      { field: 'requesterId', question: 'Who are you?', neededBy: 'opening' },
      { field: 'attributes.qty', question: 'How many?', neededBy: 'opening' },
      { field: 'attributes.color', question: 'Which colour?', neededBy: 'resolving' },
      { field: 'attributes.iban', question: 'Which account?', neededBy: 'opening' },
      { field: 'resolutionCode', question: 'How was it solved?', neededBy: 'resolving' },
    ] as const
    const kinds = catalogue.kinds.map((each) =>
      each.id === 'order' ? { ...each, needs, resolutionCodes: ['sold', 'declined'] } : each,
    )
    const { ada, requester } = await fixture({ policies: { ...standardPolicies, fields, catalogue: { ...catalogue, kinds } } })
    const form = orThrow(await ada.requestForm('order'))
    expect(form?.schema).toMatchObject({
      required: ['requesterId', 'attributes', 'personalFields'],
      additionalProperties: false,
      properties: {
        attributes: {
          properties: {
            qty: { title: 'How many?', type: 'number' },
            color: { title: 'Which colour?', type: ['string', 'null'], enum: ['red', 'blue', null] },
          },
          required: ['qty'],
          additionalProperties: false,
        },
        personalFields: { properties: { iban: { title: 'Which account?', type: 'string' } }, required: ['iban'] },
      },
    })
    expect(form?.resolving).toMatchObject({
      properties: { code: { title: 'How was it solved?', type: 'string', enum: ['sold', 'declined'] } },
      required: ['code'],
      additionalProperties: false,
    })
    const own = orThrow(await requester('cus_eve').requestForm('order'))
    expect(own?.schema.required).toEqual(['attributes', 'personalFields'])
    expect(own?.questions.map(({ field }) => field)).not.toContain('requesterId')
    const bare = orThrow(await ada.openTicket({ channel: 'web', kind: 'order', attributes: { qty: 3 } }))
    expect(bare.missing.map(({ field }) => field)).toEqual([
      'requesterId',
      'attributes.color',
      'attributes.iban',
      'resolutionCode',
    ])
    orThrow(await ada.setField(bare.ticket.id, { field: 'iban', value: 'FI 21' }))
    const later = orThrow(await ada.classify(bare.ticket.id, { attributes: { color: 'red' } }))
    expect(later.missing.map(({ field }) => field)).toEqual(['requesterId', 'resolutionCode'])
  })
})
