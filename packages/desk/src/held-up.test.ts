import { orThrow } from '@caseload/core'
import { carefulWorkflow, standardCatalogue, standardWorkflow } from '@caseload/lifecycle'
import { standardPolicies } from '@caseload/planner'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../test/fixture.ts'

const from = { email: 'eve@example.com' }
const opening = { channel: 'phone', kind: 'incident', from, impact: 'one' } as const
const stored = async ({ ada }: Fixture, id: string) => orThrow(await ada.ticket(id))
const typesOf = async ({ ada }: Fixture, id: string) =>
  orThrow(await ada.timeline(id, { limit: 500 })).entries.map(({ event }) => event.type)

describe('given an incident that cannot be resolved with its problem yet', () => {
  const held = async () => {
    const made = await fixture({ policies: { ...standardPolicies, catalogue: standardCatalogue } })
    const { ada, desk } = made
    const problem = orThrow(await ada.openTicket({ channel: 'phone', kind: 'riddle' })).ticket.id
    const incident = orThrow(await ada.openTicket(opening)).ticket.id
    orThrow(await ada.link(incident, { relation: 'incident-of', otherId: problem }))
    orThrow(await ada.resolve(problem, { code: 'fixed', incidents: 'resolve' }))
    const report = orThrow(await desk.runDueTimers())
    expect(report.refused.map(({ id, problem: why }) => [id, why.kind])).toEqual([[incident, 'ticket/data-missing']])
    return { made, problem, incident }
  }

  it('says so in its history, and is resolved as soon as what was in the way is gone', async () => {
    const { made, problem, incident } = await held()
    const { ada, desk } = made
    const { entries } = orThrow(await ada.timeline(incident))
    expect(entries.at(-1)?.event).toMatchObject({
      type: 'resolution-held-up',
      actor: 'system:timers',
      data: { problemId: problem, reason: 'data-missing' },
    })
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, withoutReason: 0, refused: [], failed: [] })
    orThrow(await ada.note(incident, { body: 'Which printer?' }))
    expect(orThrow(await desk.runDueTimers()).refused).toHaveLength(1)
    orThrow(await ada.classify(incident, { topic: 'printer' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [], failed: [] })
    expect(await stored(made, incident)).toMatchObject({ category: 'resolved', resolutionCode: 'fixed', awaitsResolution: null })
    expect((await typesOf(made, incident)).filter((type) => type === 'resolution-held-up')).toHaveLength(1)
    orThrow(await ada.note(incident, { body: 'Done.' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, withoutReason: 0, refused: [] })
  })

  it('waits no longer once the problem came back, even where that is resolved again without its incidents', async () => {
    const { made, problem, incident } = await held()
    const { ada, clock, desk } = made
    clock.advance(hours(1))
    orThrow(await ada.reopen(problem))
    orThrow(await ada.resolve(problem, { code: 'fixed' }))
    orThrow(await ada.classify(incident, { topic: 'printer' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, withoutReason: 1, refused: [] })
    expect(await stored(made, incident)).toMatchObject({ category: 'new', awaitsResolution: null })
    expect((await typesOf(made, incident)).at(-1)).toBe('resolution-dropped')
  })

  it('is left to whoever resolves it, and to nobody once it is unlinked', async () => {
    const { made, problem, incident } = await held()
    const { ada, desk } = made
    orThrow(await ada.unlink(incident, { relation: 'incident-of', otherId: problem }))
    expect((await stored(made, incident))?.awaitsResolution).toBeNull()
    orThrow(await ada.classify(incident, { topic: 'printer' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, refused: [] })
    expect((await stored(made, incident))?.category).toBe('new')
  })

  it('leaves none out where there are more than one step takes', async () => {
    const made = await fixture()
    const { ada, desk } = made
    const problem = orThrow(await ada.openTicket({ channel: 'phone', kind: 'riddle' })).ticket.id
    for (let index = 0; index < 203; index += 1) {
      const { ticket } = orThrow(await ada.openTicket({ channel: 'phone', kind: 'incident' }))
      orThrow(await ada.link(ticket.id, { relation: 'incident-of', otherId: problem }))
    }
    orThrow(await ada.resolve(problem, { code: 'fixed', incidents: 'resolve' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 203, refused: [], failed: [] })
  })
})

describe('given a requester who confirms while the desk lacks something for closing', () => {
  const kinds = standardCatalogue.kinds.map((each) =>
    each.id === 'incident' ? { ...each, needs: [{ field: 'topic', question: 'About?', neededBy: 'closing' as const }] } : each,
  )
  const confirmed = async (by: 'requester' | 'staff' = 'requester') => {
    const workflow = { ...carefulWorkflow, autoCloseAfter: null }
    const made = await fixture({
      policies: {
        ...standardPolicies,
        workflows: [workflow],
        defaultWorkflow: 'careful',
        catalogue: { ...standardCatalogue, kinds },
      },
    })
    const { ada, requester } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.confirmProblem(ticket.id))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed', told: { by: 'call' } }))
    const eve = by === 'requester' ? requester(ticket.requesterId ?? '') : ada
    return { made, id: ticket.id, answer: orThrow(await eve.confirmResolution(ticket.id)) }
  }

  it('takes their word, says what is missing, and leaves the ticket resolved', async () => {
    const { made, id } = await confirmed()
    expect((await typesOf(made, id)).at(-1)).toBe('resolution-confirmed')
    expect(await stored(made, id)).toMatchObject({ category: 'resolved', confirmation: 'confirmed' })
  })

  it('tells staff who enter it what was missing', async () => {
    const { answer } = await confirmed('staff')
    expect(answer.events.map(({ type }) => type)).toEqual(['resolution-confirmed'])
    expect(answer.explanations.find(({ key }) => key === 'planner/move-held-back')?.params).toEqual({
      to: 'closed',
      missing: ['topic'],
    })
  })

  it('closes it as soon as that is known, without waiting for silence', async () => {
    const { made, id } = await confirmed()
    const { ada, desk } = made
    expect(orThrow(await desk.runDueTimers()).refused.map(({ queue, problem }) => [queue, problem.kind])).toEqual([
      ['auto-close', 'ticket/data-missing'],
    ])
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, refused: [] })
    orThrow(await ada.classify(id, { topic: 'printer' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect((await stored(made, id))?.category).toBe('closed')
    expect(await typesOf(made, id)).not.toContain('silence-taken')
  })

  it('closes what was confirmed while something was owed, once that is settled', async () => {
    const made = await fixture({
      policies: { ...standardPolicies, workflows: [{ ...carefulWorkflow, autoCloseAfter: null }], defaultWorkflow: 'careful' },
    })
    const { ada, desk, requester, clock } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.confirmProblem(ticket.id))
    orThrow(await ada.promiseUpdate(ticket.id, { dueAt: clock.now() + hours(8), about: 'call-back' }, { commandId: 'cmd_p' }))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed', told: { by: 'call' } }))
    orThrow(await requester(ticket.requesterId ?? '').confirmResolution(ticket.id))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, refused: [] })
    orThrow(await ada.keepPromise(ticket.id, { promiseId: 'prm_p' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect((await stored(made, ticket.id))?.category).toBe('closed')
  })
})

describe('given a ticket that was resolved before the desk asked for more', () => {
  it('can be taken out of a merge all the same', async () => {
    const made = await fixture({ policies: { ...standardPolicies, catalogue: standardCatalogue } })
    const { ada } = made
    const [one, two] = [orThrow(await ada.openTicket(opening)).ticket.id, orThrow(await ada.openTicket(opening)).ticket.id]
    orThrow(await ada.classify(one, { topic: 'printer' }))
    orThrow(await ada.resolve(one, { code: 'fixed' }))
    orThrow(await ada.classify(one, { topic: null }))
    orThrow(await ada.mergeInto(one, { survivorId: two }))
    expect(orThrow(await ada.unmerge(one)).ticket).toMatchObject({ category: 'resolved', topic: null })
  })
})

describe('given problems that turn out to be one', () => {
  it('resolves the incidents of both, over several merges', async () => {
    const made = await fixture()
    const { ada, desk } = made
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) ids.push(orThrow(await ada.openTicket(opening)).ticket.id)
    const [one = '', two = '', three = '', ofOne = '', ofThree = ''] = ids
    orThrow(await ada.link(ofOne, { relation: 'incident-of', otherId: one }))
    orThrow(await ada.link(ofThree, { relation: 'incident-of', otherId: three }))
    orThrow(await ada.mergeInto(one, { survivorId: two }))
    orThrow(await ada.mergeInto(two, { survivorId: three }))
    const resolved = orThrow(await ada.resolve(three, { code: 'fixed', incidents: 'resolve' }))
    expect(resolved.events.filter(({ type }) => type === 'resolution-passed-on').map(({ stream }) => stream)).toEqual([
      three,
      one,
    ])
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 2, refused: [], failed: [] })
    for (const id of [ofOne, ofThree])
      expect(await stored(made, id)).toMatchObject({ category: 'resolved', resolutionCode: 'fixed' })
  })
})

