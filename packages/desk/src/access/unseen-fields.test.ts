import { type AccessDocument, accessMessages, standardAccess } from '@caseload/access'
import { orThrow, renderExplanation } from '@caseload/core'
import { type ActingDesk, standardPolicies } from '@caseload/desk'
import { standardCatalogue } from '@caseload/lifecycle'
import { hideableTicketFields } from '@caseload/planner'
import type { ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const always = { field: 'channel', equals: 'web' } as const
const fields = {
  margin: { type: 'number', personal: false, requiredWhen: always },
  serial: { type: 'text', personal: false, requiredWhen: always },
  allergies: { type: 'text', personal: true, requiredWhen: always },
} as const
const allButCode = [
  ...hideableTicketFields.filter((field) => field !== 'resolutionCode'),
  ...Object.keys(fields).map((name) => `attributes.${name}`),
]
type Rule = AccessDocument['fields'][number]

/** A desk where some fields are for supervisors alone. */
async function hiding(hidden: readonly string[], more: Partial<Rule> = {}) {
  const rule = { resource: 'ticket', fields: hidden, visibleTo: ['supervisor'], reason: 'supervisors-only', ...more }
  const access = { ...standardAccess, id: 'hiding', fields: [...standardAccess.fields, rule] }
  const made = await fixture({ policies: { ...standardPolicies, catalogue: standardCatalogue, fields, access } })
  const bob = made.desk.tenant('acme').as({ kind: 'agent', id: 'agt_bob' })
  const open = async (by: ActingDesk = made.ada, more: object = {}) =>
    orThrow(await by.openTicket({ channel: 'web', kind: 'incident', impact: 'one', ...more }))
  return { ...made, bob, open }
}

describe('given a field that whoever gives a command does not see', () => {
  it('is not set by them: neither a guess that is right nor one that is wrong tells anything, and nothing is written over', async () => {
    const { bob, ada, open } = await hiding(['attributes.margin', 'topic', 'tags', 'assigneeId', 'watchers'])
    const opening = { attributes: { margin: 12 }, topic: 'printer', tags: ['vip'], assigneeId: 'agt_eve' }
    const { id, version } = (await open(ada, opening)).ticket
    const guesses = [
      await bob.setField(id, { field: 'margin', value: 12 }),
      await bob.setField(id, { field: 'margin', value: 13 }),
      await bob.classify(id, { attributes: { margin: 12 } }),
      await bob.classify(id, { topic: 'printer' }),
      await bob.tag(id, { tags: ['vip'] }),
      await bob.untag(id, { tags: ['vip'] }),
      await bob.assign(id, { assigneeId: 'agt_eve' }),
      await bob.unassign(id),
      await bob.watch(id, { watcherId: 'agt_eve' }),
    ]
    expect(guesses.map((answer) => answer._unsafeUnwrapErr().kind)).toEqual(guesses.map(() => 'access/denied'))
    const [right, wrong] = guesses
    expect(JSON.stringify(right)).toBe(JSON.stringify(wrong))
    expect(orThrow(await ada.ticket(id))?.version).toBe(version)
    expect((await bob.classify(id, { kind: 'problem' })).isOk()).toBe(true)
    expect((await bob.watch(id, { watcherId: 'agt_bob' })).isOk()).toBe(true)
    expect((await bob.setField(id, { field: 'serial', value: 'A1' })).isOk()).toBe(true)
  })

  it('is neither set nor emptied by what another command brings along: moving a ticket lets go of its agent, whether or not there is one', async () => {
    const { bob, ada, open } = await hiding(['assigneeId'])
    const held = (await open(ada, { teamId: 'team_a', assigneeId: 'agt_eve' })).ticket
    const free = (await open(ada, { teamId: 'team_a' })).ticket
    for (const { id, version } of [held, free]) {
      const refused = [
        await bob.transfer(id, { teamId: 'team_b' }),
        await bob.transfer(id, { teamId: 'team_b', assigneeId: 'agt_x' }),
        await bob.escalate(id, { teamId: 'team_b' }),
        await bob.acceptHandOver(id),
        await bob.returnHandOver(id, { reason: 'x' }),
      ]
      expect(refused.map((answer) => answer._unsafeUnwrapErr().kind)).toEqual(refused.map(() => 'access/denied'))
      expect(orThrow(await ada.ticket(id))).toMatchObject({ version, teamId: 'team_a' })
      expect(orThrow(await bob.escalate(id, { level: 3 })).events.map(({ type }) => type)).toEqual(['ticket-escalated'])
    }
    expect(orThrow(await ada.ticket(held.id))?.assigneeId).toBe('agt_eve')
  })

  it('is let go of by those whom a rule lets set it', async () => {
    const { bob, ada, open } = await hiding(['assigneeId'], { settableBy: ['agent'] })
    const { id } = (await open(ada, { teamId: 'team_a', assigneeId: 'agt_eve' })).ticket
    expect((await bob.transfer(id, { teamId: 'team_b' })).isOk()).toBe(true)
    expect(orThrow(await ada.ticket(id))).toMatchObject({ teamId: 'team_b', assigneeId: null })
  })

  it.each([
    ['handOver', ['transfer', 'escalate', 'acceptHandOver', 'returnHandOver', 'withdrawHandOver']],
    ['level', ['escalate', 'returnHandOver']],
    ['approvals', ['requestApproval', 'withdrawApproval']],
    ['checklists', ['startChecklist', 'completeStep', 'skipStep', 'recordAction']],
    ['promises', ['promiseUpdate', 'keepPromise', 'withdrawPromise']],
    ['followUps', ['scheduleFollowUp', 'completeFollowUp', 'withdrawFollowUp']],
    ['handleMs', []],
  ] as const)('hides %s and so denies what sets it, and nothing else', async (field, denied) => {
    const { bob, ada, open } = await hiding([field])
    const { id } = (await open(ada)).ticket
    const commands: Readonly<Record<string, () => ResultAsync<unknown, { readonly kind: string }>>> = {
      transfer: () => bob.transfer(id, { teamId: 'team_b' }),
      escalate: () => bob.escalate(id, { teamId: 'team_c' }),
      acceptHandOver: () => bob.acceptHandOver(id),
      returnHandOver: () => bob.returnHandOver(id, { reason: 'x' }),
      withdrawHandOver: () => bob.withdrawHandOver(id, { reason: 'x' }),
      requestApproval: () => bob.requestApproval(id, { approvalId: 'a', about: 'x', approver: { kind: 'requester' } }),
      withdrawApproval: () => bob.withdrawApproval(id, { approvalId: 'a', reason: 'x' }),
      startChecklist: () => bob.startChecklist(id, { checklistId: 'c', steps: [{ id: 's', required: false, title: 'x' }] }),
      completeStep: () => bob.completeStep(id, { checklistId: 'c', stepId: 's' }),
      skipStep: () => bob.skipStep(id, { checklistId: 'c', stepId: 's', reason: 'x' }),
      recordAction: () => bob.recordAction(id, { code: 'x', outcome: 'helped', step: 's' }),
      logWork: () => bob.logWork(id, { time: { minutes: 5 } }),
      promiseUpdate: () => bob.promiseUpdate(id, { dueAt: '2026-03-03T09:00Z' }),
      keepPromise: () => bob.keepPromise(id, { promiseId: 'prm_x' }),
      withdrawPromise: () => bob.withdrawPromise(id, { promiseId: 'prm_x', reason: 'x' }),
      scheduleFollowUp: () => bob.scheduleFollowUp(id, { dueAt: '2026-03-03T09:00Z' }),
      completeFollowUp: () => bob.completeFollowUp(id, { followUpId: 'fup_x' }),
      withdrawFollowUp: () => bob.withdrawFollowUp(id, { followUpId: 'fup_x', reason: 'x' }),
      reply: () => bob.reply(id, { body: 'x' }),
    }
    const refused: string[] = []
    for (const [name, give] of Object.entries(commands))
      if (
        (await give().match(
          () => '',
          ({ kind }) => kind,
        )) === 'access/denied'
      )
        refused.push(name)
    expect(refused).toEqual(denied)
  })

  it('says which field, and that it is hidden', async () => {
    const { bob, open } = await hiding(['attributes.margin'])
    const refused = (await bob.setField((await open()).ticket.id, { field: 'margin', value: 1 }))._unsafeUnwrapErr()
    if (refused.kind !== 'access/denied') throw new TypeError('it is denied')
    expect(refused.message).toBe('a field that is hidden from the agent cannot be set by them: margin')
    expect(renderExplanation(refused.explanation, accessMessages).split('\n').slice(0, 3)).toEqual([
      '✗ agent:agt_bob may ticket/set-field, but not with a field that is hidden from them',
      '  · has the roles agent',
      '  ✗ attributes.margin is hidden from them: supervisors-only',
    ])
  })

  it('is set at the opening, where nothing is written over, and by those whom a rule lets set it', async () => {
    const { bob, ada, open } = await hiding(['attributes.margin'], { settableBy: ['agent'] })
    const { ticket } = await open(bob, { attributes: { margin: 1 } })
    expect((await bob.setField(ticket.id, { field: 'margin', value: 2 })).isOk()).toBe(true)
    expect(orThrow(await ada.ticket(ticket.id))?.attributes).toMatchObject({ margin: 2 })
    expect(orThrow(await bob.ticket(ticket.id))?.attributes).toEqual({ margin: { hidden: true, reason: 'supervisors-only' } })
  })

  it('is a personal field where it is hidden which of them have a value', async () => {
    const { bob, ada, open } = await hiding(['personalFields'])
    const { id } = (await open()).ticket
    expect((await bob.setField(id, { field: 'allergies', value: 'nuts' }))._unsafeUnwrapErr().kind).toBe('access/denied')
    expect((await ada.setField(id, { field: 'allergies', value: 'nuts' })).isOk()).toBe(true)
  })
})

describe('given data that is missing and hidden from whoever asks', () => {
  it.each([
    ['its own name', ['attributes.allergies'], ['margin', 'serial', 'topic']],
    ['which personal fields have a value', ['personalFields'], ['margin', 'serial', 'topic']],
    ['a field of the catalogue', ['topic'], ['allergies', 'margin', 'serial']],
    ['all but how it ended', allButCode, []],
  ])('says that something is, and who sees it, where %s is hidden, and names the rest', async (_, hidden, named) => {
    const { bob, ada, open } = await hiding(hidden)
    const { id } = (await open()).ticket
    const unseen = { seenBy: ['administrator', 'supervisor'] }
    const answer = orThrow(await bob.note(id, { body: 'x' }))
    const names = (missing: readonly { readonly field: string }[]) =>
      missing
        .map(({ field }) => field.replace('attributes.', ''))
        .filter((field) => field !== 'resolutionCode')
        .sort()
    expect([names(answer.missing), answer.missingUnseen]).toEqual([named, unseen])
    const refused = (await bob.resolve(id, { code: 'fixed' }))._unsafeUnwrapErr()
    if (refused.kind !== 'ticket/data-missing') throw new TypeError(refused.kind)
    expect([names(refused.missing), refused.missingUnseen]).toEqual([named, unseen])
    expect(refused.message).toContain('something that is hidden from you, which administrator, supervisor can see')
    for (const [field, value] of [
      ['allergies', 'x'],
      ['margin', 1],
      ['serial', 'x'],
    ] as const)
      orThrow(await ada.setField(id, { field, value }))
    orThrow(await ada.classify(id, { topic: 'x' }))
    expect(orThrow(await bob.note(id, { body: 'y' })).missingUnseen).toBeNull()
    expect(orThrow(await ada.note(id, { body: 'y' })).missingUnseen).toBeNull()
  })

  it('asks whoever opens a ticket all that the catalogue asks, and tells nothing of it later', async () => {
    const { open, requester, desk } = await hiding(['topic'])
    const eve = orThrow(
      await desk.tenant('acme').as({ kind: 'system', id: 'app' }).registerCustomer({ email: 'eve@example.com' }),
    )
    const own = requester(eve.customer.id)
    const opened = await open(own)
    expect(opened.missing.map(({ field }) => field)).toContain('topic')
    const { missing } = orThrow(await own.receiveReply(opened.ticket.id, { body: 'x' }))
    expect(missing).toEqual([])
  })
})

describe('given a question that depends on what is hidden from the asker', () => {
  it('explains that it is refused for the field, not that they may read', async () => {
    const { bob } = await hiding(['assigneeId'])
    const refusals = [
      (await bob.tickets({ filter: { assigneeId: 'agt_eve' } }))._unsafeUnwrapErr(),
      (await bob.backlog({ by: ['assigneeId'] }))._unsafeUnwrapErr(),
      (await bob.findNeglected({ agents: ['agt_eve'], teams: [] }))._unsafeUnwrapErr(),
    ]
    for (const refused of refusals) {
      if (refused.kind !== 'access/denied') throw new TypeError(refused.kind)
      const told = renderExplanation(refused.explanation, accessMessages)
      expect(told).toContain('✗ agent:agt_bob may ticket/read, but not with a field that is hidden from them')
      expect(told).toContain('✗ assigneeId is hidden from them: supervisors-only')
    }
  })
})
