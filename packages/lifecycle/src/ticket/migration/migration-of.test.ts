import { orThrow, renderExplanation } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import {
  actors,
  assign,
  careful,
  carefulLives,
  folded,
  hour,
  lived,
  mail,
  message,
  open,
  resolve,
  ticketAfter,
  workflow,
} from '../../../test/desk-day.ts'
import { withLab } from '../../../test/with-lab.ts'
import {
  allowedCommands,
  carefulWorkflow,
  carriedUnder,
  compileMigration,
  compileWorkflow,
  decideMoment,
  evolveTicket,
  lifecycleMessages,
  type MigrationDocument,
  momentAt,
  standardWorkflow,
  type Ticket,
  type Workflow,
  type WorkflowDocument,
} from '../../index.ts'
import { decideMigration } from './decide-migration.ts'
import { explainMigration } from './explain-migration.ts'
import { migrationOf } from './migration-of.ts'

const changed = (change: Partial<WorkflowDocument>, of: WorkflowDocument = standardWorkflow): Workflow =>
  orThrow(compileWorkflow({ ...of, version: 2, ...change }))
const lab = orThrow(compileWorkflow(withLab))
const migrationTo = (to: Workflow, mapping: Partial<MigrationDocument> = {}, from: Workflow = workflow) =>
  orThrow(compileMigration(from, to, { schema: 1, statuses: {}, fallback: null, ...mapping }))
const toLab = migrationTo(lab, { statuses: { 'on-hold': 'lab' } })

const held = ticketAfter([open, assign, ['agent', { type: 'hold' }]])
const pending = ticketAfter([open, assign, ['agent', { type: 'request-information', messageId: message }]])
const resolved = ticketAfter([open, assign, resolve])
const context = { actor: actors.agent, now: hour(50) }
const migrated = (migration: Parameters<typeof decideMigration>[0], ticket: Ticket): Ticket =>
  orThrow(decideMigration(migration, ticket, context)).reduce<Ticket | null>(evolveTicket, ticket) ?? ticket

describe('given an open ticket and a change of workflow', () => {
  it('stays where the new workflow has its status, and moves where the mapping says', () => {
    expect(migrationOf(toLab, pending)).toEqual({ outcome: 'stays', toStatus: 'pending' })
    expect(migrationOf(toLab, held)).toEqual({ outcome: 'moves', toStatus: 'lab' })
  })

  it('records what its statuses meant before and mean now, and goes on under the new rules', () => {
    expect(orThrow(decideMigration(toLab, held, context))).toEqual([
      {
        type: 'workflow-changed',
        at: hour(50),
        actor: 'agent:agt_ada',
        data: {
          fromWorkflow: { id: 'standard', version: 1 },
          toWorkflow: { id: 'standard', version: 2 },
          ...{ from: 'on-hold', to: 'lab', fromCategory: 'on-hold', toCategory: 'on-hold' },
          ...{ pausedFrom: 'open', fellBack: false, beforeMerge: null },
        },
      },
    ])
    const after = migrated(toLab, held)
    expect(after).toMatchObject({ workflow: { version: 2 }, status: 'lab', pausedFrom: 'open', version: held.version + 1 })
    expect(allowedCommands(lab, after, actors.agent, hour(51)).find(({ command }) => command === 'resume')?.to).toEqual([
      'open',
      'new',
    ])
  })

  it('does not begin its wait anew where only the name of the status changes, and does where the family changes', () => {
    expect(migrated(toLab, held).statusSince).toBe(held.statusSince)
    expect(migrated(migrationTo(lab, { statuses: { 'on-hold': 'open' } }), held)).toMatchObject({
      statusSince: hour(50),
      category: 'open',
      pausedFrom: null,
    })
  })

  it('does nothing a second time, nor to closed tickets, nor to those of other workflows', () => {
    const closed = ticketAfter([open, ['agent', { type: 'cancel' }]])
    const others = ticketAfter([open], careful)
    for (const [ticket, why] of [
      [migrated(toLab, held), 'migrated'],
      [closed, 'closed'],
      [others, 'other-workflow'],
    ] as const) {
      expect(migrationOf(toLab, ticket)).toEqual({ outcome: 'unaffected', why })
      expect(orThrow(decideMigration(toLab, ticket, context))).toEqual([])
    }
  })

  it('takes up a ticket in a status that its own version lacks, within that version, and no other', () => {
    const within = migrationTo(lab, { statuses: { 'on-hold': 'lab' } }, lab)
    const stuck: Ticket = { ...held, workflow: { id: 'standard', version: 2 } }
    expect(migrationOf(within, stuck)).toEqual({ outcome: 'moves', toStatus: 'lab' })
    expect(migrationOf(migrationTo(lab, { fallback: 'open' }, lab), stuck)).toMatchObject({
      outcome: 'stranded',
      fallback: 'open',
    })
    const after = migrated(within, stuck)
    expect(after).toMatchObject({ status: 'lab', workflow: { version: 2 }, pausedFrom: 'open', statusSince: held.statusSince })
    expect(migrationOf(within, after)).toEqual({ outcome: 'unaffected', why: 'migrated' })
    expect(migrationOf(within, { ...pending, workflow: stuck.workflow })).toEqual({ outcome: 'unaffected', why: 'migrated' })
    expect(carriedUnder(lab, lab, stuck)).toEqual([{ reason: 'unknown-status', status: 'on-hold' }])
    expect(carriedUnder(lab, lab, after)).toEqual([])
  })

  it('leaves every earlier event as it was: history keeps the categories it had', () => {
    const history = lived([open, assign, ['agent', { type: 'hold' }]])
    const frozen = JSON.stringify(history)
    const whole = [...history, ...orThrow(decideMigration(toLab, held, context))]
    expect(JSON.stringify(whole.slice(0, history.length))).toBe(frozen)
    expect(folded(whole)).toEqual(migrated(toLab, held))
  })
})

