export { checkKinds } from './guard/check-kinds.ts'
export { guardAdmin } from './guard/guard-admin.ts'
export { type GuardOptions, guardStore } from './guard/guard-store.ts'
export { compareText } from './names/compare-text.ts'
export { isActorRef } from './names/is-actor-ref.ts'
export { cursorSeq, journalCursor } from './names/journal-cursor.ts'
export { type FollowHandle, formatLeaseToken, type LeaseHandle, parseLeaseToken, type WorkHandle } from './names/lease-token.ts'
export { randomSecret } from './names/random-secret.ts'
export { type Answer, later } from './port/answer.ts'
export type { CallOptions, CancelSignal } from './port/call-options.ts'
export type {
  Claim,
  ClaimRequest,
  ClaimTerms,
  ClaimTicket,
  ExtendLease,
  FollowClaim,
  FollowRequest,
  LeaseChange,
  ReleaseLease,
  WorkClaim,
  WorkRequest,
} from './port/claim.ts'
export type { Commit, Expectation, PutWrite, Receipt, RemoveWrite, Write } from './port/commit.ts'
export type { Doc } from './port/doc.ts'
export type { JournalEntry, NewEvent } from './port/journal-entry.ts'
export type { JournalCursor, JournalPage, JournalRead, StreamRead, TenantRead } from './port/journal-read.ts'
export type { JsonText, Payload } from './port/json-text.ts'
export type {
  AccessPath,
  FieldBackfill,
  FieldSpec,
  FieldType,
  KeySpec,
  KeyValue,
  KindSpec,
  NullableField,
  RequiredField,
} from './port/kind-spec.ts'
export {
  storageBusy,
  storageConflict,
  storageCorrupt,
  storageFenced,
  storageInDoubt,
  storageInvalid,
  storageKeyReused,
  storageTaken,
  storageUnavailable,
} from './port/problem-factories.ts'
export type {
  CommitProblem,
  ReadProblem,
  StorageBusy,
  StorageConflict,
  StorageCorrupt,
  StorageFenced,
  StorageInDoubt,
  StorageInvalid,
  StorageKeyReused,
  StorageProblem,
  StorageTaken,
  StorageUnavailable,
} from './port/problems.ts'
export type { Bucket, CountQuery, Filter, Op, Page, Position, Query, Sort } from './port/query.ts'
export type { Ref } from './port/ref.ts'
export type { Scalar } from './port/scalar.ts'
export type { OpenOptions, OpenStore, Storage } from './port/storage.ts'
export type { Store } from './port/store.ts'
export { contractLimits, type Limits, type StoreAbout } from './port/store-about.ts'
export type { StoreAdapter } from './port/store-adapter.ts'
export type {
  EntryRef,
  FollowerLag,
  ImportReport,
  LagRequest,
  MigrationReport,
  PrunePolicy,
  StoreAdmin,
  VerifyReport,
} from './port/store-admin.ts'
export type {
  AdvanceFollower,
  CancelWork,
  ScheduleWork,
  SettleWork,
  WorkChange,
} from './port/work-change.ts'
export { backfilledField } from './transfer/backfilled-field.ts'
export { type ExportWriter, exportLines } from './transfer/export-lines.ts'
export type {
  ExportedDoc,
  ExportedEntry,
  ExportedFollower,
  ExportedRemoval,
  ExportedWork,
  ExportRecord,
} from './transfer/export-record.ts'
export { type ExportedTenant, readExport } from './transfer/read-export.ts'
