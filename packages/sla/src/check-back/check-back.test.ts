import { addMs, instant } from '@caseload/core'
import {
  afterCheckBack,
  type CheckBackDocument,
  type CheckedResolution,
  checkBackAt,
  elapsedTime,
  solutionEffectiveness,
} from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { on } from '../../test/desk.ts'
import { office } from '../../test/office.ts'

const plan: CheckBackDocument = { share: 0.25, workingDays: 2, channel: 'phone', attempts: 3 }
const resolvedAt = on('15:00')
const day = 86_400_000

describe('given a plan to ask after a quarter of resolutions', () => {
  it('asks for draws below the share only, so many working days after the resolution', () => {
    expect(checkBackAt(plan, 0.2499, resolvedAt, office)).toBe(on('15:00', 4))
    expect(checkBackAt(plan, 0.25, resolvedAt, office)).toBeNull()
  })

  it('asks nobody at a share of 0, and everybody at 1', () => {
    expect(checkBackAt({ ...plan, share: 0 }, 0, resolvedAt, office)).toBeNull()
    expect(checkBackAt({ ...plan, share: 1 }, 0.999_999, resolvedAt, office)).toBe(on('15:00', 4))
  })

  it('reopens what does not work, at any attempt', () => {
    for (const attempt of [1, 2, 3])
      expect(afterCheckBack(plan, attempt, 'does-not-work', resolvedAt, office)).toEqual({
        do: 'reopen',
        answer: 'does-not-work',
      })
  })

  it('asks again a working day later while nobody is reached, and gives up after the last attempt', () => {
    expect(afterCheckBack(plan, 2, 'not-reached', resolvedAt, office)).toEqual({
      do: 'ask-again',
      at: on('15:00', 3),
      attempt: 3,
    })
    expect(afterCheckBack(plan, 3, 'not-reached', resolvedAt, office)).toEqual({ do: 'finish', answer: 'not-reached' })
  })

  it('is done with an answer, also a half-hearted one', () => {
    expect(afterCheckBack(plan, 1, 'works-partly', resolvedAt, elapsedTime)).toEqual({ do: 'finish', answer: 'works-partly' })
  })
})

describe('given what requesters said and did', () => {
  const one = (
    answer: CheckedResolution['answer'],
    contactAgainAt: CheckedResolution['contactAgainAt'] = null,
  ): CheckedResolution => ({
    resolvedAt,
    answer,
    contactAgainAt,
  })

  it('never takes somebody who was not reached, or not asked, for a success', () => {
    const { works, notReached } = solutionEffectiveness([one('works'), one('not-reached'), one(null)], addMs(resolvedAt, day))
    expect([works.share, works.of, notReached]).toEqual([1, 1, 1])
  })

  it('gives the interval of Wilson: 8 of 10 is 49.0 % to 94.3 %', () => {
    const answers = [...Array.from({ length: 8 }, () => one('works')), one('works-partly'), one('does-not-work')]
    const { works } = solutionEffectiveness(answers, resolvedAt)
    expect([works.low?.toFixed(4), works.high?.toFixed(4)]).toEqual(['0.4902', '0.9433'])
  })

  it('says nothing where nobody was reached', () => {
    expect(solutionEffectiveness([one('not-reached')], resolvedAt).works).toEqual({ share: null, low: null, high: null, of: 0 })
  })

  it('counts a new contact up to and at the fourteenth day, and leaves younger resolutions out', () => {
    const fortnight = addMs(resolvedAt, 14 * day)
    const { quiet, tooYoung } = solutionEffectiveness(
      [
        one('works', fortnight),
        one('works', addMs(fortnight, 1)),
        one(null),
        { ...one('works'), resolvedAt: addMs(resolvedAt, 1) },
      ],
      fortnight,
    )
    expect([quiet.share, quiet.of, tooYoung]).toEqual([2 / 3, 3, 1])
    expect(instant(fortnight)).toBe(fortnight)
  })
})
