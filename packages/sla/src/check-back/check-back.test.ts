import { addMs, instant } from '@caseload/core'
import {
  afterCheckBack,
  type CheckBackDocument,
  type CheckedResolution,
  checkBackAt,
  elapsedTime,
  solutionEffectiveness,
} from '@caseload/sla'
import { ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { on } from '../../test/desk.ts'
import { office } from '../../test/office.ts'

const plan: CheckBackDocument = { share: 0.25, workingDays: 2, channel: 'phone', attempts: 3 }
const resolvedAt = on('15:00')
const day = 86_400_000

describe('given a plan to ask after a quarter of resolutions', () => {
  it('asks for draws below the share only, so many working days after the resolution', () => {
    expect(checkBackAt(plan, 0.2499, resolvedAt, office)).toEqual(ok(on('15:00', 4)))
    expect(checkBackAt(plan, 0.25, resolvedAt, office)).toEqual(ok(null))
  })

  it('asks nobody at a share of 0, and everybody at 1', () => {
    expect(checkBackAt({ ...plan, share: 0 }, 0, resolvedAt, office)).toEqual(ok(null))
    expect(checkBackAt({ ...plan, share: 1 }, 0.999_999, resolvedAt, office)).toEqual(ok(on('15:00', 4)))
  })

  it('asks at the end of the working day, where it waits for no day', () => {
    expect(checkBackAt({ ...plan, workingDays: 0 }, 0, resolvedAt, office)).toEqual(ok(on('17:00')))
  })

  it('reopens what does not work, at any attempt', () => {
    for (const attempt of [1, 2, 3])
      expect(afterCheckBack(plan, attempt, 'does-not-work', resolvedAt, office)).toEqual(
        ok({ do: 'reopen', answer: 'does-not-work' }),
      )
  })

  it('asks again a working day later while nobody is reached, and gives up after the last attempt', () => {
    expect(afterCheckBack(plan, 2, 'not-reached', resolvedAt, office)).toEqual(
      ok({ do: 'ask-again', at: on('15:00', 3), attempt: 3 }),
    )
    expect(afterCheckBack(plan, 3, 'not-reached', resolvedAt, office)).toEqual(ok({ do: 'finish', answer: 'not-reached' }))
  })

  it('is done with an answer, also a half-hearted one', () => {
    expect(afterCheckBack(plan, 1, 'works-partly', resolvedAt, elapsedTime)).toEqual(ok({ do: 'finish', answer: 'works-partly' }))
  })
})

describe('given a plan, a draw, an attempt or an answer that is none', () => {
  // As a caller without types would have it.
  const untyped = <Value>(value: unknown) => value as Value
  const plans: readonly (readonly [string, unknown])[] = [
    ['plan', null],
    ['plan', undefined],
    ['plan', 7],
    ['plan.share', { ...plan, share: 20 }],
    ['plan.attempts', { ...plan, attempts: 0 }],
  ]
  const pathsOf = (answer: ReturnType<typeof checkBackAt> | ReturnType<typeof afterCheckBack>) => {
    const { kind, issues } = answer._unsafeUnwrapErr()
    return [kind, issues.map(({ path }) => path)]
  }

  it.each(plans)('says that %s is none, instead of throwing', (path, spoilt) => {
    expect(pathsOf(checkBackAt(untyped(spoilt), 0, resolvedAt, office))).toEqual(['input/invalid', [path]])
    expect(pathsOf(afterCheckBack(untyped(spoilt), 1, 'not-reached', resolvedAt, office))).toEqual(['input/invalid', [path]])
  })

  it('names the draw, the attempt and the answer', () => {
    for (const draw of [-0.1, 1, Number.NaN, untyped<number>(null)])
      expect(pathsOf(checkBackAt(plan, draw, resolvedAt, office))).toEqual(['input/invalid', ['draw']])
    for (const attempt of [0, 1.5, untyped<number>('1')])
      expect(pathsOf(afterCheckBack(plan, attempt, 'works', resolvedAt, office))).toEqual(['input/invalid', ['attempt']])
    for (const answer of ['maybe', null])
      expect(pathsOf(afterCheckBack(plan, 1, untyped(answer), resolvedAt, office))).toEqual(['input/invalid', ['answer']])
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
