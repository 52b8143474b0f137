import fc from 'fast-check'
import { err, ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { addMs, formatInstant, instant, isInstant, parseInstant } from './index.ts'

describe('given ISO 8601 text', () => {
  it.each([
    ['1970-01-01T00:00Z', 0],
    ['1970-01-01T00:00:00.001Z', 1],
    ['1970-01-01T00:00:00.0019Z', 1],
    ['1970-01-01t00:00:00,5z', 500],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2024-02-29T12:00+00:00', 1_709_208_000_000],
    ['1970-01-01T05:30:00+0530', 0],
    ['1969-12-31T18:30:00-05:30', 0],
    ['0000-01-01T00:00Z', -62_167_219_200_000],
    ['0099-12-31T23:59:59Z', -59_011_459_201_000],
  ])('reads %s', (text, ms) => {
    expect(parseInstant(text)).toEqual(ok(ms))
  })
  it.each([
    ['2026-03-01T09:00', 'no-offset'],
    ['2026-02-29T09:00Z', 'not-a-date'],
    ['2026-13-01T09:00Z', 'not-a-date'],
    ['2026-01-01T24:00Z', 'not-a-date'],
    ['2026-01-01T23:59:60Z', 'not-a-date'],
    ['2026-01-01T00:00+24:00', 'not-a-date'],
    ['2026-01-01', 'not-a-date'],
    ['yesterday', 'not-a-date'],
    ['', 'not-a-date'],
    [`2026-01-01T00:00Z${' '.repeat(1_000_000)}`, 'not-a-date'],
  ])('refuses %s', (text, reason) => {
    expect(parseInstant(text)._unsafeUnwrapErr()).toMatchObject({ kind: 'instant/invalid', reason })
  })
  it('agrees with Date on every text that Date writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01T00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        (date) => {
          expect(parseInstant(date.toISOString())).toEqual(ok(date.getTime()))
          expect(formatInstant(instant(date))).toBe(date.toISOString())
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('given a number or a Date', () => {
  it('takes whole milliseconds up to both ends of time', () => {
    expect([parseInstant(8.64e15), parseInstant(-8.64e15), parseInstant(new Date(5))]).toEqual([ok(8.64e15), ok(-8.64e15), ok(5)])
  })
  it.each([
    [0.5, 'not-whole'],
    [8.64e15 + 1, 'out-of-range'],
    [Number.POSITIVE_INFINITY, 'out-of-range'],
    [Number.NaN, 'not-a-date'],
    [new Date(Number.NaN), 'not-a-date'],
  ])('refuses %s', (input, reason) => {
    const refused = parseInstant(input)
    expect(refused).toEqual(err(refused._unsafeUnwrapErr()))
    expect(refused._unsafeUnwrapErr().reason).toBe(reason)
  })
  it('says the same as a guard', () => {
    expect([isInstant(0), isInstant(0.1), isInstant(9e15)]).toEqual([true, false, false])
  })
})

describe('given a literal', () => {
  it('throws where it names no instant', () => {
    expect(() => instant('2026-03-01T09:00')).toThrow('expected an offset')
  })
})

describe('given an addition', () => {
  it('stays within the range an instant can have, and whole', () => {
    expect([addMs(instant(1), 1.9), addMs(instant(8.64e15), 1), addMs(instant(-8.64e15), -1)]).toEqual([2, 8.64e15, -8.64e15])
  })
  it('treats no number as a programming mistake', () => {
    expect(() => addMs(instant(0), Number.NaN)).toThrow(TypeError)
  })
})
