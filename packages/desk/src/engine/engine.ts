import type { Clock, Entropy, IdSource, Instant, TenantId } from '@caseload/core'
import type { Policies } from '@caseload/planner'
import type { StoreAdmin } from '@caseload/storage'
import type { ContactIntake } from '../contacts/contact-intake.ts'
import type { PolicyBook } from '../registry/policy-book.ts'
import type { CommitBell } from './commit-bell.ts'
import type { RecordingStore } from './recording-store.ts'
import type { TicketNumbers } from './ticket-numbers.ts'
import type { Turns } from './turns.ts'

/** What every part of a desk works with. */
export interface Engine {
  /** The guarded store, with the policies behind each event. */
  readonly store: RecordingStore
  /** The store's operations side. */
  readonly admin: StoreAdmin
  /** What the desk was created with. */
  readonly created: (tenant: TenantId) => Policies
  /** What is in force, kept up with the store. */
  readonly book: PolicyBook
  /** Whether what is in force is kept in the store. */
  readonly keepsRegistry: boolean
  /** What a tenant's desk decides by now, as it was last read. */
  readonly policiesOf: (tenant: TenantId) => Policies
  /** What it decides by at an instant, as it was last read: what is recorded at that instant is decided by these. */
  readonly policiesAt: (tenant: TenantId, now: Instant) => Policies
  /** The present. */
  readonly clock: Clock
  /** New identities. */
  readonly ids: IdSource
  /** Chance. */
  readonly entropy: Entropy
  /** Numbers for new tickets. */
  readonly numbers: TicketNumbers
  /** One command at a time per ticket. */
  readonly turns: Turns
  /** Rings when something was committed here. */
  readonly bell: CommitBell
  /** Takes contacts in; null where none was given. */
  readonly contacts: ContactIntake | null
  /** Kinds of documents that are the application's own. */
  readonly ownKinds: ReadonlySet<string>
  /** Waits. */
  readonly sleep: (durationMs: number) => Promise<void>
}
