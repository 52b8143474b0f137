import type { ClockDocument, SlaSignal } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { clockOf, hour, on, opened, policies } from '../../test/desk.ts'

const told = (time: string, name: 'begin' | 'end' | 'drop' | 'again'): SlaSignal => ({ type: 'event', at: on(time), name })
const clock: ClockDocument = {
  starts: [{ on: 'event', name: 'begin' }],
  stops: [{ on: 'event', name: 'end' }],
  cancels: [{ on: 'event', name: 'drop' }],
  restarts: [{ on: 'event', name: 'again' }],
}

/** Every cycle at 15:00: when it began, how it ended, the hours it used. */
function cyclesOf(recurrence: NonNullable<ClockDocument['recurrence']>, ...signals: readonly SlaSignal[]) {
  const sla = policies({ clocks: { own: { ...clock, recurrence } }, policies: [{ id: 'all', targets: { own: 'PT4H' } }] })
  const { earlier, current } = clockOf(sla, 'own', [opened, ...signals], on('15:00'))
  return [...earlier, ...(current === null ? [] : [current])].map(({ startedAt, ending, elapsedMs }) => [
    (startedAt - on('00:00')) / hour,
    ending,
    elapsedMs / hour,
  ])
}
const twice = [told('10:00', 'begin'), told('11:00', 'end'), told('13:00', 'begin')]

describe('given a clock that is fulfilled and told to start again', () => {
  it('runs once, where nothing recurs', () => {
    expect(cyclesOf('none', ...twice)).toEqual([[10, 'fulfilled', 1]])
  })

  it('runs afresh, where cycles are independent', () => {
    expect(cyclesOf('independent', ...twice)).toEqual([
      [10, 'fulfilled', 1],
      [13, null, 2],
    ])
  })

  it('goes on from what it had used, where it is continued', () => {
    expect(cyclesOf('continued', ...twice)).toEqual([
      [10, 'fulfilled', 1],
      [13, null, 3],
    ])
  })

  it('starts by itself with its end, where it is chained, and is not started over by another beginning', () => {
    expect(cyclesOf('chained', ...twice)).toEqual([
      [10, 'fulfilled', 1],
      [11, null, 4],
    ])
  })
})

describe('given a clock that runs', () => {
  it.each(['none', 'independent', 'continued', 'chained'] as const)('hears no second beginning: %s', (recurrence) => {
    expect(cyclesOf(recurrence, told('10:00', 'begin'), told('12:00', 'begin'))).toEqual([[10, null, 5]])
  })

  it.each(['none', 'independent', 'chained'] as const)('begins anew when it is restarted: %s', (recurrence) => {
    expect(cyclesOf(recurrence, told('10:00', 'begin'), told('12:00', 'again'))).toEqual([
      [10, 'restarted', 2],
      [12, null, 3],
    ])
  })

  it.each(['none', 'independent', 'chained'] as const)('may start again after it was cancelled: %s', (recurrence) => {
    expect(cyclesOf(recurrence, told('10:00', 'begin'), told('11:00', 'drop'), told('13:00', 'begin'))).toEqual([
      [10, 'cancelled', 1],
      [13, null, 2],
    ])
  })

  it('is cancelled rather than fulfilled, where one instant says both', () => {
    expect(cyclesOf('none', told('10:00', 'begin'), told('11:00', 'drop'), told('11:00', 'end'))).toEqual([[10, 'cancelled', 1]])
  })
})
