import { storageUnavailable } from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { failureText } from './failure-text.ts'

describe('given what a case has thrown', () => {
  it('says what was wrong and, behind it, what the driver said', () => {
    const problem = storageUnavailable('network', new Error('connect ECONNREFUSED 127.0.0.1:5432'))
    const thrown = new Error(`expected success, got ${JSON.stringify(problem)}`, { cause: problem })
    expect(failureText(thrown)).toBe(`${thrown.message}; cause: connect ECONNREFUSED 127.0.0.1:5432`)
  })

  it('leaves what the case says whole, and cuts the text of a driver and puts it in one line', () => {
    const thrown = new Error('x\n'.repeat(300), { cause: 'y\n'.repeat(300) })
    expect(failureText(thrown)).toBe(`${thrown.message}; cause: ${'y '.repeat(100)}…`)
  })

  it('ends where causes go round, and says something of whatever has no message', () => {
    const round: { message: string; cause?: unknown } = { message: 'round' }
    round.cause = round
    expect(failureText(round)).toBe('round')
    const several = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })
    expect(failureText(new Error('no', { cause: several }))).toBe('no; cause: ECONNREFUSED')
    expect(failureText({})).toBe('[object Object]')
    expect(failureText('text')).toBe('text')
  })
})
