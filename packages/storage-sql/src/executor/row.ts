import { type ActorRef, type Instant, isInstant, isTenantId, type TenantId } from '@caseload/core'
import { isActorRef } from '@caseload/storage'
import type { SqlRow } from './sql-executor.ts'

const corruptMark: unique symbol = Symbol('a stored value is not what was stored')

/** Whether something thrown says that a stored value cannot have been stored by us. */
export function isCorruptRow(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && corruptMark in cause
}

/** A text of a row. */
export function textIn(row: SqlRow, column: string): string {
  return asText(row[column], column)
}

/** A text of a column. */
export function asText(value: unknown, column: string): string {
  return typeof value === 'string' ? value : corrupt(column, 'text')
}

/** A text of a row, or null. */
export function textOrNullIn(row: SqlRow, column: string): string | null {
  return asTextOrNull(row[column], column)
}

/** A text of a column, or null. */
export function asTextOrNull(value: unknown, column: string): string | null {
  return value === null ? null : asText(value, column)
}

/** A whole number of a row. */
export function intIn(row: SqlRow, column: string): number {
  return asInt(row[column], column)
}

/** A whole number of a column. */
export function asInt(value: unknown, column: string): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : corrupt(column, 'a whole number')
}

/** An instant of a row. */
export function instantIn(row: SqlRow, column: string): Instant {
  const value = row[column]
  return typeof value === 'number' && isInstant(value) ? value : corrupt(column, 'epoch milliseconds')
}

/** A tenant of a row. */
export function tenantIn(row: SqlRow, column: string): TenantId {
  return asTenant(row[column], column)
}

/** A tenant of a column. */
export function asTenant(value: unknown, column: string): TenantId {
  return typeof value === 'string' && isTenantId(value) ? value : corrupt(column, 'a tenant')
}

/** An actor of a row. */
export function actorIn(row: SqlRow, column: string): ActorRef {
  const value = textIn(row, column)
  return isActorRef(value) ? value : corrupt(column, 'an actor')
}

/** Nothing a caller could expect: somebody else has written into our tables, or the file is damaged. It ends as `storage/corrupt`. */
function corrupt(column: string, expected: string): never {
  throw Object.assign(new Error(`column ${column}: expected ${expected}`), { [corruptMark]: true })
}
