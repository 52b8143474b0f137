import type { Commit, CommitProblem, JsonText, Receipt, StoreAdapter } from '@caseload/storage'
import type { ResultAsync } from 'neverthrow'

type Tenant = Parameters<StoreAdapter['commit']>[0]

/** A store whose commits are carried out in another way. */
export function committing(
  commit: (store: StoreAdapter, tenant: Tenant, change: Commit<JsonText>) => ResultAsync<Receipt, CommitProblem>,
): (store: StoreAdapter) => StoreAdapter {
  return (store) => ({ ...store, commit: (tenant, change) => commit(store, tenant, change) })
}

/** Lets others have a turn. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** A text in the form adapters keep. */
export function jsonText(value: unknown): JsonText {
  return JSON.stringify(value) as JsonText
}
