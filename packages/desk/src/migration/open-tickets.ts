import type { TenantId } from '@caseload/core'
import { type StatusCategory, statusCategories, type Ticket } from '@caseload/lifecycle'
import { type UnreadableDocument, workflowIndex } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { QueryProblem } from '../problems.ts'
import { readableDocuments } from '../queries/unreadable-documents.ts'

/** Where a walk over open tickets goes on. */
export interface WalkPosition {
  /** Category that is being read. */
  readonly category: StatusCategory
  /** Page within it; null for its first. */
  readonly after: string | null
}

/** Every category of a ticket that is not closed, in the order they are read. */
export const openCategories: readonly StatusCategory[] = statusCategories.filter((category) => category !== 'closed')

/** Where a walk begins. */
export const walkStart: WalkPosition = { category: openCategories[0] ?? 'new', after: null }

/** Some tickets of a walk. */
export interface WalkedTickets {
  /** Those that could be read. */
  readonly tickets: readonly Ticket[]
  /** Those that could not. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Where the walk goes on; null where these were the last. */
  readonly next: WalkPosition | null
}

/** How many tickets are looked at in one go. */
const pageSize = 200

/** Some tickets under one version of a workflow, in any status or in some, by an index, those that were touched longest ago first; closed ones are read only where `categories` has them, and then those of every version, since some were left under one that is gone. */
export async function openTickets(
  store: Store,
  tenant: TenantId,
  workflow: Ticket['workflow'],
  { category, after }: WalkPosition,
  statuses: readonly string[] | null = null,
  categories: readonly StatusCategory[] = openCategories,
): Promise<Result<WalkedTickets, QueryProblem>> {
  const page = await store.find(tenant, {
    kind: 'ticket',
    where: [
      ...(category === 'closed' ? [] : [{ field: 'workflow', op: 'eq', value: workflowIndex(workflow) } as const]),
      { field: 'category', op: 'eq', value: category },
      ...(statuses === null ? [] : [{ field: 'status', op: 'in', value: statuses } as const]),
    ],
    sort: [{ field: 'updatedAt', dir: 'asc' }],
    limit: pageSize,
    ...(after === null ? {} : { after }),
  })
  if (page.isErr()) return err(page.error)
  const readable = readableDocuments()
  const tickets = page.value.items.flatMap((doc) => readable.read('ticket', doc) ?? [])
  const further = categories[categories.indexOf(category) + 1]
  const next =
    page.value.next === null
      ? further === undefined
        ? null
        : { category: further, after: null }
      : { category, after: page.value.next }
  return ok({ tickets, unreadable: readable.unreadable(), next })
}

/** A position as callers carry it. */
export function positionText({ category, after }: WalkPosition): string {
  return `${category} ${after ?? ''}`
}

/** A position that a caller brings back; null where it is none. The page within it is for the store to judge. */
export function positionOf(text: string, categories: readonly StatusCategory[] = openCategories): WalkPosition | null {
  const [name = '', after = ''] = text.split(' ', 2)
  const category = categories.find((each) => each === name)
  return category === undefined ? null : { category, after: after === '' ? null : after }
}
