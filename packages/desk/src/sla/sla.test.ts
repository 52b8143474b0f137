import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow, renderExplanation } from '@caseload/core'
import { type DeskOptions, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { plannerMessages } from '@caseload/planner'
import { attainment } from '@caseload/sla'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours, start } from '../../test/fixture.ts'

const steps = [
  { id: 'soon', at: { percent: 75 }, actions: [{ do: 'notify', who: 'team-lead' }] },
  {
    id: 'late',
    at: { after: 'PT1H' },
    actions: [
      { do: 'raise-priority', to: 'urgent' },
      { do: 'reassign', team: 'team_second' },
      { do: 'change-level', level: 2 },
      { do: 'notify', who: 'manager' },
    ],
  },
] as const

const promises = {
  schema: 1,
  id: 'support',
  version: 1,
  policies: [
    {
      id: 'everybody',
      calendar: 'office',
      targets: {
        firstReply: { goal: { by: 'priority', of: { high: 'PT2H' }, otherwise: 'PT4H' }, steps },
        agentWork: 'PT16H',
      },
    },
  ],
} as const

const policies: PoliciesDocument = {
  ...standardPolicies,
  calendars: { office: { id: 'office', zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'] } } },
  sla: [promises],
}

const folder = mkdtempSync(join(tmpdir(), 'caseload-sla-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const stores: readonly (readonly [string, () => Storage])[] = [
  ['memory', memoryStorage],
  [
    'SQLite',
    () => {
      files += 1
      return sqliteStorage({ path: join(folder, `${files}.db`), synchronous: 'normal' })
    },
  ],
]

const call = {
  channel: 'email',
  kind: 'incident',
  from: { email: 'eve@example.com' },
  subject: 'Fire',
  body: 'Floor 3.',
} as const
const at = (time: string, day = 2) => instant(`2026-03-0${day}T${time}Z`)

async function desk(storage: Storage, options: Partial<DeskOptions> & { readonly idPrefix?: string } = {}): Promise<Fixture> {
  return fixture({ storage, policies, ...options })
}

async function typesOf({ desk }: Fixture): Promise<readonly string[]> {
  const { events } = orThrow(await desk.tenant('acme').events({ limit: 500 }))
  return events.map(({ type }) => type)
}

describe.each(stores)('given promises in office hours, on %s', (_, storage) => {
  it('starts clocks in the commit that opens the ticket, and says why they are due', async () => {
    const one = await desk(storage())
    const { ticket, explanations, events } = orThrow(await one.ada.openTicket(call))
    expect(events.map(({ type }) => type)).toEqual(['customer-created', 'ticket-opened', 'message-added', 'sla-applied'])
    expect(events.at(-1)).toMatchObject({
      stream: ticket.id.replace('tkt_', 'sla_'),
      data: { document: 'support', version: 1, policy: 'everybody', calendars: { office: 'office/1' } },
    })
    const text = explanations.map((why) => renderExplanation(why, plannerMessages)).join('\n')
    expect(text).toContain('firstReply has PT4H and is due at 2026-03-02T13:00:00.000Z')
    expect(text).toContain('counted in the calendar office office/1')
    expect(orThrow(await one.ada.clocks(ticket.id))?.clocks['firstReply']).toMatchObject({
      status: 'running',
      dueAt: at('13:00'),
    })
  })

  it('explains a deadline in words and as a picture', async () => {
    const one = await desk(storage())
    const { ticket } = orThrow(await one.ada.openTicket(call))
    const due = orThrow(await one.ada.explainDue(ticket.id, 'agentWork'))
    expect(due?.text).toContain('will not count: outside-hours')
    expect(due?.svg).toContain('<svg')
    expect(due?.account.dueAt).toBe(at('17:00', 3))
    expect(orThrow(await one.ada.explainDue(ticket.id, 'nextReply'))).toBeNull()
  })

  it('carries out each step once, with its actions, in the commit that settles it', async () => {
    const one = await desk(storage())
    const { ticket } = orThrow(await one.ada.openTicket(call))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0 })
    one.clock.set(at('12:00'))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1, failed: [], refused: [] })
    one.clock.set(at('13:00'))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0 })
    one.clock.set(at('13:00') + 1)
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1 })
    one.clock.set(at('14:00'))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1 })
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0, withoutReason: 0, postponed: 0 })
    expect(orThrow(await one.ada.ticket(ticket.id))).toMatchObject({ priority: 'urgent', teamId: 'team_second', level: 2 })
    const types = await typesOf(one)
    expect(types.filter((type) => type.startsWith('sla-'))).toEqual([
      'sla-applied',
      'sla-step-reached',
      'sla-breached',
      'sla-step-reached',
    ])
  })

  it('carries out everything at once, in order and once each, where nobody looked for a week', async () => {
    const one = await desk(storage())
    orThrow(await one.ada.openTicket(call))
    one.clock.set(at('09:00', 9))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1, failed: [] })
    const { events } = orThrow(await one.desk.tenant('acme').events({ limit: 500, types: ['sla-step-reached', 'sla-breached'] }))
    expect(events.map((event) => [event.type, event.at])).toEqual([
      ['sla-breached', at('09:00', 9)],
      ['sla-breached', at('09:00', 9)],
      ['sla-step-reached', at('09:00', 9)],
      ['sla-step-reached', at('09:00', 9)],
    ])
    expect(events.flatMap(({ data }) => ('deadline' in data ? [[data.step, data.dueAt, data.deadline]] : []))).toEqual([
      ['soon', at('12:00'), at('13:00')],
      ['late', at('14:00'), at('13:00')],
    ])
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0 })
  })

  it('takes back what no longer waits: a reply in time leaves nothing to escalate', async () => {
    const one = await desk(storage())
    const { ticket } = orThrow(await one.ada.openTicket(call))
    one.clock.set(at('10:00'))
    const { events } = orThrow(await one.ada.reply(ticket.id, { body: 'On our way.' }))
    expect(events.at(-1)).toMatchObject({ type: 'sla-fulfilled', data: { clock: 'firstReply', goals: { main: 'met' } } })
    orThrow(await one.ada.resolve(ticket.id, { code: 'fixed' }))
    one.clock.set(at('09:00', 5))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0 })
  })

  it('moves timers with pauses and with a changed goal, in the commit of what moved them', async () => {
    const one = await desk(storage())
    const { ticket } = orThrow(await one.ada.openTicket(call))
    one.clock.set(at('10:00'))
    const { events } = orThrow(await one.ada.prioritise(ticket.id, { priority: 'high' }))
    expect(events.at(-1)).toMatchObject({ type: 'sla-retargeted', data: { fromMs: hours(4), toMs: hours(2) } })
    one.clock.set(at('11:00') + 1)
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1 })
    expect(orThrow(await one.ada.overdue()).deadlines).toMatchObject([{ clock: 'firstReply', dueAt: at('11:00') }])
    orThrow(await one.ada.requestInformation(ticket.id, { body: 'Which printer?' }))
    expect(orThrow(await one.ada.clocks(ticket.id))?.clocks['agentWork']).toMatchObject({ status: 'paused', dueAt: null })
  })

  it('lists who is next and who is late by index, exact before any timer has run', async () => {
    const one = await desk(storage())
    const ids: string[] = []
    for (const [time, team] of [
      ['09:00', 'team_a'],
      ['10:00', 'team_b'],
      ['11:00', 'team_a'],
    ] as const) {
      one.clock.set(at(time))
      ids.push(orThrow(await one.ada.openTicket({ ...call, teamId: team })).ticket.id)
    }
    const paused = orThrow(await one.ada.openTicket(call)).ticket
    orThrow(await one.ada.requestInformation(paused.id, { body: '?' }))
    const next = orThrow(await one.ada.nextToBreach())
    expect(next.deadlines.map(({ ticket, clock, dueAt }) => [ticket.id, clock, dueAt])).toEqual([
      [ids[0], 'firstReply', at('13:00')],
      [ids[1], 'firstReply', at('14:00')],
      [ids[2], 'firstReply', at('15:00')],
    ])
    expect(orThrow(await one.ada.nextToBreach({ within: 'PT3H' })).deadlines).toHaveLength(2)
    expect(orThrow(await one.ada.nextToBreach({ teamId: 'team_a' })).deadlines.map(({ ticket }) => ticket.id)).toEqual([
      ids[0],
      ids[2],
    ])
    const first = orThrow(await one.ada.nextToBreach({ limit: 2 }))
    one.clock.set(at('11:30'))
    const rest = orThrow(await one.ada.nextToBreach({ limit: 2, ...(first.next === null ? {} : { cursor: first.next }) }))
    expect([first.deadlines.length, rest.deadlines.map(({ ticket }) => ticket.id), rest.next]).toEqual([2, [ids[2]], null])
    expect(orThrow(await one.ada.overdue()).deadlines).toEqual([])
    one.clock.set(at('14:00') + 1)
    expect(orThrow(await one.ada.overdue()).deadlines.map(({ ticket }) => ticket.id)).toEqual([ids[0], ids[1]])
  })

  it('goes without clocks on a ticket from before, until they are rebuilt from its history', async () => {
    const shared = storage()
    const before = await desk(shared, { policies: standardPolicies })
    const { ticket } = orThrow(await before.ada.openTicket(call))
    before.clock.set(at('10:00'))
    orThrow(await before.ada.requestInformation(ticket.id, { body: 'Which printer?' }))
    orThrow(await before.desk.close())
    const after = await desk(shared, { clock: before.clock, idPrefix: 'b' })
    before.clock.set(at('12:00'))
    orThrow(await after.ada.resume(ticket.id))
    expect(orThrow(await after.ada.clocks(ticket.id))).toBeNull()
    expect(orThrow(await after.ada.rebuildClocks())).toEqual({ tickets: 1, rebuilt: 1, corrected: 0 })
    expect(orThrow(await after.ada.clocks(ticket.id))?.clocks).toMatchObject({
      firstReply: { outcome: 'met' },
      agentWork: { elapsedMs: hours(1), dueAt: at('11:00', 4) },
    })
    expect(orThrow(await after.ada.rebuildClocks())).toEqual({ tickets: 1, rebuilt: 0, corrected: 0 })
  })

  it('keeps what was missed by the version in force then, and corrects by an event where policies were replaced', async () => {
    const shared = storage()
    const one = await desk(shared)
    const { ticket } = orThrow(await one.ada.openTicket(call))
    one.clock.set(at('14:30'))
    orThrow(await one.desk.runDueTimers())
    orThrow(await one.ada.reply(ticket.id, { body: 'Sorry.' }))
    const second = {
      ...promises,
      version: 2,
      effectiveFrom: '2026-03-02T14:00:00Z',
      policies: [{ id: 'easy', targets: { firstReply: 'PT40H' } }],
    }
    const versioned = await desk(shared, { clock: one.clock, idPrefix: 'v', policies: { ...policies, sla: [promises, second] } })
    expect(orThrow(await versioned.ada.rebuildClocks()).corrected).toBe(0)
    expect(orThrow(await versioned.ada.clocks(ticket.id))?.clocks['firstReply']?.breachedAt).toBe(at('13:00'))
    const { effectiveFrom: _, ...rewritten } = { ...second, version: 1 }
    const replaced = await desk(shared, { clock: one.clock, idPrefix: 'r', policies: { ...policies, sla: [rewritten] } })
    expect(orThrow(await replaced.ada.rebuildClocks()).corrected).toBe(1)
    const { events } = orThrow(await replaced.desk.tenant('acme').events({ types: ['sla-corrected'] }))
    expect(events).toMatchObject([{ data: { clock: 'firstReply', recordedAt: at('13:00'), breachedAt: null } }])
    expect(orThrow(await replaced.ada.rebuildClocks())).toMatchObject({ rebuilt: 0, corrected: 0 })
  })

  it('moves to a version that comes into force, once, where nothing else happens to the ticket', async () => {
    const later = {
      ...promises,
      version: 2,
      effectiveFrom: '2026-03-03T12:00:00Z',
      policies: [{ id: 'all', targets: { agentWork: 'PT30H' } }],
    }
    const one = await desk(storage(), { policies: { ...policies, sla: [promises, later] } })
    const { ticket } = orThrow(await one.ada.openTicket(call))
    one.clock.set(at('12:00', 3) - 1)
    orThrow(await one.desk.runDueTimers())
    one.clock.set(at('12:00', 3))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1, withoutReason: 0, postponed: 0 })
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0, withoutReason: 0, postponed: 0 })
    expect((await typesOf(one)).filter((type) => type === 'sla-applied')).toHaveLength(2)
    expect(orThrow(await one.ada.nextToBreach()).deadlines).toMatchObject([
      { ticket: { id: ticket.id }, clock: 'agentWork', dueAt: at('07:00', 4) },
    ])
  })

  it('promises nothing before its first version is in force, and takes open tickets up at that instant', async () => {
    const first = {
      ...promises,
      effectiveFrom: '2026-03-03T12:00:00Z',
      policies: [{ id: 'all', targets: { agentWork: 'PT4H' } }],
    }
    const one = await desk(storage(), { policies: { ...policies, sla: [first] } })
    const { ticket } = orThrow(await one.ada.openTicket(call))
    one.clock.set(at('12:00', 3) - 1)
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0 })
    expect(orThrow(await one.ada.nextToBreach()).deadlines).toEqual([])
    expect(orThrow(await one.ada.overdue()).deadlines).toEqual([])
    expect(await typesOf(one)).not.toContain('sla-applied')
    one.clock.set(at('12:00', 3) + 1)
    orThrow(await one.desk.runDueTimers())
    expect(orThrow(await one.ada.overdue()).deadlines).toMatchObject([
      { ticket: { id: ticket.id }, clock: 'agentWork', dueAt: at('12:00', 3) },
    ])
    expect(await typesOf(one)).toEqual(expect.arrayContaining(['sla-applied', 'sla-breached']))
  })

  it('wakes a snoozed ticket’s clocks once, where nothing else happens to it', async () => {
    const one = await desk(storage())
    const { ticket } = orThrow(await one.ada.openTicket(call))
    orThrow(await one.ada.snooze(ticket.id, { until: at('12:30') }))
    one.clock.set(at('12:30'))
    orThrow(await one.desk.runDueTimers())
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 0, withoutReason: 0, postponed: 0 })
  })

  it('keeps a ticket that a step changed findable by the desk’s own fields', async () => {
    const one = await desk(storage(), {
      policies: { ...policies, fields: { product: { type: 'text', personal: false, indexed: true } } },
    })
    const { ticket } = orThrow(await one.ada.openTicket({ ...call, attributes: { product: 'router' } }))
    one.clock.set(at('14:00'))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1 })
    const found = orThrow(await one.ada.tickets({ filter: { fields: { product: 'router' } } })).tickets
    expect(found).toMatchObject([{ id: ticket.id, priority: 'urgent' }])
  })

  it('gives facts of attainment with their tickets', async () => {
    const one = await desk(storage())
    const { ticket } = orThrow(await one.ada.openTicket(call))
    orThrow(await one.ada.reply(ticket.id, { body: 'On our way.' }))
    orThrow(await one.ada.openTicket(call))
    one.clock.set(at('13:30'))
    const { facts, next } = orThrow(await one.ada.slaFacts())
    expect(next).toBeNull()
    expect(attainment(facts.filter(({ clock }) => clock === 'firstReply'))).toMatchObject({
      population: 2,
      denominator: 2,
      share: 0.5,
    })
  })
})

