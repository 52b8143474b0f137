import { describe, expect, it } from 'vitest'
import { isTakenBack, postgresFailure } from './postgres-failure.ts'

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

  it('keeps what was said out of what is written down', () => {
    expect(JSON.stringify(postgresFailure(said('23505')))).not.toContain('said')
  })
})
