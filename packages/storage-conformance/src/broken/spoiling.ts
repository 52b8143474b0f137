import type { Commit, CommitProblem, JsonText, Receipt } from '@caseload/storage'
import type { ResultAsync } from 'neverthrow'
import type { LaterAdapter } from './later-adapter.ts'

type Tenant = Parameters<LaterAdapter['commit']>[0]

/** A store whose commits are carried out in another way. */
export function committing(
  commit: (store: LaterAdapter, tenant: Tenant, change: Commit<JsonText>) => ResultAsync<Receipt, CommitProblem>,
): (store: LaterAdapter) => LaterAdapter {
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
