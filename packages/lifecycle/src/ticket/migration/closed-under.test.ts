import { orThrow, parseId, renderExplanation } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, assign, hour, open, resolve, type Step, ticketAfter, workflow } from '../../../test/desk-day.ts'
import { renamed } from '../../../test/renamed.ts'
import {
  compileMigration,
  compileWorkflow,
  decideTicket,
  evolveTicket,
  lifecycleMessages,
  type Migration,
  type MigrationDocument,
  type Ticket,
  type WorkflowDocument,
} from '../../index.ts'
import { decideMigration } from './decide-migration.ts'
import { explainMigration } from './explain-migration.ts'
import { migrationOf } from './migration-of.ts'

const names = { new: 'fresh', open: 'at-work', 'on-hold': 'lab', resolved: 'mended', closed: 'archived' }
const next = orThrow(compileWorkflow(renamed(names)))
const to = (document: WorkflowDocument, statuses: MigrationDocument['statuses'], fallback: string | null = null): Migration =>
  orThrow(compileMigration(workflow, orThrow(compileWorkflow(document)), { schema: 1, statuses, fallback }))
const toNames = to(renamed(names), names)

const merge: Step = ['agent', { type: 'merge-into', survivorId: orThrow(parseId('tkt', 'tkt_other')) }]
const hold: Step = ['agent', { type: 'hold' }]
const cancelled = ticketAfter([open, ['agent', { type: 'cancel' }]])
const mergedOnHold = ticketAfter([open, assign, hold, merge])
const mergedResolved = ticketAfter([open, resolve, merge])
const context = { actor: actors.agent, now: hour(50) }
const migrated = (migration: Migration, ticket: Ticket): Ticket =>
  orThrow(decideMigration(migration, ticket, context)).reduce<Ticket | null>(evolveTicket, ticket) ?? ticket
const unmerged = (ticket: Ticket): Ticket =>
  orThrow(decideTicket(next, ticket, { type: 'unmerge', messagesStaying: 0 }, context)).reduce<Ticket | null>(
    evolveTicket,
    ticket,
  ) ?? ticket

describe('given closed tickets and a new version of their workflow with other names', () => {
  it('lets a closed ticket go along under the new name, closed as it was', () => {
    const foreseen = migrationOf(toNames, cancelled)
    expect(foreseen).toEqual({ outcome: 'renamed', toStatus: 'archived', beforeMerge: null })
    expect(renderExplanation(explainMigration(foreseen), lifecycleMessages)).toBe('✓ stays closed, in archived')
    const after = migrated(toNames, cancelled)
    const { updatedAt, version, workflow: rules, status } = after
    expect([updatedAt, version, rules, status]).toEqual([
      hour(50),
      cancelled.version + 1,
      { id: 'standard', version: 2 },
      'archived',
    ])
    expect({ ...after, updatedAt: cancelled.updatedAt, version: cancelled.version }).toEqual({
      ...cancelled,
      ...{ workflow: rules, status },
    })
    expect(orThrow(decideMigration(toNames, after, context))).toEqual([])
  })

  it('says in its event what the statuses meant before and mean now', () => {
    expect(orThrow(decideMigration(toNames, mergedOnHold, context))).toMatchObject([
      {
        type: 'workflow-changed',
        data: {
          ...{ from: 'closed', to: 'archived', fromCategory: 'closed', toCategory: 'closed', pausedFrom: null, fellBack: false },
          beforeMerge: { status: 'lab', category: 'on-hold', pausedFrom: 'at-work' },
        },
      },
    ])
  })

  it('reopens afterwards, where the old name is refused', () => {
    const reopen = { type: 'reopen' } as const
    expect(decideTicket(next, cancelled, reopen, context)._unsafeUnwrapErr().kind).toBe('ticket/no-transition')
    const [event] = orThrow(decideTicket(next, migrated(toNames, cancelled), reopen, context))
    expect(event?.data).toMatchObject({ from: 'archived', to: 'at-work', fromCategory: 'closed', toCategory: 'open' })
  })

  it('takes a merge back to the status by its new name, and goes on from there, where the old name is refused', () => {
    const unmerge = { type: 'unmerge', messagesStaying: 0 } as const
    expect(decideTicket(next, mergedOnHold, unmerge, context)._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/unknown-status',
      toStatus: 'on-hold',
    })
    const back = unmerged(migrated(toNames, mergedOnHold))
    expect(back).toMatchObject({ status: 'lab', category: 'on-hold', pausedFrom: 'at-work', mergedInto: null })
    const [resumed] = orThrow(decideTicket(next, back, { type: 'resume' }, context))
    expect(resumed?.data).toMatchObject({ from: 'lab', to: 'at-work' })
    expect(unmerged(migrated(toNames, mergedResolved))).toMatchObject({
      ...{ status: 'mended', category: 'resolved', resolutionCode: 'fixed', outcome: 'solved' },
      resolvedAt: mergedResolved.mergedInto?.before.resolvedAt,
    })
  })

  it('leaves alone what is closed under names that mean the same', () => {
    const toLab = to(renamed({ 'on-hold': 'lab' }), { 'on-hold': 'lab' })
    for (const ticket of [cancelled, mergedResolved]) {
      expect(migrationOf(toLab, ticket)).toEqual({ outcome: 'unaffected', why: 'closed' })
      expect(orThrow(decideMigration(toLab, ticket, context))).toEqual([])
    }
    expect(migrationOf(toLab, mergedOnHold)).toMatchObject({ outcome: 'renamed', toStatus: 'closed' })
  })

  it('neither brings a ticket back nor ends what its merge would be taken back to, whatever the mapping says', () => {
    const crossing = to(renamed(names), { ...names, closed: 'at-work', 'on-hold': 'archived', resolved: 'lab' })
    expect(migrationOf(crossing, cancelled)).toMatchObject({ outcome: 'renamed', toStatus: 'archived' })
    expect(migrated(crossing, mergedOnHold).mergedInto?.before).toMatchObject({ status: 'lab', category: 'on-hold' })
    expect(migrated(crossing, mergedResolved).mergedInto?.before).toMatchObject({ status: 'mended', category: 'resolved' })
  })

  it('takes what another version had closed, or merged, in a status that its own lacks, within that version', () => {
    const within = orThrow(
      compileMigration(next, next, { schema: 1, statuses: { 'on-hold': 'lab', closed: 'archived' }, fallback: null }),
    )
    for (const ticket of [cancelled, mergedOnHold]) {
      const left = { ...ticket, workflow: { id: 'standard', version: 2 } }
      expect(migrationOf(within, left)).toMatchObject({ outcome: 'renamed', toStatus: 'archived' })
      expect(migrationOf(within, migrated(within, left))).toEqual({ outcome: 'unaffected', why: 'migrated' })
    }
    const onlyBefore = { ...migrated(within, { ...mergedOnHold, workflow: { id: 'standard', version: 2 } }) }
    const { mergedInto } = mergedOnHold
    expect(migrationOf(within, { ...onlyBefore, mergedInto })).toMatchObject({
      outcome: 'renamed',
      beforeMerge: { status: 'lab' },
    })
  })

  it('reads a change of workflow as earlier releases recorded it', () => {
    const [event] = orThrow(decideMigration(toNames, mergedOnHold, context))
    const written = JSON.parse(JSON.stringify(event))
    delete written.data.beforeMerge
    expect(evolveTicket(mergedOnHold, written)?.mergedInto).toEqual(mergedOnHold.mergedInto)
  })
})
