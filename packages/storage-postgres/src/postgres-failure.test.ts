import { describe, expect, it } from 'vitest'
import { isForgotten, isTakenBack, postgresFailure } from './postgres-failure.ts'

const said = (code: string) => Object.assign(new Error('said'), { code, severity: 'ERROR' })

describe('given what the engine or the way to it said', () => {
  it('tells what the caller has to know', () => {
    const reasons = ['23505', '40001', '40P01', '55P03', '53100', '25006', '57P01', '08006', 'XX001', '42601'].map(
      (code) => postgresFailure(said(code)).reason,
    )
    expect(reasons).toEqual(['retry', 'retry', 'retry', 'retry', 'full', 'readonly', 'network', 'network', 'corrupt', 'other'])
    expect(postgresFailure(Object.assign(new Error('broken pipe'), { code: 'EPIPE' })).reason).toBe('network')
    expect(postgresFailure(new Error('timeout exceeded when trying to connect')).reason).toBe('retry')
    expect(postgresFailure(new TypeError('a defect')).reason).toBe('other')
    expect([isTakenBack(said('22P02')), isTakenBack(said('23505')), isTakenBack(new Error('x'))]).toEqual([true, false, false])
  })

  it('takes a prepared statement that cannot be executed any more for something to try again, and nothing else that is not supported', () => {
    const changed = Object.assign(said('0A000'), { routine: 'RevalidateCachedQuery' })
    const forgotten = [said('26000'), changed, said('0A000'), said('42P05')]
    expect(forgotten.map(isForgotten)).toEqual([true, true, false, false])
    expect(forgotten.map((cause) => postgresFailure(cause).reason)).toEqual(['retry', 'retry', 'other', 'other'])
  })

  it('keeps what was said out of what is written down', () => {
    expect(JSON.stringify(postgresFailure(said('23505')))).not.toContain('said')
  })
})
