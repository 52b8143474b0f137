import { isInstant, isTenantId } from '@caseload/core'
import { idRule, isIdText } from '../names/names.ts'
import type { ClaimRequest, LeaseChange } from '../port/claim.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'
import { checkLimit } from './check-query.ts'
import { checkName, checkToken } from './check-work.ts'
import { isObject } from './is-object.ts'

const second = 1000
const hour = 3_600_000
const mostQueues = 64

/** Checks a request for work. */
export function checkClaim(limits: Limits, request: ClaimRequest): StorageInvalid | null {
  if (!isObject(request)) return storageInvalid('request', 'an object')
  const { worker, tenant } = request
  if (!isIdText(worker)) return storageInvalid('worker', idRule)
  if (tenant !== undefined && !isTenant(tenant)) return storageInvalid('tenant', 'a tenant')
  const issue = checkLimit(request.limit, limits.claim) ?? checkLease(request.leaseMs, 'leaseMs')
  if (issue !== null) return issue
  if ('consumer' in request) return checkName(request.consumer, 'consumer')
  const { queues, now } = request
  if (!Array.isArray(queues) || queues.length === 0 || queues.length > mostQueues || new Set(queues).size !== queues.length) {
    return storageInvalid('queues', `1 to ${mostQueues} queues, each once`)
  }
  for (const [index, queue] of queues.entries()) {
    const wrong = checkName(queue, `queues[${index}]`)
    if (wrong !== null) return wrong
  }
  return typeof now === 'number' && isInstant(now) ? null : storageInvalid('now', 'epoch milliseconds')
}

/** Checks changes of leases. */
export function checkLeases(limits: Limits, changes: readonly LeaseChange[]): StorageInvalid | null {
  if (!Array.isArray(changes) || changes.length > limits.work) return storageInvalid('', `a list of at most ${limits.work}`)
  for (const [index, change] of changes.entries()) {
    if (!isObject(change)) return storageInvalid(`[${index}]`, 'an object with op and token')
    const issue = checkToken(limits, change.token, `[${index}].token`) ?? checkLeaseChange(change, `[${index}]`)
    if (issue !== null) return issue
  }
  return null
}

function checkLeaseChange(change: LeaseChange, at: string): StorageInvalid | null {
  if (change.op === 'extend') return checkLease(change.ms, `${at}.ms`)
  const op: unknown = change.op
  if (op !== 'release') return storageInvalid(`${at}.op`, 'extend or release')
  return typeof change.dueAt === 'number' && isInstant(change.dueAt) ? null : storageInvalid(`${at}.dueAt`, 'epoch milliseconds')
}

function checkLease(ms: unknown, at: string): StorageInvalid | null {
  const fits = typeof ms === 'number' && Number.isInteger(ms) && ms >= second && ms <= hour
  return fits ? null : storageInvalid(at, 'a whole number of milliseconds from 1000 to 3600000')
}

function isTenant(tenant: unknown): boolean {
  return typeof tenant === 'string' && isTenantId(tenant)
}
