import { isTenantId, type TenantId } from '@caseload/core'

/** What a lease token names. */
export type LeaseHandle = WorkHandle | FollowHandle

/** A lease of a work item. */
export interface WorkHandle {
  /** A work item. */
  readonly of: 'work'
  /** Tenant. */
  readonly tenant: TenantId
  /** Queue. */
  readonly queue: string
  /** Identity within the queue. */
  readonly id: string
  /** The random part, which the store compares with its own. */
  readonly secret: string
}

/** A lease of a follower. */
export interface FollowHandle {
  /** A follower's position. */
  readonly of: 'follow'
  /** Tenant. */
  readonly tenant: TenantId
  /** Name of the follower. */
  readonly consumer: string
  /** The random part, which the store compares with its own. */
  readonly secret: string
}

/**
 * Writes a lease token that says where the lease is kept, so that a store finds it by primary key; for authors of adapters.
 *
 * @param handle - What it names; `secret` needs at least 128 random bits.
 *
 * @example
 * ```ts
 * import { formatLeaseToken, parseLeaseToken } from '@caseload/storage'
 * import { orThrow, parseTenantId } from '@caseload/core'
 *
 * const tenant = orThrow(parseTenantId('acme'))
 * const token = formatLeaseToken({ of: 'work', tenant, queue: 'auto-close', id: 'tkt_1', secret: 's3cr3t' })
 * parseLeaseToken(token) // => { of: 'work', tenant: 'acme', queue: 'auto-close', id: 'tkt_1', secret: 's3cr3t' }
 * parseLeaseToken('made up') // => null
 * ```
 */
export function formatLeaseToken(handle: LeaseHandle): string {
  return handle.of === 'work'
    ? `w/${handle.tenant}/${handle.queue}/${handle.id}/${handle.secret}`
    : `f/${handle.tenant}/${handle.consumer}/${handle.secret}`
}

/**
 * Reads what {@link formatLeaseToken} wrote, for authors of adapters.
 *
 * @param token - Any text.
 * @returns What it names; null for any other text, which no store ever gave out.
 *
 * @example
 * ```ts
 * import { parseLeaseToken } from '@caseload/storage'
 *
 * parseLeaseToken('f/acme/outbox/s3cr3t') // => { of: 'follow', tenant: 'acme', consumer: 'outbox', secret: 's3cr3t' }
 * ```
 */
export function parseLeaseToken(token: string): LeaseHandle | null {
  const [form, tenant = '', first = '', second = '', third, ...rest] = token.split('/')
  if (!isTenantId(tenant) || first === '' || second === '' || rest.length > 0) return null
  if (form === 'w' && third !== undefined && third !== '') return { of: 'work', tenant, queue: first, id: second, secret: third }
  if (form === 'f' && third === undefined) return { of: 'follow', tenant, consumer: first, secret: second }
  return null
}
