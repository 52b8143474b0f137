import { readSlaSignals } from '@caseload/sla'
import { describe, expect, it } from 'vitest'

describe('given signals from outside', () => {
  it('refuses a fact under the name __proto__ instead of leaving it out', () => {
    const facts: unknown = JSON.parse('{"plan":"pro","__proto__":"gold"}')
    expect(readSlaSignals([{ type: 'facts-changed', at: 0, facts }])._unsafeUnwrapErr().issues[0]?.path).toBe(
      '[0].facts.__proto__',
    )
  })
})
