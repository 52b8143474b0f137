import { instant, isoDate, orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { publicHolidays } from '../holidays.ts'
import { compileCalendar } from '../index.ts'

const years = { from: 2026, to: 2026 }
const of = (country: string, rest: object = {}) => orThrow(publicHolidays({ country, years, ...rest }))
const daysOf = (name: string, holidays: ReturnType<typeof of>) => holidays.find((holiday) => holiday.name === name)?.on

describe('given the holidays of a country', () => {
  it('names each with its days, in the language asked for', () => {
    const holidays = of('FI', { language: 'en', years: { from: 2026, to: 2027 } })
    expect(daysOf('Good Friday', holidays)).toEqual(['2026-04-03', '2027-03-26'])
    expect(daysOf('Independence Day', holidays)).toEqual(['2026-12-06', '2027-12-06'])
  })
  it('takes the days off alone, unless other kinds are asked for', () => {
    expect(daysOf("Mother's Day", of('FI', { language: 'en' }))).toBeUndefined()
    expect(daysOf("Mother's Day", of('FI', { language: 'en', kinds: ['observance'] }))).toEqual(['2026-05-10'])
  })
  it('knows the days of one state', () => {
    expect(daysOf('Corpus Christi', of('DE', { state: 'BY', language: 'en' }))).toEqual(['2026-06-04'])
    expect(daysOf('Corpus Christi', of('DE', { language: 'en' }))).toBeUndefined()
  })
  it('closes each day of one that takes several, and the afternoon of one that begins at noon', () => {
    expect(daysOf('설날', of('KR'))).toEqual(['2026-02-17', '2026-02-18', '2026-02-19'])
    expect(of('IS').find(({ name }) => name === 'Aðfangadagur')).toEqual({
      name: 'Aðfangadagur',
      on: ['2026-12-24'],
      closed: ['13:00-24:00'],
    })
  })
  it('makes a document that compiles', () => {
    const calendar = orThrow(
      compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] }, holidays: of('FI') }),
    )
    expect(calendar.isWorkingDay(isoDate('2026-04-03'))).toBe(false)
    expect(calendar.isOpen(instant('2026-04-02T09:00Z'))).toBe(true)
  })
})

describe('given a place the lists do not have', () => {
  it.each([
    [{ country: 'XX' }, 'XX'],
    [{ country: 'DE', state: 'XX' }, 'DE-XX'],
    [{ country: 'DE', state: 'BY', region: 'XX' }, 'DE-BY-XX'],
    [{ country: 'constructor' }, 'constructor'],
    [{ country: 'FI', years: { from: 2027, to: 2026 } }, 'FI'],
    [{ country: 'FI', years: { from: 2000, to: 2100 } }, 'FI'],
  ])('refuses %j', (request, region) => {
    const refused = publicHolidays({ years, ...request })
    expect(refused.isErr() && [refused.error.kind, refused.error.region]).toEqual(['calendar/unknown-region', region])
  })
})

describe('given a request that is none', () => {
  it.each([
    [null],
    [{}],
    [{ country: 7, years }],
    [{ country: 'FI', years: { from: Number.NaN, to: 2026 } }],
    [{ country: 'FI', years, kinds: ['festive'] }],
  ])('refuses %j', (request) => {
    // As it comes from a caller without types.
    const refused = publicHolidays(request as unknown as Parameters<typeof publicHolidays>[0])
    expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'calendar/unknown-region', region: '' })
  })
})
