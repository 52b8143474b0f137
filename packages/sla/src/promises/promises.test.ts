import { promiseReport, promisesOf, type SlaSignal, slaState } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { hour, on, promising } from '../../test/desk.ts'

const sla = promising({ resolution: 'PT100H' })
const told = (time: string, due: string): SlaSignal => ({ type: 'promise-made', at: on(time), id: 'call', dueAt: on(due) })
const kept = (time: string): SlaSignal => ({ type: 'promise-kept', at: on(time), id: 'call' })
const promiseAfter = (signals: readonly SlaSignal[], now: string) => slaState(sla, { signals }, on(now)).promises[0]

describe('given a time told to the requester', () => {
  it('is kept at the very instant, broken one millisecond later', () => {
    expect(promiseAfter([told('09:00', '12:00'), kept('12:00')], '13:00')).toMatchObject({ status: 'kept', earlinessMs: 0 })
    expect(promiseAfter([told('09:00', '12:00'), kept('12:00:00.001')], '13:00')).toMatchObject({
      status: 'broken',
      brokenAt: on('12:00'),
      earlinessMs: -1,
    })
  })

  it('is broken when its time passes and nobody does anything', () => {
    expect(promiseAfter([told('09:00', '12:00')], '12:00')?.status).toBe('open')
    expect(promiseAfter([told('09:00', '12:00')], '12:01')?.status).toBe('broken')
  })

  it('moves to another time told in time, and remembers the first', () => {
    const moved = promiseAfter([told('09:00', '12:00'), told('11:00', '15:00'), kept('14:00')], '16:00')
    expect(moved).toMatchObject({ status: 'kept', firstDueAt: on('12:00'), dueAt: on('15:00'), moves: 1, earlinessMs: hour })
  })

  it('is not mended by another time told too late', () => {
    expect(promiseAfter([told('09:00', '12:00'), told('13:00', '15:00'), kept('14:00')], '16:00')).toMatchObject({
      status: 'broken',
      brokenAt: on('12:00'),
    })
  })

  it('can be taken back, and one never made cannot be kept', () => {
    expect(
      promiseAfter([told('09:00', '12:00'), { type: 'promise-withdrawn', at: on('10:00'), id: 'call' }], '16:00')?.status,
    ).toBe('withdrawn')
    expect(promiseAfter([kept('10:00')], '16:00')).toBeUndefined()
  })
})

describe('given what was promised and goes on with another ticket', () => {
  const passedOn: SlaSignal = { type: 'promise-passed-on', at: on('11:00'), id: 'call' }
  const takenOver: SlaSignal = {
    ...{ type: 'promise-taken-over', at: on('11:00'), id: 'call', toldAt: on('09:00') },
    ...{ firstDueAt: on('10:00'), dueAt: on('12:00'), moves: 1 },
  }

  it('is counted there only, from when it was told, and the time told stays', () => {
    expect(promiseAfter([told('09:00', '12:00'), passedOn], '16:00')).toBeUndefined()
    const there = promiseAfter([takenOver, kept('11:30')], '16:00')
    expect(there).toMatchObject({ status: 'kept', toldAt: on('09:00'), firstDueAt: on('10:00'), dueAt: on('12:00'), moves: 1 })
    expect(promiseAfter([takenOver], '12:00:00.001')).toMatchObject({ status: 'broken', brokenAt: on('12:00') })
  })

  it('stays broken where it was, and can come back to where it was made', () => {
    const late: SlaSignal = { ...takenOver, brokenAt: on('10:00') }
    expect(promiseAfter([late, kept('11:30')], '16:00')).toMatchObject({ status: 'broken', brokenAt: on('10:00') })
    const back: SlaSignal = { ...takenOver, at: on('11:10') }
    expect(promiseAfter([told('09:00', '12:00'), passedOn, back, kept('11:30')], '16:00')?.status).toBe('kept')
    expect(promisesOf([told('09:00', '12:00'), passedOn, back, kept('11:30')], on('16:00'))).toEqual(
      slaState(sla, { signals: [told('09:00', '12:00'), passedOn, back, kept('11:30')] }, on('16:00')).promises,
    )
    expect(promisesOf([passedOn], on('16:00'))).toEqual([])
  })
})

describe('given several promises', () => {
  const promise = (id: string, told: string, due: string, done: string | null): readonly SlaSignal[] => [
    { type: 'promise-made', at: on(told), id, dueAt: on(due) },
    ...(done === null ? [] : [{ type: 'promise-kept', at: on(done), id } as const]),
  ]
  const signals = [
    ...promise('exceeded', '09:00', '13:00', '12:00'),
    ...promise('nearly', '09:00', '13:00', '12:00:00.001'),
    ...promise('late', '09:00', '10:00', '11:00'),
    ...promise('never', '09:00', '11:00', null),
    ...promise('open', '09:00', '20:00', null),
    ...promise('moved', '09:00', '10:00', null),
    { type: 'promise-made', at: on('09:30'), id: 'moved', dueAt: on('12:30') },
    { type: 'promise-kept', at: on('12:30'), id: 'moved' },
    ...promise('taken back', '09:00', '11:00', null),
    { type: 'promise-withdrawn', at: on('09:10'), id: 'taken back' },
  ] as const
  const { promises } = slaState(sla, { signals: [...signals].sort((a, b) => Number(a.at) - Number(b.at)) }, on('14:00'))

  it('counts what is settled: kept or broken, exceeded from a quarter of the time told on, and what was told first', () => {
    expect(promiseReport(promises)).toEqual({
      population: 7,
      settled: 5,
      keptShare: 3 / 5,
      exceededShare: 1 / 5,
      medianToldMs: 2 * hour,
      medianTakenMs: 3 * hour + 0.5,
      moved: 1,
    })
    expect(promiseReport(promises, 0).exceededShare).toBe(2 / 5)
  })

  it('takes the middle of two for the median', () => {
    const two = promises.filter(({ id }) => id === 'exceeded' || id === 'late')
    expect(promiseReport(two)).toMatchObject({ medianToldMs: 2.5 * hour, medianTakenMs: 2.5 * hour })
  })
})

describe('given promises padded to four times what they take', () => {
  it('shows the padding beside the share exceeded', () => {
    const { promises } = slaState(sla, { signals: [told('09:00', '13:00'), kept('10:00')] }, on('14:00'))
    expect(promiseReport(promises)).toEqual({
      population: 1,
      settled: 1,
      keptShare: 1,
      exceededShare: 1,
      medianToldMs: 4 * hour,
      medianTakenMs: hour,
      moved: 0,
    })
  })
})
