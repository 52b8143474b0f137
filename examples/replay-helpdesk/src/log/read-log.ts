import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Problem } from '@caseload/core'
import { type CsvError, parse } from 'csv-parse'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Mapping } from '../mapping/compile-mapping.ts'
import { lineGate } from './line-gate.ts'
import type { LogRow } from './log-row.ts'
import { orderGate } from './order-gate.ts'
import { type RowReader, rowReader } from './read-row.ts'
import type { Reject, RejectReason } from './reject.ts'

/** A log as it was read. */
export interface Log {
  /** SHA-256 of the text, unpacked. */
  readonly sha256: string
  /** Rows fit to be replayed, by time, then by line. */
  readonly rows: readonly LogRow[]
  /** Rows that are not, by line. */
  readonly rejects: readonly Reject[]
}

/** The log as a whole cannot be read. */
export type LogProblem =
  | Problem<'log/unreadable'>
  | (Problem<'log/no-such-column' | 'log/column-twice'> & { readonly columns: readonly string[] })

/**
 * Reads a CSV log, packed by gzip or not.
 *
 * Fails with `log/unreadable` where there is no such file, it is no gzip though it says so, or it is empty, with `log/no-such-column` where the first
 * line lacks columns that the mapping names, and with `log/column-twice` where it has one of them twice. Everything else costs single rows, which come back as rejects.
 */
export function readLog(path: string, mapping: Mapping): ResultAsync<Log, LogProblem> {
  const unreadable = (): LogProblem => ({ kind: 'log/unreadable', message: 'the log is missing, empty or damaged' })
  return ResultAsync.fromThrowable(read, unreadable)(path, mapping).andThen((log) => log ?? err(unreadable()))
}

async function read(path: string, mapping: Mapping): Promise<Result<Log, LogProblem> | null> {
  const rejects: Reject[] = []
  const reject = (one: Reject): void => void rejects.push(one)
  const hash = createHash('sha256')
  const text = decoded(path, await isGzip(path), (bytes) => void hash.update(bytes))
  const { delimiter, quotedLineBreaks } = mapping.document.csv
  const gated = quotedLineBreaks ? text : lineGate(text, delimiter, reject)
  const records = parse({
    delimiter,
    info: true,
    max_record_size: 1_000_000,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (problem) => {
      reject(skipped(problem))
      return undefined
    },
  })
  const feeding = pipeline(gated, records)
  // Where feeding fails, reading fails with the same problem, and one of the two is enough.
  feeding.catch(() => undefined)

  const rows: LogRow[] = []
  const inOrder = orderGate(mapping.document.case.rowOrder)
  let reader: RowReader | null = null
  for await (const { record, info } of records as AsyncIterable<CsvRecord>) {
    if (reader === null) {
      const absent = mapping.columns.filter((name) => !record.includes(name))
      if (absent.length > 0) {
        return err({
          kind: 'log/no-such-column',
          columns: absent,
          message: `the first line lacks ${absent.length} of the columns the mapping names`,
        })
      }
      const twice = mapping.columns.filter((name) => record.indexOf(name) !== record.lastIndexOf(name))
      if (twice.length > 0) {
        return err({
          kind: 'log/column-twice',
          columns: twice,
          message: `the first line has ${twice.length} of the columns the mapping names more than once: which one is meant?`,
        })
      }
      reader = rowReader(mapping, record)
      continue
    }
    reader(record, info.lines)
      .andThen((row) => inOrder(row, record))
      .match((row) => void rows.push(row), reject)
  }
  if (reader === null) return null
  rows.sort((a, b) => a.at - b.at || a.line - b.line)
  return ok({ sha256: hash.digest('hex'), rows, rejects: rejects.sort((a, b) => a.line - b.line) })
}

interface CsvRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function skipped(problem: CsvError | undefined): Reject {
  const line = typeof problem?.['lines'] === 'number' ? problem['lines'] : 0
  const [reason, expected] = csvReasons[problem?.code ?? ''] ?? misplaced
  return { line, reason, column: null, expected }
}

const misplaced: readonly [RejectReason, string] = ['misplaced-quote', 'quotes around a whole field, doubled within']

const csvReasons: Readonly<Record<string, readonly [RejectReason, string]>> = {
  CSV_QUOTE_NOT_CLOSED: ['unclosed-quote', 'every quote closed'],
  CSV_MAX_RECORD_SIZE: ['too-long', 'a row of at most 1000000 characters'],
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

async function* decoded(path: string, packed: boolean, seen: (bytes: Uint8Array) => void): AsyncGenerator<string> {
  const file = createReadStream(path)
  const bytes: AsyncIterable<Uint8Array> = packed ? unpacked(file) : file
  // Bytes that are no UTF-8 become U+FFFD, which costs the row and not the file. A byte order mark at the start is taken off.
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of bytes) {
    seen(chunk)
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}

function unpacked(file: Readable): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip()
  file.on('error', (problem) => gunzip.destroy(problem))
  return file.pipe(gunzip)
}
