import { fireSlaTimers, type Sla, type SlaSignal, slaFold, slaProgress, slaTimers } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { moves, on, opened, policies, promising, replies } from '../../test/desk.ts'

const steps = [
  { id: 'half', at: { percent: 50 } },
  { id: 'soon', at: { before: 'PT30M' } },
  { id: 'wall', at: { before: 'PT15M', counted: 'elapsed' } },
  {
    id: 'boss',
    at: { after: 'PT1H' },
    actions: [
      { do: 'notify', who: 'lead' },
      { do: 'change-level', level: 2 },
    ],
  },
] as const
const sla = promising({ agentWork: { goal: 'PT4H', steps } }, 'office')

function timersAfter(signals: readonly SlaSignal[]) {
  const fold = slaFold(sla)
  return slaTimers(sla, signals.reduce(fold.step, fold.init()))
}

const firedAt = (signals: readonly SlaSignal[]) => timersAfter(signals).map(({ step, dueAt }) => [step, dueAt])

describe('given warnings and an escalation on a clock in office hours', () => {
  it('puts each at its instant, in the hours it is counted in', () => {
    expect(firedAt([{ type: 'started', at: on('14:00') }])).toEqual([
      ['half', on('16:00')],
      ['soon', on('09:30', 3)],
      ['wall', on('09:45', 3)],
      ['breach', on('10:00', 3)],
      ['boss', on('11:00', 3)],
    ])
  })

  it('moves what is to come by a pause, keeps what was, and the same keys', () => {
    const signals = [opened, moves(on('12:00'), 'pending')]
    expect(firedAt(signals)).toEqual([['half', on('11:00')]])
    expect(firedAt([...signals, moves(on('13:00'), 'open')])).toEqual([
      ['half', on('11:00')],
      ['soon', on('13:30')],
      ['wall', on('13:45')],
      ['breach', on('14:00')],
      ['boss', on('15:00')],
    ])
  })

  it('keeps of an ended clock only what came due while it ran', () => {
    expect(firedAt([opened, moves(on('12:00'), 'resolved')])).toEqual([['half', on('11:00')]])
    expect(firedAt([opened, moves(on('13:30'), 'resolved')]).map(([step]) => step)).toEqual(['half', 'soon', 'wall', 'breach'])
  })

  it('fires everything that fell due while the process slept, once each and in order', () => {
    const timers = timersAfter([opened])
    const woken = fireSlaTimers(timers, new Set(), on('09:00', 9))
    expect(woken.map(({ step, at }) => [step, at])).toEqual(
      ['half', 'soon', 'wall', 'breach', 'boss'].map((step) => [step, on('09:00', 9)]),
    )
    expect(fireSlaTimers(timers, new Set(woken.map(({ key }) => key)), on('09:00', 10))).toEqual([])
    expect(woken.at(-1)?.actions).toEqual([
      { do: 'notify', who: 'lead' },
      { do: 'change-level', level: 2 },
    ])
  })

  it('takes a breach for certain one millisecond after the deadline only', () => {
    const steps = (now: number) =>
      fireSlaTimers(timersAfter([opened]), new Set(), on(`13:00:00.00${now}`)).map(({ step }) => step)
    expect(steps(0)).not.toContain('breach')
    expect(steps(1)).toContain('breach')
  })

  it('gives each cycle its own keys', () => {
    const updates = promising({ periodicUpdate: 'PT4H' })
    const fold = slaFold(updates)
    const progress = [opened, replies(on('10:00')), replies(on('11:00'))].reduce(fold.step, fold.init())
    expect(slaTimers(updates, progress).map(({ key }) => key)).toEqual(['periodicUpdate/2/main/breach'])
  })
})

describe('given office hours from nine to five', () => {
  const steps = [
    { id: 'counted', at: { after: 'PT1H' } },
    { id: 'elapsed', at: { after: 'PT1H', counted: 'elapsed' } },
    { id: 'before', at: { before: 'PT2H' } },
    { id: 'before-elapsed', at: { before: 'PT2H', counted: 'elapsed' } },
  ] as const

  it('counts an hour after the deadline in them, and around the clock only where told to', () => {
    const office = promising({ resolution: { goal: 'PT8H', steps } }, 'office')
    const due = slaTimers(office, [opened].reduce(slaFold(office).step, slaFold(office).init()))
    expect(due.map(({ step, dueAt }) => [step, dueAt])).toEqual([
      ['before', on('15:00')],
      ['before-elapsed', on('15:00')],
      ['breach', on('17:00')],
      ['elapsed', on('18:00')],
      ['counted', on('10:00', 3)],
    ])
  })

  it('counts the hours before a deadline of the next morning in them, too', () => {
    const office = promising({ resolution: { goal: 'PT9H', steps } }, 'office')
    const due = slaTimers(office, [opened].reduce(slaFold(office).step, slaFold(office).init()))
    expect(due.filter(({ step }) => step.startsWith('before')).map(({ step, dueAt }) => [step, dueAt])).toEqual([
      ['before', on('16:00')],
      ['before-elapsed', on('08:00', 3)],
    ])
  })
})

