import type { DomainEvent } from '@caseload/core'
import type { Approver } from './approval-part.ts'

/** Somebody was asked to decide; somebody else, where it was asked before. */
export interface ApprovalRequestedData {
  /** Its name on this ticket. */
  readonly approvalId: string
  /** What it is about, the desk's own code. */
  readonly about: string
  /** Who is to decide. */
  readonly approver: Approver
}

/** An approver said yes. */
export interface ApprovalGrantedData {
  /** To what. */
  readonly approvalId: string
  /** What it is about, the desk's own code. */
  readonly about: string
}

/** An approver said no. Why is content. */
export interface ApprovalDeclinedData {
  /** To what. */
  readonly approvalId: string
  /** What it is about, the desk's own code. */
  readonly about: string
}

/** It is no longer asked for. */
export interface ApprovalWithdrawnData {
  /** What. */
  readonly approvalId: string
  /** What it is about, the desk's own code. */
  readonly about: string
  /** Why, the desk's own code. */
  readonly reason: string
}

/** {@inheritDoc ApprovalRequestedData} */
export type ApprovalRequested = DomainEvent<'approval-requested', ApprovalRequestedData>
/** {@inheritDoc ApprovalGrantedData} */
export type ApprovalGranted = DomainEvent<'approval-granted', ApprovalGrantedData>
/** {@inheritDoc ApprovalDeclinedData} */
export type ApprovalDeclined = DomainEvent<'approval-declined', ApprovalDeclinedData>
/** {@inheritDoc ApprovalWithdrawnData} */
export type ApprovalWithdrawn = DomainEvent<'approval-withdrawn', ApprovalWithdrawnData>

/** A fact about an approval. */
export type ApprovalEvent = ApprovalRequested | ApprovalGranted | ApprovalDeclined | ApprovalWithdrawn