describe('given a solution that was told on a ticket which goes on in another', () => {
  it('is told by that message, which the survivor shows, and by none of another ticket', async () => {
    const { ada } = await fixture()
    const ids: string[] = []
    for (let index = 0; index < 4; index += 1) ids.push(orThrow(await ada.openTicket(opening)).ticket.id)
    const [one = '', two = '', three = '', other = ''] = ids
    const message = async (id: string) => {
      const { events } = orThrow(await ada.reply(id, { body: 'Turn it off and on.' }))
      return events.flatMap((event) => (event.type === 'message-added' ? [event.data.messageId] : [])).map(String)[0] ?? ''
    }
    const [here, elsewhere] = [await message(one), await message(other)]
    orThrow(await ada.mergeInto(one, { survivorId: two }))
    orThrow(await ada.mergeInto(two, { survivorId: three }))
    const told = (messageId: string) => ada.resolve(three, { code: 'fixed', told: { by: 'message', messageId } })
    expect((await told(elsewhere))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/no-such-message', messageId: elsewhere })
    expect(orThrow(await told(here)).ticket).toMatchObject({ toldBy: 'message' })
  })
})

describe('given a requester who says too late that the solution does not work', () => {
  it('opens a follow-up, and keeps in the old ticket what was said', async () => {
    const made = await fixture({ policies: { ...standardPolicies, workflows: [{ ...standardWorkflow, autoCloseAfter: null }] } })
    const { ada, clock, requester } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    clock.advance(hours(672))
    const eve = requester(ticket.requesterId ?? '')
    clock.advance(1)
    const answer = orThrow(await eve.rejectResolution(ticket.id, { reason: 'still-broken' }))
    expect(answer.ticket).toMatchObject({ category: 'new' })
    expect(answer.ticket.id).not.toBe(ticket.id)
    expect(await stored(made, ticket.id)).toMatchObject({
      category: 'resolved',
      confirmation: 'rejected',
      links: [{ relation: 'followed-up-by', ticketId: answer.ticket.id }],
    })
    const said = orThrow(await ada.timeline(ticket.id)).entries.find(({ event }) => event.type === 'resolution-rejected')?.event
    expect(said).toMatchObject({ actor: `requester:${ticket.requesterId}`, data: { by: 'requester', reason: 'still-broken' } })
  })
})
