import { compilePolicies, type PoliciesDocument, standardPolicies } from '@caseload/planner'
import type { EscalationAction } from '@caseload/sla'
import { describe, expect, it } from 'vitest'

const office = { zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] } } as const

function issuesOf(document: Partial<PoliciesDocument>): readonly (readonly [string, string])[] {
  const compiled = compilePolicies({ ...standardPolicies, ...document })
  return compiled.isOk() ? [] : compiled.error.map(({ kind, path }) => [kind, path])
}

function promising(target: object, more: object = {}): PoliciesDocument['sla'] {
  return JSON.parse(
    JSON.stringify([
      {
        schema: 1,
        id: 'support',
        version: 1,
        policies: [{ id: 'all', calendar: 'office', targets: { firstReply: target } }],
        ...more,
      },
    ]),
  )
}

const acting = (action: EscalationAction) =>
  issuesOf({
    calendars: { office },
    sla: promising({ goal: 'PT4H', steps: [{ id: 'x', at: { percent: 50 }, actions: [action] }] }) ?? [],
  })

describe('given promises among the policies', () => {
  it('promises nothing where none are written', () => {
    expect(compilePolicies(standardPolicies)._unsafeUnwrap().sla).toBeNull()
  })

  it('lets them ask about a ticket without declaring its fields', () => {
    const sla = promising({ by: 'priority', of: { urgent: 'PT1H' }, otherwise: 'PT4H' }) ?? []
    expect(compilePolicies({ ...standardPolicies, calendars: { office }, sla })._unsafeUnwrap().sla?.clocks).toEqual([
      'firstReply',
    ])
    expect(issuesOf({ calendars: { office }, sla: promising({ by: 'priority', of: { immense: 'PT1H' } }) ?? [] })).toEqual([
      ['policies/sla', 'sla[0].policies[0].targets.firstReply.goal.of.immense'],
    ])
  })

  it('names a calendar that cannot be used, and does not complain of its absence as well', () => {
    const broken = { zone: 'Mars/Base', week: { 'mon-fri': ['09:00-17:00'] } } as const
    expect(issuesOf({ calendars: { office: broken }, sla: promising({ goal: 'PT4H' }) ?? [] })).toEqual([
      ['policies/calendar', 'calendars.office.zone'],
    ])
  })

  it('names a promise in a calendar there is not, with its place', () => {
    expect(issuesOf({ sla: promising({ goal: 'PT4H' }) ?? [] })).toEqual([['policies/sla', 'sla[0].policies[0].calendar']])
  })

  it.each<[EscalationAction, boolean]>([
    [{ do: 'reassign', team: 'team_2' }, true],
    [{ do: 'reassign', team: 'second line' }, false],
    [{ do: 'raise-priority' }, true],
    [{ do: 'raise-priority', to: 'urgent' }, true],
    [{ do: 'raise-priority', to: 'immense' }, false],
    [{ do: 'change-level', level: 9 }, true],
    [{ do: 'change-level', level: 10 }, false],
    [{ do: 'notify', who: 'team-lead' }, true],
  ])('takes %j for something a ticket can become: %s', (action, possible) => {
    const place = ['policies/sla-action', 'sla[0].policies[0].targets.firstReply.steps[0].actions[0]']
    expect(acting(action)).toEqual(possible ? [] : [place])
  })
})
