import type { SqlOutcome, SqlStatement, SqlValue } from '@caseload/storage-sql'
import { extendedQuery } from './extended-query.ts'

/** A column of the rows of a statement. */
export interface WireColumn {
  readonly name: string
  /** Whether it holds whole numbers; everything else stays the text the engine wrote. */
  readonly whole: boolean
}

/** The part of a connection of pg that a query is handed. */
export interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Uint8Array): unknown }
}

/** What came of it: the outcome, or what went wrong and no outcome; pg calls it so when the time is up. */
export type Settle = (cause: unknown, outcome?: SqlOutcome) => void

/** Types of whole numbers, by their numbers in the catalogue: `bigint`, `smallint`, `integer`. */
const wholeNumbers: ReadonlySet<number> = new Set([20, 21, 23])
const noRows: SqlOutcome['rows'] = []

/**
 * One execution of a statement, handed to pg as a query that puts itself on the wire and hears the answer, as those of pg-cursor do.
 *
 * pg's own query has the rows described with every execution, is an emitter, copies what it is given and writes four times; that is a third of what a look-up costs. The columns of a prepared statement
 * cannot change: the engine refuses to execute it instead.
 */
export class WireQuery {
  /** Empty: it is not kept. pg notes by it what a connection has parsed. */
  readonly name: string
  readonly text: string
  readonly values: readonly SqlValue[]
  readonly query_timeout: number
  /** pg puts its own around it, which ends the time-out. */
  callback: Settle
  /** Null until they are described. */
  columns: readonly WireColumn[] | null
  private readonly returns: SqlStatement['returns']
  private readonly rows: SqlOutcome['rows'][number][] = []
  private readonly lists: (readonly unknown[])[] | null
  private changes = 0

  constructor(
    name: string,
    text: string,
    columns: readonly WireColumn[] | null,
    { params, returns, lists = false, one = false }: SqlStatement,
    timeoutMs: number,
    callback: Settle,
  ) {
    this.name = name
    this.text = text
    this.values = params
    this.query_timeout = timeoutMs
    this.callback = callback
    this.columns = columns
    this.returns = returns
    this.lists = lists || one ? [] : null
  }

  /** Its turn: nothing else is under way on this connection. A connection that has ended says so by itself. */
  submit({ stream }: Wire): null {
    if (stream.writable) stream.write(extendedQuery(this.name, this.columns === null ? this.text : null, this.values))
    return null
  }

  handleRowDescription({ fields }: { readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({ name, whole: wholeNumbers.has(dataTypeID) }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.returns !== 'rows' || this.columns === null) return
    const { columns, lists } = this
    if (lists !== null) {
      lists.push(fields.map((field, place) => (field !== null && columns[place]?.whole === true ? Number(field) : field)))
      return
    }
    const row: Record<string, unknown> = {}
    let place = 0
    for (const { name, whole } of columns) {
      const field = fields[place] ?? null
      row[name] = whole && field !== null ? Number(field) : field
      place += 1
    }
    this.rows.push(row)
  }

  /** The tag ends with how many rows it was about. */
  handleCommandComplete({ text }: { readonly text: string }): void {
    if (this.returns === 'changes') this.changes = Number(/\d+$/.exec(text)?.[0] ?? 0)
  }

  handleReadyForQuery(): void {
    const { lists, rows, changes } = this
    this.columns ??= []
    this.callback(null, lists === null ? { rows, changes } : { rows: noRows, lists, changes })
  }

  handleError(cause: unknown): void {
    this.callback(cause)
  }
}
