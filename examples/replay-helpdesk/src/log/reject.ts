/** Why a row could not be replayed. */
export type RejectReason =
  | 'unclosed-quote'
  | 'misplaced-quote'
  | 'too-long'
  | 'column-count'
  | 'not-utf-8'
  | 'control-character'
  | 'missing-value'
  | 'bad-time'
  | 'time-out-of-range'
  | 'unknown-activity'
  | 'unknown-value'
  | 'duplicate'
  | 'backwards'
  | 'refused'
  | 'after-refused'

/** A row that is not replayed, and why. It repeats no value of the row. */
export interface Reject {
  /** Line of the file, the header being 1. */
  readonly line: number
  /** Why. */
  readonly reason: RejectReason
  /** Column that is to blame; null where it is the row as a whole. */
  readonly column: string | null
  /** What would have been accepted. */
  readonly expected: string
}

/** The rejects as CSV, by line. */
export function rejectsCsv(rejects: readonly Reject[]): string {
  const lines = rejects
    .toSorted((a, b) => a.line - b.line)
    .map((reject) => [String(reject.line), reject.reason, reject.column ?? '', reject.expected].map(field).join(','))
  return `${['line,reason,column,expected', ...lines].join('\n')}\n`
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
