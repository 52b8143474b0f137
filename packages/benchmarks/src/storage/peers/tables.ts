/** The tables of our own adapters, as a query builder wants to be told of them. What is declared as JSON text comes back from PostgreSQL as its value. */
export interface Tables {
  /** Documents. */
  readonly k_ticket: {
    readonly tenant: string
    readonly id: string
    readonly version: number
    readonly doc: string
    readonly f_category: string
    readonly f_priority: number
    readonly f_assigneeId: string | null
    readonly f_teamId: string | null
    readonly f_updatedAt: number
  }
  /** Unique look-up values. */
  readonly key_unique: KeyTable
  /** Other look-up values. */
  readonly key_shared: KeyTable
  /** Counters of journals. */
  readonly head: { readonly tenant: string; readonly lane: number; readonly seq: number }
  /** Facts. */
  readonly journal: {
    readonly tenant: string
    readonly lane: number
    readonly seq: number
    readonly stream: string
    readonly version: number
    readonly type: string
    readonly schema: number
    readonly at: number
    readonly recorded_at: number
    readonly actor: string
    readonly cause: string | null
    readonly commit_key: string
    readonly data: string
  }
  /** Work for later. */
  readonly work: {
    readonly tenant: string
    readonly queue: string
    readonly id: string
    readonly due_at: number
    readonly leased: number
    readonly visible_at: number
    readonly token?: string | null
    readonly attempt: number
    readonly payload: string
  }
  /** Proofs of commits. */
  readonly receipt: {
    readonly tenant: string
    readonly key: string
    readonly fingerprint: string | null
    readonly seq: number
    readonly at: number
  }
}

interface KeyTable {
  readonly tenant: string
  readonly kind: string
  readonly name: string
  readonly value: string
  readonly id: string
}
