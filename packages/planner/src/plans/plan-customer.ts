import { actorRef } from '@caseload/core'
import { eraseCustomerProfile } from '@caseload/customers'
import { err, ok, type Result } from 'neverthrow'
import { writeCustomer } from '../documents/customer-kind.ts'
import { readDocument } from '../documents/stored-document.ts'
import type { EraseCustomerRequest, RegisterCustomerRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { envelopes } from './envelopes.ts'
import type { Plan, PlanContext } from './plan.ts'
import { customerNotFound, type PlanRejection } from './plan-rejections.ts'
import { requesterOf } from './requester-of.ts'

/** Queue of erasures that are not finished: the work item is settled when no content of the customer is left. */
export const eraseQueue = 'erase-customer'

/** What finding a customer or making them known means. */
export function planRegisterCustomer(
  loaded: Loaded,
  request: RegisterCustomerRequest,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  return requesterOf(loaded, { ...request, requesterId: null }, context).map(
    ({ customer, writes, events, expect, explanations }) => ({
      writes,
      events,
      work: [],
      expect: writes.length === 0 ? [] : expect,
      explanations,
      ticket: null,
      customer,
    }),
  )
}

/** What erasing a profile means; the rest of an erasure is left as a work item, so that a crash cannot forget it. */
export function planEraseCustomer(
  loaded: Loaded,
  request: EraseCustomerRequest,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const { customerId, commandId } = request
  const doc = loadedDocument(loaded, { kind: 'customer', id: customerId })
  if (doc === null) return err(customerNotFound(customerId))
  const stored = readDocument('customer', doc)
  if (stored.isErr()) return err(stored.error)
  const { customer, events } = eraseCustomerProfile(stored.value, { now: context.at, actor: actorRef(context.actor) })
  return ok({
    writes: events.length === 0 ? [] : [writeCustomer(doc, customer)],
    events: envelopes(events, customerId, stored.value.version, { recordedAt: context.recordedAt, cause: commandId }),
    work: [{ op: 'schedule', queue: eraseQueue, id: customerId, dueAt: context.recordedAt, payload: {} }],
    expect: events.length === 0 ? [{ ref: doc.ref, version: doc.version }] : [],
    explanations: [],
    ticket: null,
    customer,
  })
}
