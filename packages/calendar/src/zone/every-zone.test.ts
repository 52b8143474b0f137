import { type Instant, instant, orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { localMs } from './local-date-time.ts'
import { compileZone } from './zone.ts'

// Read from the shown fields, not from the name of the offset as the table is: two independent ways through the host's data.
function shownOffset(format: Intl.DateTimeFormat, at: number): number {
  const fields = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = fields
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

const from = instant('2000-01-01T00:00Z')
const to = instant('2041-01-01T00:00Z')
const day = 86_400_000
const names = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+12', 'Asia/Calcutta', 'US/Eastern', 'CET']

describe('given every zone of the host between 2000 and 2040', () => {
  it('agrees with what Intl shows, on both sides of each change and every 31 days between', () => {
    const wrong: string[] = []
    for (const name of names) {
      const zone = orThrow(compileZone(name))
      const format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
      const nearChanges = zone.transitions(from, to).flatMap(({ at }) => [at - 7_200_000, at - 1, at, at + 7_200_000])
      const regular = Array.from({ length: Math.floor((to - from) / (31 * day)) }, (_, index) => from + index * 31 * day)
      for (const at of [...nearChanges, ...regular]) {
        if (zone.offsetAt(instant(at)) !== shownOffset(format, at)) wrong.push(`${name} ${at}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('finds the instant of each local time again, one before and one after each change', () => {
    const wrong: string[] = []
    for (const name of names) {
      const zone = orThrow(compileZone(name))
      for (const { at, offsetBeforeMs, offsetAfterMs } of zone.transitions(from, to)) {
        const length = Math.abs(offsetAfterMs - offsetBeforeMs)
        for (const probe of [at - length - 1, at - length, at - 1, at, at + length - 1, at + length]) {
          const found = zone.instantsOf(zone.localAt(instant(probe)))
          if (!found.some((candidate) => candidate === probe)) wrong.push(`${name} ${probe}`)
        }
        const local = zone.localAt(instant(at))
        const skipped = offsetAfterMs > offsetBeforeMs
        const before: Instant = instant(skipped ? at : at - length)
        if (localMs(local) !== at + offsetAfterMs || zone.instantOf(local) !== before) wrong.push(`${name} ${at} itself`)
      }
    }
    expect(wrong).toEqual([])
  })
})
