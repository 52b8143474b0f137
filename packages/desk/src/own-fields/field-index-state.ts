import type { TenantId } from '@caseload/core'
import { fieldLayout, layoutServes } from '@caseload/planner'
import type { Filter, Query } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { DeskFault } from '../problems.ts'

/** Tickets whose index was last written by another declaration than the one in force: those before it in the order of layouts, and those after. */
export function otherLayouts(layout: string): readonly Filter[] {
  return [
    { field: 'fieldLayout', op: 'lt', value: layout },
    { field: 'fieldLayout', op: 'gt', value: layout },
  ]
}

/** Such tickets, so many of them at once. */
export function unindexed(where: Filter, limit: number): Query {
  return { kind: 'ticket', where: [where], sort: [{ field: 'fieldLayout', dir: 'asc' }], limit }
}

/** Layouts that are told apart; of more, none counts as serving. */
const mostLayouts = 100

/** Whether every ticket can be found by fields in the places where they are looked for. It is asked of the tickets themselves, since another process may still write by another declaration. */
export async function indexServes(
  { store, policiesOf }: Engine,
  tenant: TenantId,
  names: readonly string[],
): Promise<Result<boolean, DeskFault>> {
  if (names.length === 0) return ok(true)
  const { fields } = policiesOf(tenant)
  const sides = otherLayouts(fieldLayout(fields))
  const pages = await Promise.all(sides.map((where) => store.find(tenant, unindexed(where, 1))))
  let complete = true
  for (const page of pages) {
    if (page.isErr()) return err(page.error)
    complete &&= page.value.items.length === 0
  }
  if (complete) return ok(true)
  const counted = await store.count(tenant, { kind: 'ticket', by: ['fieldLayout'], limit: mostLayouts })
  if (counted.isErr()) return err(counted.error)
  const layouts = counted.value.map(({ group }) => group['fieldLayout'])
  const serve = layouts.every((layout) => typeof layout === 'string' && layoutServes(layout, names, fields))
  return ok(serve && layouts.length < mostLayouts)
}
