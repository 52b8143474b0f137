import { describe, expect, it } from 'vitest'
import { isDuplicate, mysqlFailure } from './mysql-failure.ts'

const said = (errno: number) => Object.assign(new Error('said'), { errno, sqlState: 'HY000' })

describe('given what the engine or the way to it said', () => {
  it('tells what the caller has to know', () => {
    const reasons = [1062, 1205, 1213, 1412, 1021, 1114, 1290, 1053, 1064].map((errno) => mysqlFailure(said(errno)).reason)
    expect(reasons).toEqual(['retry', 'retry', 'retry', 'retry', 'full', 'full', 'readonly', 'network', 'other'])
    expect(mysqlFailure(Object.assign(new Error('reset'), { errno: -104, code: 'ECONNRESET' })).reason).toBe('network')
    expect(mysqlFailure(new TypeError('a defect')).reason).toBe('other')
    expect([isDuplicate(said(1062)), isDuplicate(said(1213)), isDuplicate(new Error('x'))]).toEqual([true, false, false])
  })
})
