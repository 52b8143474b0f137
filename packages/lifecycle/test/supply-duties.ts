import { addMs, type Instant, instant, orThrow, parseId } from '@caseload/core'
import type {
  AttentionCommand,
  CheckBackCommand,
  HandOverBriefing,
  HandOverCommand,
  LabelCommand,
  PromiseCommand,
  Ticket,
  TicketCommand,
  ToldCommand,
  WorkCommand,
} from '../src/index.ts'
import { eve } from './desk-day.ts'

const remark = orThrow(parseId('rmk', 'rmk_1'))
const answer = orThrow(parseId('prm', 'prm_answer'))
/** A promise and a follow-up for tests to make. */
export const promiseId = orThrow(parseId('prm', 'prm_1'))
export const followUpId = orThrow(parseId('fup', 'fup_1'))
/** Later than any moment tests look at. */
export const someDay: Instant = addMs(instant('2027-01-01T00:00Z'), 0)

/** What a team is told with a hand-over: those of the parts that are needed. */
export function briefing(needs: readonly string[]): HandOverBriefing {
  const has = (part: string): boolean => needs.includes(`briefing.${part}`)
  return {
    ...(has('done') ? { done: remark } : {}),
    ...(has('wanted') ? { wanted: remark } : {}),
    ...(has('told') ? { told: remark } : {}),
    ...(has('answerBy') ? { answerBy: { promiseId: answer, dueAt: someDay } } : {}),
  }
}

type Command = WorkCommand | PromiseCommand | HandOverCommand | ToldCommand | AttentionCommand | LabelCommand | CheckBackCommand

/** Commands about what the desk owes, about what the ticket holds. */
export function supplyDuties(type: Command['type'], ticket: Ticket | null, to: object): readonly TicketCommand[] {
  const promise = ticket?.promises[0]?.id ?? promiseId
  const followUp = ticket?.followUps[0]?.id ?? followUpId
  switch (type) {
    case 'confirm-problem':
      return [{ type, statementId: null }]
    case 'record-action':
      return [{ type, code: 'restart', outcome: 'helped', time: { minutes: 2 } }]
    case 'log-work':
      return [{ type, time: { minutes: 5 }, worker: 'agent:agt_ada' }]
    case 'promise-update':
      return [{ type, promiseId, dueAt: someDay }]
    case 'keep-promise':
      return [{ type, promiseId: promise }]
    case 'withdraw-promise':
      return [{ type, promiseId: promise, reason: 'agreed' }]
    case 'schedule-follow-up':
      return [{ type, followUpId, dueAt: someDay }]
    case 'complete-follow-up':
      return [{ type, followUpId: followUp }]
    case 'withdraw-follow-up':
      return [{ type, followUpId: followUp, reason: 'agreed' }]
    case 'return-hand-over':
    case 'withdraw-hand-over':
      return [{ type, reason: 'not-ours' }]
    case 'accept-hand-over':
    case 'wake':
    case 'confirm-resolution':
      return [{ type }]
    case 'reject-resolution':
      return [{ type, ...to }]
    case 'tell-solution':
      return [{ type, told: { by: 'call' } }]
    case 'watch':
    case 'unwatch':
      return [{ type, watcherId: eve }]
    case 'snooze':
      return [{ type, until: someDay }]
    case 'tag':
    case 'untag':
      return [{ type, tags: ['vip'] }]
    case 'record-check-back':
      return [{ type, answer: 'works' }]
    case 'set-field':
      return [{ type, field: 'site', value: 'hki' }]
  }
}
