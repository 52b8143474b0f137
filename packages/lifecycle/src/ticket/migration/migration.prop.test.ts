import { orThrow, parseId } from '@caseload/core'
import fc from 'fast-check'
import { ok } from 'neverthrow'
import { expect, it } from 'vitest'
import { actors, ada, hour, message, opening } from '../../../test/desk-day.ts'
import { dutyCommand } from '../../../test/duty-commands.ts'
import { workflowDocuments } from '../../../test/workflow-documents.ts'
import {
  allowedCommands,
  compileMigration,
  compileWorkflow,
  decideObserved,
  decideTicket,
  evolveTicket,
  isDone,
  momentAt,
  type Ticket,
  type TicketCommand,
  type TicketEvent,
} from '../../index.ts'
import { decideMigration } from './decide-migration.ts'
import { migrationOf } from './migration-of.ts'

const moving = fc.oneof(
  fc.constantFrom<TicketCommand>(
    { type: 'assign', assigneeId: ada },
    { type: 'hold' },
    { type: 'resume' },
    { type: 'resolve', code: 'fixed' },
    { type: 'close' },
    { type: 'cancel' },
    { type: 'reply', messageId: message },
    { type: 'receive-reply', messageId: message },
    { type: 'request-information', messageId: message },
    { type: 'merge-into', survivorId: orThrow(parseId('tkt', 'tkt_survivor')) },
    { type: 'unmerge', messagesStaying: 0 },
  ),
  fc.nat(7).map((index): TicketCommand => ({ type: 'change-status', toStatus: `s${index}`, code: 'fixed' })),
)
const changes = fc.record({
  old: workflowDocuments,
  young: workflowDocuments,
  targets: fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }),
  mapAll: fc.boolean(),
  wantsFallback: fc.boolean(),
  before: fc.array(fc.oneof({ arbitrary: moving, weight: 3 }, { arbitrary: dutyCommand, weight: 1 }), { maxLength: 12 }),
  after: fc.array(moving, { maxLength: 6 }),
})

const give = (
  workflow: Parameters<typeof decideTicket>[0],
  history: TicketEvent[],
  commands: readonly TicketCommand[],
  from: number,
) => {
  let ticket = history.reduce<Ticket | null>(evolveTicket, null)
  for (const [index, command] of commands.entries()) {
    const events = decideTicket(workflow, ticket, command, { actor: actors.system, now: hour(from + index) }).unwrapOr([])
    for (const event of events) {
      history.push(event)
      ticket = evolveTicket(ticket, event)
    }
  }
  return ticket
}

