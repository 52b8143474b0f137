import { addMs } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { assign, folded, hour, lived, lives, open, resolve, ticketAfter, variant, workflow } from '../../test/desk-day.ts'
import { standardWorkflow } from '../workflow/standard-workflow.ts'
import { autoCloseAt, pendingReminderAt } from './due-moments.ts'

describe('autoCloseAt', () => {
  const resolved = ticketAfter([open, assign, resolve])

  it('lies its delay after the resolution, whatever else happens meanwhile', () => {
    const noted = ticketAfter([open, assign, resolve, ['agent', { type: 'prioritise', priority: 'low' }]])
    expect([autoCloseAt(workflow, resolved), autoCloseAt(workflow, noted)]).toEqual([hour(2 + 96), hour(2 + 96)])
  })

  it('is null where the ticket is not resolved', () => {
    for (const status of ['new', 'open', 'pending', 'on-hold', 'closed'])
      expect(autoCloseAt(workflow, ticketAfter(lives[status] ?? []))).toBeNull()
  })

  it('is null where the workflow closes nothing by itself', () => {
    expect(autoCloseAt(variant({ autoCloseAfter: null }), resolved)).toBeNull()
  })

  it('is null where the system may not close it', () => {
    const transitions = standardWorkflow.transitions.map((each) =>
      each.from === 'resolved' ? { ...each, by: ['agent' as const] } : each,
    )
    expect(autoCloseAt(variant({ transitions }), resolved)).toBeNull()
  })
})

describe('pendingReminderAt', () => {
  const pending = lives['pending'] ?? []

  it('lies its delay after the ticket began to wait', () => {
    expect(pendingReminderAt(workflow, ticketAfter(pending))).toBe(hour(2 + 48))
  })

  it('does not move when the requester has been reminded', () => {
    const dueAt = hour(50)
    const reminded = folded([
      ...lived(pending),
      { type: 'ticket-reminded', at: addMs(dueAt, 5), actor: 'system:desk', data: { dueAt } },
    ])
    expect(pendingReminderAt(workflow, reminded)).toBe(dueAt)
  })

  it('is null where nobody waits for the requester, or nobody is reminded', () => {
    expect(pendingReminderAt(workflow, ticketAfter(lives['on-hold'] ?? []))).toBeNull()
    expect(pendingReminderAt(variant({ pendingReminderAfter: null }), ticketAfter(pending))).toBeNull()
  })
})
