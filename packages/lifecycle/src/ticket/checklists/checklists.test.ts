import { describe, expect, it } from 'vitest'
import { actors, assign, close, open, resolve, type Step, ticketAfter } from '../../../test/desk-day.ts'
import { outcomeOf } from '../../../test/given-command.ts'
import type { StartChecklist } from './checklist-commands.ts'

const steps = [
  { id: 'one', required: true },
  { id: 'two', required: false },
]
const start: StartChecklist = { type: 'start-checklist', checklistId: 'c', template: { id: 'setup', version: 2 }, steps }
const started: readonly Step[] = [open, ['agent', start]]
const step = (type: 'complete-step' | 'skip-step', stepId = 'one') => ({ type, checklistId: 'c', stepId }) as const

describe('given a checklist to start', () => {
  it('starts with every step open, under the version of its template', () => {
    expect(outcomeOf([open], start)).toEqual([
      ['checklist-started', { checklistId: 'c', template: { id: 'setup', version: 2 }, steps }],
    ])
    expect(ticketAfter(started).checklists[0]?.steps.map(({ state }) => state)).toEqual(['open', 'open'])
  })

  it('changes nothing where the same one was started', () => {
    expect(outcomeOf(started, start)).toEqual([])
  })

  it.each([
    ['another of its name', started, { ...start, template: null }, { kind: 'ticket/checklist-exists', checklistId: 'c' }],
    [
      'other steps under its name',
      started,
      { ...start, steps: steps.slice(1) },
      { kind: 'ticket/checklist-exists', checklistId: 'c' },
    ],
    [
      'a step named twice',
      [open],
      { ...start, steps: [...steps, { id: 'one', required: false }] },
      {
        kind: 'ticket/invalid-command',
        path: 'steps',
        expected:
          '1 to 100 steps with a name of their own each (1 to 64 letters, digits or . _ : / ~ - without blanks), required or not',
      },
    ],
    ['one on a closed ticket', [open, resolve, close], start, { kind: 'ticket/not-in-this-category', category: 'closed' }],
  ] as const)('refuses %s', (_, before, command, refusal) => {
    expect(outcomeOf(before, command)).toEqual(refusal)
  })

  it('refuses a twenty-first', () => {
    const twenty = Array.from({ length: 20 }, (_, index): Step => ['agent', { ...start, checklistId: `c${index}` }])
    expect(outcomeOf([open, ...twenty], start)).toEqual({ kind: 'ticket/too-many-checklists', most: 20 })
  })

  it('is not for requesters', () => {
    expect(outcomeOf([open], start, actors.requester)).toMatchObject({ kind: 'ticket/actor-not-allowed' })
  })
})

describe('given a step', () => {
  const done: readonly Step[] = [...started, ['agent', step('complete-step')]]
  const skipped: readonly Step[] = [...started, ['agent', step('skip-step')]]

  it.each([
    ['completes', started, step('complete-step'), [['step-completed', { checklistId: 'c', stepId: 'one' }]]],
    ['skips', started, step('skip-step'), [['step-skipped', { checklistId: 'c', stepId: 'one' }]]],
    ['completes what was skipped', skipped, step('complete-step'), [['step-completed', { checklistId: 'c', stepId: 'one' }]]],
    ['completes nothing twice', done, step('complete-step'), []],
    ['skips nothing twice', skipped, step('skip-step'), []],
    ['does not skip what is done', done, step('skip-step'), { kind: 'ticket/step-is-done', checklistId: 'c', stepId: 'one' }],
    [
      'knows no other step',
      started,
      step('complete-step', 'three'),
      { kind: 'ticket/no-such-step', checklistId: 'c', stepId: 'three' },
    ],
  ] as const)('%s', (_, before, command, expected) => {
    expect(outcomeOf(before, command)).toEqual(expected)
  })

  it('keeps a ticket from closing as solved until it is done or skipped, and from nothing else', () => {
    const resolved: readonly Step[] = [...started, assign, resolve]
    expect(outcomeOf(resolved, { type: 'close' })).toEqual({
      kind: 'ticket/obligations-open',
      toStatus: 'closed',
      obligations: [{ owed: 'step', checklistId: 'c', stepId: 'one' }],
    })
    expect(outcomeOf([...resolved, ['agent', step('skip-step')]], { type: 'close' })).toMatchObject([
      ['ticket-status-changed', {}],
    ])
    for (const type of ['cancel', 'mark-spam'] as const)
      expect(outcomeOf(resolved, { type })).toMatchObject([['ticket-status-changed', { cause: type }]])
  })
})
