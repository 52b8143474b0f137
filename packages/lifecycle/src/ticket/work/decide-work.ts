import { type ActorRef, instant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { ConfirmProblem, LogWork, RecordAction, WorkCommand, WorkTime } from './work-commands.ts'
import { overlapWith } from './work-spans.ts'

type Decision = Result<readonly TicketEvent[], Denial>

/** What a command about the work itself leads to. */
export function decideWork(situation: Situation, command: WorkCommand): Decision {
  switch (command.type) {
    case 'confirm-problem':
      return confirmProblem(situation, command)
    case 'record-action':
      return recordAction(situation, command)
    case 'log-work':
      return logWork(situation, command)
  }
}

/** Agreeing again on the same, or once more without a new statement, changes nothing. */
function confirmProblem(situation: Situation, { statementId }: ConfirmProblem): Decision {
  const { ticket } = situation
  const same = ticket.identifiedAt !== null && (statementId === null || statementId === ticket.statementId)
  return ok(same ? [] : [happened(situation, 'problem-confirmed', { statementId })])
}

function recordAction(situation: Situation, command: RecordAction): Decision {
  const { code, outcome, step = null, article = null, time } = command
  const recorded = happened(situation, 'action-recorded', { code, outcome, step, article })
  if (time === undefined) return ok([recorded])
  return worked(situation, time, situation.by, code).map((logged) => [recorded, ...logged])
}

function logWork(situation: Situation, command: LogWork): Decision {
  const { time, code = null, worker } = command
  if (worker === undefined && situation.actor.kind === 'system')
    return err({ kind: 'ticket/invalid-command', path: 'worker', expected: 'the one who worked: the system does not' })
  return worked(situation, time, worker ?? situation.by, code)
}

function worked(situation: Situation, time: WorkTime, worker: ActorRef, code: string | null): Decision {
  if ('minutes' in time) {
    const durationMs = Math.round(time.minutes * 60_000)
    return ok([happened(situation, 'work-logged', { worker, durationMs, from: null, to: null, overlapMs: 0, code })])
  }
  const [from, to] = [instant(time.from), instant(time.to)]
  if (to > situation.at && situation.enforced)
    return err({ kind: 'ticket/invalid-command', path: 'time.to', expected: 'an instant that is not in the future' })
  const overlapMs = overlapWith(situation.ticket.workSpans, { worker, from, to })
  return ok([happened(situation, 'work-logged', { worker, durationMs: to - from, from, to, overlapMs, code })])
}
