import fc from 'fast-check'
import { it } from 'vitest'
import type { Move } from './model/move.ts'
import { runPure } from './model/run-pure.ts'

const owing = ['promise-update', 'schedule-follow-up', 'request-approval', 'merge-into', 'unmerge'] as const
const settling = ['keep-promise', 'complete-follow-up', 'approve', 'withdraw-approval', 'reply', 'cancel', 'reopen'] as const
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    what: fc.oneof(
      { arbitrary: fc.constantFrom(...owing), weight: 4 },
      { arbitrary: fc.constantFrom(...settling, 'timers', 'wait'), weight: 1 },
    ),
    one: fc.nat(2),
    other: fc.nat(2),
    pick: fc.nat(29),
    meanwhile: fc.constant(false),
  }),
  { maxLength: 40, size: 'max' },
)

it('owes everything in one place, with its timer there, however tickets that owe something are merged and taken apart', () => {
  fc.assert(
    fc.property(moves, (drawn) => runPure(drawn)),
    { numRuns: 40 },
  )
})