it('leaves a merged ticket whose merge can be taken back by the new rules, to where it stood, open or done as it was', () => {
  let renamed = 0
  fc.assert(
    fc.property(changes, ({ old, young, targets, mapAll, before }) => {
      const from = orThrow(compileWorkflow(old))
      const to = orThrow(compileWorkflow({ ...young, version: 2 }))
      const ids = [...to.statuses.keys()]
      const statuses = Object.fromEntries(
        [...from.statuses.keys()].flatMap((id, index) =>
          mapAll || !to.statuses.has(id) ? [[id, ids[(targets[index] ?? 0) % ids.length] ?? '']] : [],
        ),
      )
      const migration = orThrow(compileMigration(from, to, { schema: 1, statuses, fallback: null }))
      const history: TicketEvent[] = []
      const merge = { type: 'merge-into', survivorId: orThrow(parseId('tkt', 'tkt_survivor')) } as const
      const standing = give(from, history, [{ ...opening, toStatus: 's0' }, ...before], 0)
      const merging =
        standing?.mergedInto === null ? decideObserved(from, standing, merge, { actor: actors.system, now: hour(50) }) : ok([])
      const ticket = merging.unwrapOr([]).reduce<Ticket | null>(evolveTicket, standing)
      if (ticket === null || ticket.mergedInto === null || !to.defaults.has('closed')) return
      const context = { actor: actors.agent, now: hour(100) }
      const decided = orThrow(decideMigration(migration, ticket, context))
      if (migrationOf(migration, ticket).outcome === 'renamed') renamed += 1
      const migrated = decided.reduce<Ticket | null>(evolveTicket, ticket)
      expect(to.statuses.get(migrated?.status ?? '')?.category).toBe('closed')
      const unmerged = orThrow(decideTicket(to, migrated, { type: 'unmerge', messagesStaying: 0 }, context))
      const back = unmerged.reduce<Ticket | null>(evolveTicket, migrated)
      if (back === null) throw new TypeError('a ticket was opened')
      expect(to.statuses.get(back.status)?.category).toBe(back.category)
      const isOpen =
        !isDone(ticket.mergedInto.before.category) && [...to.statuses.values()].some((each) => !isDone(each.category))
      expect(isDone(back.category)).toBe(!isOpen)
      if (back.pausedFrom !== null) expect(to.statuses.has(back.pausedFrom)).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(renamed).toBeGreaterThan(0)
})

it('leaves an open ticket in a status of the new workflow where it can go on, or says why not; history is not touched, and replaying it gives the live state', () => {
  let migrations = 0
  fc.assert(
    fc.property(changes, ({ old, young, targets, mapAll, wantsFallback, before, after }) => {
      const from = orThrow(compileWorkflow(old))
      const to = orThrow(compileWorkflow({ ...young, version: 2 }))
      const ids = [...to.statuses.keys()]
      const statuses = Object.fromEntries(
        [...from.statuses.keys()].flatMap((id, index) =>
          mapAll || !to.statuses.has(id) ? [[id, ids[(targets[index] ?? 0) % ids.length] ?? '']] : [],
        ),
      )
      const working = [...to.statuses.values()].find(({ category }) => category === 'new' || category === 'open')
      const fallback = wantsFallback ? (working?.id ?? null) : null
      const migration = orThrow(compileMigration(from, to, { schema: 1, statuses, fallback }))
      const history: TicketEvent[] = []
      const ticket = give(from, history, [{ ...opening, toStatus: 's0' }, ...before], 0)
      if (ticket === null) return
      const frozen = JSON.stringify(history)
      const planned = migrationOf(migration, ticket)
      const context = { actor: actors.agent, now: hour(100) }
      const decided = decideMigration(migration, ticket, context)

      expect(decided.isErr()).toBe(planned.outcome === 'stranded' && fallback === null)
      expect(['unaffected', 'renamed'].includes(planned.outcome)).toBe(ticket.category === 'closed')
      if (decided.isErr() || planned.outcome === 'unaffected') return
      migrations += 1
      history.push(...decided.value)
      const migrated = history.reduce<Ticket | null>(evolveTicket, null)
      if (migrated === null) throw new TypeError('a ticket was opened')

      expect(JSON.stringify(history.slice(0, -decided.value.length))).toBe(frozen)
      expect(migrated.workflow).toEqual({ id: to.id, version: 2 })
      expect(to.statuses.get(migrated.status)?.category).toBe(migrated.category)
      expect(migrated.category === 'closed').toBe(ticket.category === 'closed')
      expect(isDone(migrated.category)).toBe(isDone(ticket.category) && planned.outcome !== 'stranded')
      if (migrated.pausedFrom !== null) {
        expect(['new', 'open']).toContain(to.statuses.get(migrated.pausedFrom)?.category)
        expect(['pending', 'on-hold']).toContain(migrated.category)
      }
      if (planned.outcome !== 'stranded' && migrated.category === ticket.category)
        for (const moment of ['auto-close', 'pending-expiry', 'hand-over'] as const)
          expect(momentAt(moment, from, ticket) === null || momentAt(moment, to, migrated) !== null).toBe(true)
      const change = decided.value.at(-1)
      expect(change?.data).toMatchObject({ fromCategory: ticket.category, toCategory: migrated.category })
      if (migrated.category !== 'closed') expect(allowedCommands(to, migrated, actors.agent, hour(101)).length).toBeGreaterThan(0)
      expect(orThrow(decideMigration(migration, migrated, context))).toEqual([])
      const live = give(to, history, after, 102)
      expect(JSON.parse(JSON.stringify(history)).reduce(evolveTicket, null)).toEqual(live)
      expect(to.statuses.has(live?.status ?? '')).toBe(true)
    }),
    { numRuns: 150 },
  )
  expect(migrations).toBeGreaterThan(0)
})