describe('given rebuilt clocks and clocks that followed every command', () => {
  it('are the same, down to the document', async () => {
    const shared = memoryStorage()
    const one = await desk(shared)
    const { ticket } = orThrow(await one.ada.openTicket(call))
    one.clock.advance(hours(1))
    orThrow(await one.ada.reply(ticket.id, { body: 'Yes?' }))
    orThrow(await one.ada.requestInformation(ticket.id, { body: 'Which one?' }))
    one.clock.advance(hours(30))
    orThrow(await one.desk.runDueTimers())
    orThrow(await one.timers.receiveReply(ticket.id, { body: 'The red one.' }))
    orThrow(await one.ada.resolve(ticket.id, { code: 'fixed' }))
    one.clock.advance(hours(1))
    orThrow(await one.ada.reopen(ticket.id))
    expect(orThrow(await one.ada.rebuildClocks())).toEqual({ tickets: 1, rebuilt: 0, corrected: 0 })
  })
})

describe('given an answer in the millisecond a ticket without a message was opened', () => {
  it('is seen the same by clocks that follow and by clocks that are rebuilt', async () => {
    const one = await desk(memoryStorage())
    const { body: _, ...silent } = call
    const { ticket } = orThrow(await one.ada.openTicket(silent))
    orThrow(await one.ada.reply(ticket.id, { body: 'Yes?' }))
    expect(orThrow(await one.ada.rebuildClocks())).toEqual({ tickets: 1, rebuilt: 0, corrected: 0 })
  })
})

