import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { carefulWorkflow } from '../careful-workflow.ts'
import { compileWorkflow } from '../compile-workflow.ts'
import { standardWorkflow } from '../standard-workflow.ts'

const hour = 3_600_000

describe('given what a workflow asks of the desk', () => {
  it('is made ready', () => {
    const { handOver, resolution, remindBeforeMs, pendingExpiresAfterMs } = orThrow(compileWorkflow(carefulWorkflow))
    expect(handOver).toEqual({
      requires: ['done', 'wanted', 'told', 'answerBy'],
      acceptWithinMs: 4 * hour,
      escalateAfterReturns: 3,
      escalateTo: null,
    })
    expect(resolution).toEqual({
      told: 'required',
      confirmation: { silence: 'accepted', remindAfterMs: 48 * hour, onConfirmed: 'close' },
    })
    expect([remindBeforeMs, pendingExpiresAfterMs]).toEqual([hour, 336 * hour])
  })

  it('asks for nothing where it says nothing, and reminds an hour before', () => {
    const { resolution: _, pendingExpiresAfter: __, ...bare } = standardWorkflow
    const workflow = orThrow(compileWorkflow(bare))
    expect([workflow.handOver, workflow.resolution, workflow.pendingExpiresAfterMs, workflow.remindBeforeMs]).toEqual([
      null,
      null,
      null,
      hour,
    ])
  })

  it.each([
    [{ remindBefore: 'P1D' }, 'remindBefore'],
    [{ pendingExpiresAfter: 'soon' }, 'pendingExpiresAfter'],
    [{ handOver: { ...carefulWorkflow.handOver, acceptWithin: '4h' } }, 'handOver.acceptWithin'],
  ])('refuses a length of time that is none: %j', (changes, path) => {
    expect(compileWorkflow({ ...carefulWorkflow, ...changes })._unsafeUnwrapErr()).toMatchObject([
      { kind: 'workflow/bad-duration', path },
    ])
  })

  it('warns where silence never comes to mean anything', () => {
    expect(orThrow(compileWorkflow({ ...carefulWorkflow, autoCloseAfter: null })).warnings).toMatchObject([
      { kind: 'workflow/silence-never', path: 'resolution.confirmation.silence', witness: ['accepted'] },
    ])
  })
})
