import { instant } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { timeReader } from './time-reader.ts'

describe('given ISO texts', () => {
  const read = timeReader({ format: 'iso' })

  it('takes each offset at its word', () => {
    expect(read('2010-03-31T16:59:42+02:00')).toBe(instant('2010-03-31T14:59:42Z'))
    expect(read('2010-03-28T01:59:42+01:00')).toBe(instant('2010-03-28T00:59:42Z'))
  })

  it('reads nothing from a text without an offset', () => {
    expect(read('2010-03-31T16:59:42')).toBeNull()
  })
})

describe('given a pattern with the day first', () => {
  const read = timeReader({ format: 'dd-MM-yyyy HH:mm', offset: '+00:00' })

  it('reads day, month and year from where they stand', () => {
    expect(read('29-02-2016 01:16')).toBe(instant('2016-02-29T01:16:00Z'))
  })

  it('reads nothing from another order, a day that does not exist or a longer text', () => {
    expect(read('2016-02-29 01:16')).toBeNull()
    expect(read('29-02-2015 01:16')).toBeNull()
    expect(read('29-02-2016 01:16:30')).toBeNull()
  })
})

describe('given a pattern with seconds and an offset', () => {
  it('counts both', () => {
    expect(timeReader({ format: 'yyyy/MM/dd HH.mm.ss', offset: '-03:30' })('2016/02/29 01.16.07')).toBe(
      instant('2016-02-29T01:16:07-03:30'),
    )
  })

  it('takes the dots of the pattern as dots', () => {
    expect(timeReader({ format: 'yyyy/MM/dd HH.mm', offset: '+00:00' })('2016/02/29 01x16')).toBeNull()
  })
})