/** Ways of the standard workflow, but out of the laboratory a ticket only ends. */
const waysWithoutReturn: WorkflowDocument['transitions'] = [
  { from: 'lab', to: 'closed' },
  { from: 'pending', to: 'open' },
  { from: ['new', 'open'], to: 'pending' },
  { from: ['new', 'open'], to: 'lab' },
  { from: ['new', 'open'], to: 'resolved', requires: ['resolutionCode'] },
]

describe('given a ticket that would be stranded', () => {
  const needing = changed(
    { transitions: withLab.transitions.map((way) => (way.to === 'lab' ? { ...way, requires: ['topic'] } : way)) },
    withLab,
  )
  const noWayOut = changed(
    { transitions: [...withLab.transitions.filter(({ from }) => !from.includes('lab')), ...waysWithoutReturn] },
    withLab,
  )
  const offering = ticketAfter(carefulLives['an offer'] ?? [], careful)
  it.each([
    ['in a status nobody knows', toLab, { ...held, status: 'gone' }, { reason: 'unknown-status', status: 'gone' }],
    [
      'that would be ended',
      migrationTo(lab, { statuses: { 'on-hold': 'closed' } }),
      held,
      { reason: 'would-end', toStatus: 'closed', toCategory: 'closed' },
    ],
    [
      'that would come back',
      migrationTo(lab, { statuses: { 'on-hold': 'lab', resolved: 'open' } }),
      resolved,
      { reason: 'would-return', toStatus: 'open', toCategory: 'open' },
    ],
    [
      'without the facts that every way there asks for',
      migrationTo(needing, { statuses: { 'on-hold': 'lab' } }),
      held,
      { reason: 'facts-missing', toStatus: 'lab', facts: ['topic'] },
    ],
    [
      'that nobody could take up again',
      migrationTo(noWayOut, { statuses: { 'on-hold': 'lab' } }),
      held,
      { reason: 'cannot-resume', toStatus: 'lab', facts: [] },
    ],
    [
      'that would wait for ever',
      migrationTo(changed({ pendingExpiresAfter: null })),
      pending,
      { reason: 'timer-lost', timer: 'pending-expiry' },
    ],
    [
      'that would never close by itself, for want of a word to the requester',
      migrationTo(changed({ resolution: { told: 'required', confirmation: null } })),
      resolved,
      { reason: 'timer-lost', timer: 'auto-close' },
    ],
    [
      'that is offered to a team',
      migrationTo(changed({}, standardWorkflow), {}, careful),
      offering,
      { reason: 'hand-over-open', toTeam: mail },
    ],
  ] as const)('reports one %s', (_, migration, ticket, reason) => {
    const found = migrationOf(migration, ticket)
    expect(found).toEqual({ outcome: 'stranded', reasons: [reason], fallback: null })
    expect(decideMigration(migration, ticket, context)._unsafeUnwrapErr()).toMatchObject({
      kind: 'migration/stranded',
      ticketId: ticket.id,
      reasons: [reason],
    })
    const words = renderExplanation(explainMigration(found), lifecycleMessages)
    expect(words.split('\n')).toHaveLength(2)
    expect(words).not.toMatch(/[{}]|migration\//)
  })

  it('does not ask a ticket that keeps its status for facts: it came there by the rules that held', () => {
    const strict = changed({ resolution: { told: 'recorded', confirmation: null } }, carefulWorkflow)
    expect(migrationOf(migrationTo(strict), resolved)).toEqual({ outcome: 'stays', toStatus: 'resolved' })
  })

  const guarding = (to: string, guards: object, of: WorkflowDocument = standardWorkflow): Workflow =>
    changed({ transitions: of.transitions.map((way) => (way.to === to ? { ...way, ...guards } : way)) }, of)
  const answered = ticketAfter([open, assign])

  it.each([
    ['a fact that no way to its end can do without', guarding('resolved', { requires: ['topic'] }), ['topic']],
    ['a condition that does not hold', guarding('resolved', { when: { field: 'priority', equals: 'urgent' } }), ['priority']],
  ])('reports one that keeps its status and has no way to its end any more, for want of %s', (_, guarded, facts) => {
    const { transitions } = guarded.document
    const to = changed({ transitions: transitions.filter((way) => way.to !== 'closed' || way.from === 'resolved') })
    const found = migrationOf(migrationTo(to), answered)
    expect(found).toEqual({
      outcome: 'stranded',
      reasons: [{ reason: 'no-way-to-closed', toStatus: answered.status, facts }],
      fallback: null,
    })
    expect(renderExplanation(explainMigration(found), lifecycleMessages)).toContain(facts.join())
    const ready: Ticket = { ...answered, topic: 'vpn', priority: 'urgent' }
    expect(migrationOf(migrationTo(to), ready)).toEqual({ outcome: 'stays', toStatus: 'open' })
  })

  it('reports one that waits where the way back asks for a fact it lacks, or for a condition that does not hold', () => {
    for (const [guards, facts] of [
      [{ requires: ['topic'] }, ['topic']],
      [{ when: { field: 'channel', equals: 'phone' } }, ['channel']],
    ] as const) {
      const ways = standardWorkflow.transitions.filter(({ to }) => to !== 'closed')
      const transitions = [...ways, { from: ['resolved', 'open', 'pending', 'on-hold'], to: 'closed' }].map((way) =>
        way.to === 'open' || way.to === 'new' ? { ...way, ...guards } : way,
      )
      expect(migrationOf(migrationTo(changed({ transitions })), pending)).toEqual({
        outcome: 'stranded',
        reasons: [{ reason: 'cannot-resume', toStatus: 'pending', facts }],
        fallback: null,
      })
    }
  })

  it('reports one for want of time where a condition never holds again, and none where it will', () => {
    const closing = (when: object): Workflow => {
      const transitions = standardWorkflow.transitions.map((way) => (way.to === 'closed' ? { ...way, when } : way))
      return changed({ transitions: transitions as WorkflowDocument['transitions'] })
    }
    const of = (when: object, now: number) => migrationOf(migrationTo(closing(when)), answered, hour(now))
    const young = { field: 'openedAt', within: 'PT10H', of: 'past' }
    expect(of(young, 5).outcome).toBe('stays')
    expect(of(young, 11)).toMatchObject({ reasons: [{ reason: 'no-way-to-closed', facts: ['openedAt'] }] })
    expect(of({ not: young }, 5).outcome).toBe('stays')
  })

  it('reports none for what the old workflow asked of it as well', () => {
    const [old, next] = [guarding('resolved', { requires: ['topic'] }), guarding('resolved', { requires: ['topic', 'tags'] })]
    const without = (of: Workflow, version: number) =>
      orThrow(
        compileWorkflow({
          ...of.document,
          version,
          transitions: of.document.transitions.filter((way) => way.to !== 'closed' || way.from === 'resolved'),
        }),
      )
    const under = (from: Workflow, to: Workflow) =>
      migrationOf(migrationTo(to, {}, from), { ...answered, workflow: { id: 'standard', version: from.version } })
    expect(under(without(old, 3), without(old, 4)).outcome).toBe('stays')
    expect(under(without(old, 3), without(next, 4))).toMatchObject({
      reasons: [{ reason: 'no-way-to-closed', facts: ['tags', 'topic'] }],
    })
  })

  it('goes to the fallback where one is named; what was resolved is open again, and says so', () => {
    const to = changed({ autoCloseAfter: null })
    const migration = migrationTo(to, { fallback: 'open' })
    expect(migrationOf(migration, resolved)).toMatchObject({ outcome: 'stranded', fallback: 'open' })
    const after = migrated(migration, resolved)
    expect(after).toMatchObject({ status: 'open', outcome: null, resolvedAt: null, reopenCount: 1, toldBy: null })
    const [event] = orThrow(decideMigration(migration, resolved, context))
    expect(event?.data).toMatchObject({ fromCategory: 'resolved', toCategory: 'open', fellBack: true })
  })

  it('that falls back takes back its offer to a team', () => {
    const migration = migrationTo(changed({}, standardWorkflow), { fallback: 'open' }, careful)
    expect(orThrow(decideMigration(migration, offering, context)).map(({ type }) => type)).toEqual([
      'hand-over-withdrawn',
      'workflow-changed',
    ])
    expect(migrated(migration, offering).handOver).toBeNull()
  })
})

describe('given timers', () => {
  it('go by the new workflow from the change on', () => {
    const sooner = changed({ pendingExpiresAfter: 'PT60H' })
    const after = migrated(migrationTo(sooner), pending)
    expect(momentAt('pending-expiry', sooner, after)).toBe(hour(62))
    const acted = orThrow(decideMoment('pending-expiry', sooner, after, { actor: actors.system, now: hour(62) }))
    expect(acted.map(({ type }) => type)).toContain('ticket-status-changed')
  })
})
