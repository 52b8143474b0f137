import { standardAccess } from '@caseload/access'
import { orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/desk'
import { standardCatalogue } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from '../../test/fixture.ts'

const opening = { channel: 'web', kind: 'question', from: { email: 'eve@example.com' } } as const
const late = hours(672) + 1

/** A ticket that was closed too long ago to come back, and its requester. */
async function tooLate() {
  const made = await fixture()
  const { ticket } = orThrow(await made.ada.openTicket(opening))
  orThrow(await made.ada.resolve(ticket.id, { code: 'fixed' }))
  orThrow(await made.ada.close(ticket.id))
  made.clock.advance(late)
  return { ...made, id: ticket.id, eve: made.requester(ticket.requesterId ?? '') }
}

describe('given a ticket that can no longer come back', () => {
  it('lists to its requester what makes a follow-up, and each does', async () => {
    const { eve, id } = await tooLate()
    const listed = orThrow(await eve.allowedCommands(id))
    expect(listed.map(({ command, followUp }) => [command, followUp])).toEqual([
      ['receive-reply', true],
      ['reopen', true],
      ['reject-resolution', true],
      ['watch', false],
      ['unwatch', false],
    ])
    expect(listed.every(({ followUp, to }) => !followUp || to.length === 0)).toBe(true)
    expect(orThrow(await eve.receiveReply(id, { body: 'again' })).ticket.id).not.toBe(id)
    const second = await tooLate()
    expect(orThrow(await second.eve.reopen(second.id)).ticket.id).not.toBe(second.id)
    const third = await tooLate()
    expect(orThrow(await third.eve.rejectResolution(third.id, {})).ticket.id).not.toBe(third.id)
  })

  it('makes one follow-up of reopenings: the next is told which there is, and a message still makes another', async () => {
    const { eve, ada, id } = await tooLate()
    const first = orThrow(await eve.reopen(id)).ticket
    for (const by of [eve, ada])
      expect((await by.reopen(id))._unsafeUnwrapErr()).toMatchObject({
        kind: 'ticket/followed-up',
        ticketId: id,
        followUpId: first.id,
        message: `reopen refused: the ticket can no longer come back, and ${first.id} follows it up`,
      })
    expect(orThrow(await eve.allowedCommands(id)).map(({ command }) => command)).toEqual(['receive-reply', 'watch', 'unwatch'])
    expect(orThrow(await eve.receiveReply(id, { body: 'again' })).ticket.id).not.toBe(id)
    expect(orThrow(await eve.reopen(first.id, {}).orElse(() => eve.ticket(first.id)))).not.toBeNull()
  })

  it('tells nobody of a follow-up that they may not read', async () => {
    const { ada, desk, clock } = await fixture({
      policies: {
        ...standardPolicies,
        access: {
          ...standardAccess,
          grants: standardAccess.grants.map((grant) =>
            grant.id === 'work' ? { ...grant, actions: ['ticket/*'], as: ['team'] } : grant,
          ),
        },
      },
    })
    const nora = desk.tenant('acme').as({ kind: 'agent', id: 'agt_nora', teams: ['team_north'] })
    const { id } = orThrow(await ada.openTicket({ ...opening, teamId: 'team_north' })).ticket
    orThrow(await ada.resolve(id, { code: 'fixed' }))
    clock.advance(late)
    const followUp = orThrow(await ada.reopen(id)).ticket.id
    expect((await nora.reopen(id))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/followed-up', followUpId: followUp })
    orThrow(await ada.transfer(followUp, { teamId: 'team_south' }))
    expect((await nora.reopen(id))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/followed-up', followUpId: null })
  })
})

describe('given data that has to be known first', () => {
  const fields = {
    serial: { type: 'text', personal: false, question: 'Which serial?', requiredWhen: { field: 'channel', equals: 'web' } },
  } as const

  it('is listed with the commands that are refused without it, and is gone when it is there', async () => {
    const { ada } = await fixture({ policies: { ...standardPolicies, fields, catalogue: standardCatalogue } })
    const { id } = orThrow(await ada.openTicket({ channel: 'web', kind: 'incident' })).ticket
    const ending = async () =>
      Object.fromEntries(
        orThrow(await ada.allowedCommands(id)).flatMap(({ command, missing, needs }) =>
          missing.length === 0 ? [] : [[command, [missing.map(({ field }) => field), needs]] as const],
        ),
      )
    const asked = [['impact', 'topic', 'attributes.serial'], ['resolutionCode']]
    expect(await ending()).toEqual({ resolve: asked, 'change-status': asked })
    const refused = (await ada.resolve(id, { code: 'fixed' }))._unsafeUnwrapErr()
    expect(refused.kind === 'ticket/data-missing' && refused.missing.map(({ field }) => field)).toEqual(asked[0])
    orThrow(await ada.classify(id, { topic: 'x' }))
    orThrow(await ada.prioritise(id, { impact: 'one' }))
    orThrow(await ada.setField(id, { field: 'serial', value: 'A1' }))
    expect(await ending()).toEqual({})
    expect((await ada.resolve(id, { code: 'fixed' })).isOk()).toBe(true)
  })
})
