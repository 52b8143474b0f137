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
  ImportReport,
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
