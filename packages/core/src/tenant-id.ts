import { err, ok, type Result } from 'neverthrow'
import type { Problem } from './problem.ts'

declare const tenantBrand: unique symbol

/** One customer organisation of an installation: nothing is read or written across tenants. 1 to 64 of `A–Z a–z 0–9 . _ : ~ -`. */
export type TenantId = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [tenantBrand]: true
}

/** A text that cannot name a tenant. */
export interface InvalidTenantId extends Problem<'tenant/invalid'> {}

/**
 * Reads a tenant's name.
 *
 * @param text - 1 to 64 ASCII letters, digits or `. _ : ~ -`; compared byte by byte, so `Acme` and `acme` are two tenants.
 * @returns The branded name; `tenant/invalid` for anything else.
 *
 * @example
 * ```ts
 * import { parseTenantId } from '@caseload/core'
 *
 * parseTenantId('acme').isOk() // => true
 * parseTenantId('acme/eu').isErr() // => true
 * ```
 */
export function parseTenantId(text: string): Result<TenantId, InvalidTenantId> {
  if (isTenantId(text)) return ok(text)
  return err({ kind: 'tenant/invalid', message: 'expected 1 to 64 letters, digits or . _ : ~ -' })
}

/**
 * Says whether a text can name a tenant; the type guard behind {@link parseTenantId}, for schemas.
 *
 * @param text - Any text.
 *
 * @example
 * ```ts
 * import { isTenantId } from '@caseload/core'
 *
 * isTenantId('acme') // => true
 * isTenantId('') // => false
 * ```
 */
export function isTenantId(text: string): text is TenantId {
  return /^[A-Za-z0-9._:~-]{1,64}$/.test(text)
}
