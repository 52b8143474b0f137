import { setImmediate } from 'node:timers/promises'
import type { Problem, TicketId } from '@caseload/core'
import type { ActingDesk, CommandProblem, Desk } from '@caseload/desk'
import { err, type Result } from 'neverthrow'
import type { Log } from '../log/read-log.ts'
import type { Reject } from '../log/reject.ts'
import type { Mapping } from '../mapping/compile-mapping.ts'
import { type JournalFold, journalFold } from '../outcome/journal-fold.ts'
import { deskRow } from './desk-row.ts'
import { journalReader } from './journal-reader.ts'
import type { LogClock } from './log-clock.ts'
import type { Progress } from './progress.ts'
import { type ReplayRow, replayRows } from './replay-rows.ts'
import { lineOfCause } from './row-key.ts'

/** What a replay needs. */
export interface ReplayInput {
  /** The desk. */
  readonly desk: Desk
  /** Clock of the desk. */
  readonly clock: LogClock
  /** Whose desk it is. */
  readonly tenant: string
  /** The log. */
  readonly log: Log
  /** What its columns mean. */
  readonly mapping: Mapping
  /** Begins to tell how far it is. */
  readonly progress: (already: number) => Progress
}

/** What a replay leaves. */
export interface Replayed {
  /** The tenant's journal, boiled down. */
  readonly journal: JournalFold
  /** Rows that an earlier run had taken over. */
  readonly already: number
  /** Rows that this run took over. */
  readonly taken: number
  /** Rows that the desk refused. */
  readonly rejects: readonly Reject[]
}

/** The tenant holds this very file under another mapping or workflow, or what did not come from this file. */
export type OtherHistory = Problem<'replay/other-mapping' | 'replay/other-log'>

/**
 * Tells the desk the rows of a log, one commit each.
 *
 * What an earlier run did is seen from the journal: it is read anyway to be measured, and the command that led to an event names the line. So nothing is
 * asked twice, however and wherever the run before ended; and where it were, the desk would know the key and write nothing.
 *
 * A tenant with tickets from anywhere else is left alone: a log that has grown would be told a second time, and the numbers that stand for people would stand for others.
 *
 * A row that the desk refuses becomes a reject, with all rows of its case after it, and the rest goes on. What the store cannot do ends the replay.
 */
export async function replay(input: ReplayInput): Promise<Result<Replayed, Problem>> {
  const { desk, clock, log, mapping } = input
  const tenant = desk.tenant(input.tenant)
  const importer = tenant.as({ kind: 'system', id: 'replay' })
  const journal = journalFold()
  const lines = new Set<number>()
  const reader = journalReader(tenant, (event) => {
    const line = lineOfCause(log.sha256, event.cause)
    if (line === null) return err(otherLog())
    lines.add(line)
    return journal.add(event)
  })
  const before = await reader.readOn()
  if (before.isErr()) return err(before.error)

  const toRow = replayRows(mapping.categoryOf)
  const rejects: Reject[] = []
  const lost = new Set<TicketId>()
  const already = log.rows.filter((row) => lines.has(row.line)).length
  const progress = input.progress(already)
  let done = 0
  let taken = 0
  for (const logRow of log.rows) {
    const row = toRow(logRow)
    clock.reach(row.at)
    // The first row is asked again, for the key tells whether the file was taken over under this mapping.
    if (!lines.has(row.line) || done === 0) {
      if (lost.has(row.ticketId)) rejects.push(afterRefused(row))
      else {
        const answer = await record(importer, row, input)
        if (answer.isErr()) {
          if (answer.error.kind === 'storage/key-reused') return err(otherMapping())
          if (!isRefusal(answer.error)) return err(answer.error)
          rejects.push(refused(row, answer.error))
          lost.add(row.ticketId)
        } else if (!answer.value.replayed) taken += 1
      }
    }
    done += 1
    progress.to(Math.max(done, already))
    // A store that answers at once leaves no gap for anything else in the process, such as an output that is waiting to be written.
    if (done % 200 === 0) await setImmediate()
  }
  progress.end()
  return (await reader.readOn()).map(() => ({ journal, already, taken, rejects }))
}

function record(importer: ActingDesk, row: ReplayRow, { log, mapping }: ReplayInput) {
  return importer.recordHistory(row.ticketId, deskRow(row, log.sha256, mapping.document))
}

function isRefusal(problem: CommandProblem): boolean {
  return problem.kind === 'input/invalid' || problem.kind.startsWith('ticket/')
}

function refused(row: ReplayRow, problem: CommandProblem): Reject {
  return { line: row.line, reason: 'refused', column: null, expected: problem.message }
}

function afterRefused(row: ReplayRow): Reject {
  return { line: row.line, reason: 'after-refused', column: null, expected: 'no refused row before it in its case' }
}

function otherLog(): OtherHistory {
  return {
    kind: 'replay/other-log',
    message:
      'the tenant holds tickets that did not come from this file, such as those of an earlier state of it: name another tenant or database, or begin with --fresh',
  }
}

function otherMapping(): OtherHistory {
  return {
    kind: 'replay/other-mapping',
    message:
      'the database holds this file under another mapping or workflow: name another tenant or database, or begin with --fresh',
  }
}
