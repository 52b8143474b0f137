import type { Instant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { LogRow } from './log-row.ts'
import type { Reject } from './reject.ts'

/**
 * Makes the function that refuses a row which repeats an earlier one to the letter, and, where the log never steps back within a case, one that does.
 * A row that was refused does not count for those after it.
 */
export function orderGate(order: 'never-back' | 'any'): (row: LogRow, record: readonly string[]) => Result<LogRow, Reject> {
  const seen = new Set<string>()
  const latest = new Map<string, Instant>()
  return (row, record) => {
    const whole = record.join('\u001F')
    if (seen.has(whole)) return err({ line: row.line, reason: 'duplicate', column: null, expected: 'each row once' })
    const before = latest.get(row.caseToken)
    if (order === 'never-back' && before !== undefined && row.at < before) {
      return err({
        line: row.line,
        reason: 'backwards',
        column: null,
        expected: 'no earlier than the rows above it of the same case',
      })
    }
    seen.add(whole)
    latest.set(row.caseToken, row.at)
    return ok(row)
  }
}
