import { instant, orThrow, parseId, renderExplanation } from '@caseload/core'
import { compileSla, elapsedTime } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { explanationSeenBy } from '../access/seen-event.ts'
import { plan } from '../plans/plan-request.ts'
import { plannerMessages } from '../plans/planner-messages.ts'
import { compilePolicies } from '../policies/compile-policies.ts'
import { standardPolicies } from '../policies/standard-policies.ts'
import type { OpenTicketRequest } from '../requests/desk-request.ts'

const opening: OpenTicketRequest = {
  type: 'open-ticket',
  commandId: orThrow(parseId('cmd', 'cmd_1')),
  workflow: null,
  from: null,
  requesterId: null,
  subject: null,
  body: null,
  message: { author: 'requester', visibility: 'public', automatic: false },
  ticket: { kind: 'question', channel: 'web' },
}

describe('given a command that moves clocks', () => {
  it('works out why they are due when somebody looks, and no earlier', () => {
    let asked = 0
    const counting: typeof elapsedTime = {
      ...elapsedTime,
      spans: (from, to) => {
        asked += 1
        return elapsedTime.spans(from, to)
      },
    }
    const document = {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [{ id: 'all', calendar: 'own', targets: { resolution: 'PT4H' } }],
    }
    const sla = orThrow(compileSla(document, { calendars: { own: counting } }))
    const policies = { ...orThrow(compilePolicies(standardPolicies)), sla }
    const context = { actor: { kind: 'agent', id: 'agt_ada' }, at: instant(1000), recordedAt: instant(2000), number: 1 } as const
    const { explanations } = orThrow(plan({ docs: [null], found: [] }, opening, policies, context))
    const mark = { hidden: true, reason: 'no-right' } as const
    const seen = explanations.map((why) => explanationSeenBy(why, new Map([['topic', mark]])))
    const why = seen.find(({ key }) => key === 'sla/due')
    expect([why?.params['clock'], why?.params['dueAt'], asked]).toEqual(['resolution', instant(1000 + 4 * 3_600_000), 0])
    const text = why === undefined ? '' : renderExplanation(why, plannerMessages)
    expect(text.split('\n').slice(1)).toHaveLength(3)
    expect(asked).toBe(1)
  })
})
