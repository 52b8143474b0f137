import type { HistoryRow } from '@caseload/desk'
import type { MappingDocument } from '../mapping/mapping-document.ts'
import type { ReplayRow } from './replay-rows.ts'
import { rowKey } from './row-key.ts'

/** A row as the desk takes it over. */
export function deskRow(
  row: ReplayRow,
  sha256: string,
  { kind, channel }: Pick<MappingDocument, 'kind' | 'channel'>,
): HistoryRow {
  const { key, at, actor, activity } = { ...row, key: rowKey(sha256, row.line) }
  if (!row.opens) return { key, at, actor, activity, changes: row.changes }
  const { status, priority, ...known } = row.state
  return { key, at, actor, activity, open: { kind, channel, ...known, status, ...(priority === null ? {} : { priority }) } }
}
