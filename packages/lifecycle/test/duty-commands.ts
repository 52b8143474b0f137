import { orThrow, parseId } from '@caseload/core'
import fc from 'fast-check'
import { checkBackAnswers, type HandOverBriefing, type TicketCommand } from '../src/index.ts'
import { ada, bob, eve, hour, mail, message, network } from './desk-day.ts'

const prm = (token: string) => orThrow(parseId('prm', `prm_${token}`))
const fup = (token: string) => orThrow(parseId('fup', `fup_${token}`))
const remark = orThrow(parseId('rmk', 'rmk_1'))
const promiseId = fc.constantFrom(prm('a'), prm('b'))
const followUpId = fc.constantFrom(fup('a'), fup('b'))
const dueAt = fc.integer({ min: -5, max: 400 }).map(hour)
const code = fc.constantFrom('one', 'two')
const typed = <Type extends string, Rest extends object>(type: Type, rest: fc.Arbitrary<Rest>) =>
  rest.map((each) => ({ ...each, type }))
const briefing: fc.Arbitrary<HandOverBriefing> = fc.record(
  {
    done: fc.constant(remark),
    wanted: fc.constant(remark),
    told: fc.constant(remark),
    answerBy: fc.record({ promiseId, dueAt }),
  },
  { requiredKeys: [] },
)
const span = fc
  .tuple(fc.nat(20), fc.integer({ min: 1, max: 9 }))
  .map(([from, length]) => ({ from: hour(from), to: hour(from + length) }))
const time = fc.oneof(fc.record({ minutes: fc.integer({ min: 1, max: 90 }) }), span)

/** Commands about what the desk owes: of whatever sense, for whichever ticket. */
export const dutyCommand: fc.Arbitrary<TicketCommand> = fc.oneof(
  typed('confirm-problem', fc.record({ statementId: fc.constantFrom(null, remark) })),
  typed('record-action', fc.record({ code, outcome: fc.constantFrom('helped' as const, 'no-effect' as const), time })),
  typed('log-work', fc.record({ time, worker: fc.constantFrom('agent:agt_ada' as const, 'agent:agt_bob' as const) })),
  typed('promise-update', fc.record({ promiseId, dueAt, about: code }, { requiredKeys: ['promiseId', 'dueAt'] })),
  typed('keep-promise', fc.record({ promiseId })),
  typed('withdraw-promise', fc.record({ promiseId, reason: code })),
  typed('schedule-follow-up', fc.record({ followUpId, dueAt })),
  typed('complete-follow-up', fc.record({ followUpId })),
  typed('withdraw-follow-up', fc.record({ followUpId, reason: code })),
  typed('transfer', fc.record({ teamId: fc.constantFrom(network, mail), briefing })),
  typed('accept-hand-over', fc.record({ assigneeId: fc.constantFrom(ada, bob) }, { requiredKeys: [] })),
  typed('return-hand-over', fc.record({ reason: code })),
  typed('withdraw-hand-over', fc.record({ reason: code })),
  typed(
    'tell-solution',
    fc.constantFrom({ told: { by: 'call' as const } }, { told: { by: 'message' as const, messageId: message } }),
  ),
  typed('confirm-resolution', fc.constant({})),
  typed('reject-resolution', fc.record({ reason: code }, { requiredKeys: [] })),
  typed('record-check-back', fc.record({ answer: fc.constantFrom(...checkBackAnswers) })),
  typed('watch', fc.record({ watcherId: fc.constantFrom(ada, eve) })),
  typed('unwatch', fc.record({ watcherId: fc.constantFrom(ada, eve) })),
  typed('snooze', fc.record({ until: dueAt })),
  typed('wake', fc.constant({})),
  typed('tag', fc.record({ tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }) })),
  typed('untag', fc.record({ tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }) })),
  typed('set-field', fc.record({ field: fc.constant('site'), value: fc.constantFrom('hki', null) })),
)