describe('given a goal that comes into force while its clock runs', () => {
  it('has its steps no earlier than the change, and none after the deadline that was to come before it', () => {
    const sla = policies({
      fields: { priority: { type: 'text' } },
      policies: [
        {
          id: 'all',
          targets: {
            resolution: {
              goal: { by: 'priority', of: { high: 'PT2H', urgent: 'PT1H' }, otherwise: 'PT8H' },
              steps: [{ id: 'half', at: { percent: 50 } }],
            },
          },
        },
      ],
    })
    const raised = (time: string, priority: string): SlaSignal => ({ type: 'facts-changed', at: on(time), facts: { priority } })
    const due = (signals: readonly SlaSignal[]) =>
      slaTimers(sla, signals.reduce(slaFold(sla).step, slaFold(sla).init())).map(({ step, dueAt }) => [step, dueAt])
    expect(due([opened, raised('10:30', 'high')])).toEqual([
      ['half', on('10:30')],
      ['breach', on('11:00')],
    ])
    expect(due([opened, raised('10:30', 'urgent')])).toEqual([
      ['breach', on('10:30')],
      ['half', on('10:30')],
    ])
  })
})

describe('given a step an hour after the deadline', () => {
  const steps = [
    { id: 'own', at: { after: 'PT1H' } },
    { id: 'wall', at: { after: 'PT1H', counted: 'elapsed' } },
  ] as const
  const due = (sla: Sla, signals: readonly SlaSignal[]) =>
    slaTimers(sla, slaProgress(sla, { signals })).flatMap(({ cycle, step, dueAt }) =>
      step === 'breach' ? [] : [[cycle, step, dueAt]],
    )
  const work = promising({ agentWork: { goal: 'PT4H', steps } })
  // Due at 13:00, and half an hour over when it comes to stand still.
  const paused = [opened, moves(on('13:30'), 'pending')]
  const resumed = [...paused, moves(on('15:00'), 'open')]

  it('lets it stand still with its clock, unless it is counted around the clock', () => {
    expect(due(work, paused)).toEqual([])
    expect(due(work, resumed)).toEqual([
      [1, 'wall', on('14:00')],
      [1, 'own', on('15:30')],
    ])
  })

  it('has none of a clock that ended before the hour was up', () => {
    expect(due(work, [...resumed, moves(on('15:29'), 'resolved')]).map(([, step]) => step)).toEqual(['wall'])
    expect(due(work, [...resumed, moves(on('15:30'), 'resolved')]).map(([, step]) => step)).toEqual(['wall', 'own'])
  })

  it('counts what the clock was over before a reopening', () => {
    const reopened = [...resumed, moves(on('15:10'), 'resolved'), moves(on('18:00'), 'open')]
    expect(due(work, reopened).filter(([, step]) => step === 'own')).toEqual([[2, 'own', on('18:20')]])
  })

  it('counts what the same team was over, and not what another was', () => {
    const clocks = {
      own: { starts: [{ on: 'team', is: 'assigned' }], stops: [{ on: 'team', is: 'unassigned' }], perTeam: 'carried' },
    } as const
    const sla = policies({ clocks, policies: [{ id: 'all', targets: { own: { goal: 'PT1H', steps: [steps[0]] } } }] })
    const passed = (teamId: string, time: string): SlaSignal => ({ type: 'team-changed', at: on(time), teamId })
    const signals = [opened, passed('one', '09:00'), passed('two', '10:30'), passed('one', '11:10')]
    expect(due(sla, signals)).toEqual([[3, 'own', on('11:40')]])
  })

  it('counts from a change of goal that made a clock late while it stood still', () => {
    const sla = policies({
      fields: { priority: { type: 'text' } },
      policies: [
        { id: 'all', targets: { agentWork: { goal: { by: 'priority', of: { high: 'PT1H' }, otherwise: 'PT8H' }, steps } } },
      ],
    })
    const raised: SlaSignal = { type: 'facts-changed', at: on('14:00'), facts: { priority: 'high' } }
    expect(due(sla, [...paused, raised, moves(on('16:00'), 'open')])).toEqual([
      [1, 'wall', on('15:00')],
      [1, 'own', on('17:00')],
    ])
  })
})
