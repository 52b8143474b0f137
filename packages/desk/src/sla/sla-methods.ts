import type { AttainmentPolicy, PromiseReport } from '@caseload/sla'
import type { Result, ResultAsync } from 'neverthrow'
import { type CheckBackList, type CheckBackQuery, checkBacksDue } from '../check-back/check-backs-due.ts'
import { type EffectivenessReport, effectiveness, promisesKept, type ReportPeriod } from '../check-back/outcome-reports.ts'
import type { Engine } from '../engine/engine.ts'
import type { CommandProblem, QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { explainTicketDue, nextToBreach, overdue, readSlaFacts, ticketClocks } from './read-clocks.ts'
import { rebuildClocks } from './rebuild-clocks.ts'
import type { SeenSlaState } from './seen-sla-state.ts'
import type { DeadlineList, DeadlineQuery, DueExplanation, RebuildReport, SlaFactsPage, SlaFactsRead } from './sla-inputs.ts'

/** What can be asked about promises, by those who may read the history of the ticket, or count all of them. */
export interface SlaMethods {
  /** The clocks of a ticket as of now; null where nothing was promised on it, or there is no such ticket. */
  clocks(ticketId: string): ResultAsync<SeenSlaState | null, QueryProblem>
  /** Why a clock of a ticket is due when it is, in words and as a picture; null where it has not started. */
  explainDue(ticketId: string, clock: string): ResultAsync<DueExplanation | null, QueryProblem>
  /** Tickets by their next deadline, by index: who is next, and with `within`, who will be late unless somebody acts. */
  nextToBreach(query?: DeadlineQuery): ResultAsync<DeadlineList, QueryProblem>
  /** Tickets that are late, the longest first, by index: exact at every instant, whether or not a timer has run. */
  overdue(query?: DeadlineQuery): ResultAsync<DeadlineList, QueryProblem>
  /** What became of every goal of every ticket as of now, a page at a time, for `attainment` of `@caseload/sla`; `policy` says what counts. */
  slaFacts(read?: SlaFactsRead, policy?: AttainmentPolicy): ResultAsync<SlaFactsPage, QueryProblem>
  /** Requesters who are to be asked now whether the solution works. */
  checkBacksDue(query?: CheckBackQuery): ResultAsync<CheckBackList, QueryProblem>
  /**
   * How many solutions hold: `works` ÷ requesters reached, beside the share without a new contact on the same problem in 14 days, each with its Wilson interval and denominator. The population is every resolution as `solved`
   * within the period; somebody who was not reached is never a success. A new contact is a message of the requester (machines aside), a reopening, a follow-up ticket, or a ticket opened since that was merged into it.
   */
  solutionEffectiveness(period?: ReportPeriod): ResultAsync<EffectivenessReport, QueryProblem>
  /**
   * How times told were kept: the shares kept and exceeded, of those kept or broken, beside the median of the time told itself, so that padding shows. The population is every promise (or, with `about`, every follow-up) first
   * told within the period.
   */
  promisesKept(period?: ReportPeriod & { readonly about?: 'promises' | 'follow-ups' }): ResultAsync<PromiseReport, QueryProblem>
  /**
   * Works out the clocks of every ticket anew from its history: once after promises were introduced or changed. What was recorded stays; where a recorded miss is none by the policies as they
   * are now, that is recorded as a correction. Steps that were due before now are not carried out. Run due timers first.
   */
  rebuildClocks(): ResultAsync<RebuildReport, CommandProblem>
}

/** Answers an actor who has the right to ask, and anybody else with the refusal. */
type Answering = <Value, Failure>(
  answer: (scope: Scope) => Promise<Result<Value, Failure>>,
) => ResultAsync<Value, QueryProblem | Failure>

/** Ways to answer, each to those who have the right. */
export interface SlaAnswering {
  /** About one ticket, to those who may read its history; null about one they may not read. */
  readonly ofTicket: <Value, Failure>(
    ticketId: string,
    answer: (scope: Scope) => Promise<Result<Value, Failure>>,
  ) => ResultAsync<Value | null, QueryProblem | Failure>
  /** About all tickets, to those who may read every one. */
  readonly ofAll: Answering
  /** To those who may work histories over. */
  readonly rebuilding: Answering
}

/** The methods about promises, bound to an actor. */
export function slaMethods(engine: Engine, { ofTicket, ofAll, rebuilding }: SlaAnswering): SlaMethods {
  return {
    clocks: (ticketId) => ofTicket(ticketId, (by) => ticketClocks(engine, by, ticketId)),
    explainDue: (ticketId, clock) => ofTicket(ticketId, (by) => explainTicketDue(engine, by, ticketId, clock)),
    nextToBreach: (query = {}) => ofAll((by) => nextToBreach(engine, by, query)),
    overdue: (query = {}) => ofAll((by) => overdue(engine, by, query)),
    slaFacts: (read = {}, policy) => ofAll((by) => readSlaFacts(engine, by, read, policy)),
    checkBacksDue: (query = {}) => ofAll((by) => checkBacksDue(engine, by, query)),
    solutionEffectiveness: (period = {}) => ofAll((by) => effectiveness(engine, by, period)),
    promisesKept: (period = {}) => ofAll((by) => promisesKept(engine, by, period)),
    rebuildClocks: () => rebuilding((by) => rebuildClocks(engine, by)),
  }
}
