export { countDocs } from './evaluate/count-docs.ts'
export { decideBackfill } from './evaluate/decide-backfill.ts'
export { decideClaim } from './evaluate/decide-claim.ts'
export { decideCommit } from './evaluate/decide-commit.ts'
export { decideImport } from './evaluate/decide-import.ts'
export { decideLease } from './evaluate/decide-lease.ts'
export { decideRedaction } from './evaluate/decide-redaction.ts'
export { decideDrop, decidePruning } from './evaluate/decide-removal.ts'
export type { Decision } from './evaluate/decision.ts'
export { exportTables } from './evaluate/export-tables.ts'
export { findDocs } from './evaluate/find-docs.ts'
export { followerLags } from './evaluate/follower-lags.ts'
export { loadDocs } from './evaluate/load-docs.ts'
export { readJournal } from './evaluate/read-journal.ts'
export { allChanges, applyChanges, emptyTables } from './evaluate/table-maps.ts'
export {
  type DocRow,
  type FollowerRow,
  type LeaseState,
  type ReceiptRow,
  type RemovedRow,
  type RowChange,
  type Rows,
  refKey,
  type Table,
  type TableIndexes,
  type TableMaps,
  type TableName,
  type Tables,
  tableNames,
  type WorkRow,
  workKey,
} from './evaluate/tables.ts'
export { verifyTables } from './evaluate/verify-tables.ts'