describe('given the log of another system', () => {
  it('wakes nobody for what was due before it was taken over', async () => {
    const one = await desk(memoryStorage())
    one.clock.set(at('09:00', 9))
    orThrow(
      await one.timers.importTickets([{ key: 'old-1', openedAt: start, kind: 'incident', channel: 'email', status: 'open' }]),
    )
    orThrow(await one.timers.recordHistory('tkt_old2', { key: 'row-1', at: start, open: { status: 'open' } }))
    expect(orThrow(await one.ada.overdue()).deadlines).toHaveLength(2)
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 2 })
    const types = await typesOf(one)
    expect(types.filter((type) => type === 'sla-step-reached')).toEqual([])
    expect(types.filter((type) => type === 'sla-breached')).toHaveLength(4)
  })
})

describe('given policies that cannot do what they say', () => {
  it('refuses them with the place and the reason', async () => {
    const bad = {
      ...policies,
      calendars: { office: { zone: 'Mars/Base', week: {} } },
      sla: [
        {
          ...promises,
          policies: [
            {
              id: 'all',
              targets: {
                firstReply: {
                  goal: 'PT1H',
                  steps: [{ id: 'x', at: { percent: 50 }, actions: [{ do: 'reassign', team: 'ops' }] }],
                },
              },
            },
          ],
        },
      ],
    } as const
    const refused = await fixture({ policies: bad }).then(
      () => [],
      (problem: unknown) => [String(problem)],
    )
    expect(refused[0]).toMatch(/calendars\.office/)
  })
})
