import { deriveId } from '@caseload/core'
import { type ContactPoints, contactChannels } from '@caseload/customers'
import type { Filter, KeyValue, Ref, Sort } from '@caseload/storage'
import { contactOfCommand } from '../intake/contact-of-command.ts'
import { toldByRef } from '../plans/named-message.ts'
import type { DeskRequest } from './desk-request.ts'

/** A look-up by key, or by index fields. */
export interface Lookup {
  /** Kind of document. */
  readonly kind: string
  /** Key and value wanted; any where absent. */
  readonly key?: KeyValue
  /** Conditions on index fields; none where absent. */
  readonly where?: readonly Filter[]
  /** Order; by identity where absent. */
  readonly sort?: readonly Sort[]
  /** How many to read at most: enough to see that there are several. */
  readonly limit: number
}

/** What has to be read before a request can be decided: one round, all at once. */
export interface Reads {
  /** Documents by identity. */
  readonly refs: readonly Ref[]
  /** Documents by key. */
  readonly lookups: readonly Lookup[]
}

/**
 * Which documents a request is decided by.
 *
 * @param request - What is asked.
 *
 * @example
 * ```ts
 * import { orThrow, parseId } from '@caseload/core'
 * import { reads } from '@caseload/planner'
 *
 * const [commandId, ticketId] = [orThrow(parseId('cmd', 'cmd_7')), orThrow(parseId('tkt', 'tkt_1'))]
 * reads({ type: 'ticket-command', commandId, ticketId, ifVersion: null, command: { type: 'unassign' }, body: null, remark: null })
 * // => { refs: [{ kind: 'ticket', id: 'tkt_1' }], lookups: [] }
 * ```
 */
export function reads(request: DeskRequest): Reads {
  switch (request.type) {
    case 'open-ticket':
      return {
        refs: [
          { kind: 'ticket', id: deriveId('tkt', request.commandId) },
          ...(request.requesterId === null ? [] : [{ kind: 'customer', id: request.requesterId }]),
        ],
        lookups: request.from === null ? [] : customerLookups(request.from),
      }
    case 'receive-contact': {
      const { commandId, opening, refersTo } = request
      const { refs, lookups } = reads({ type: 'open-ticket', commandId, ...opening })
      return {
        refs: [
          { kind: 'contact', id: contactOfCommand(commandId) },
          ...refs,
          ...refersTo.ticketIds.map((id) => ({ kind: 'ticket', id })),
        ],
        lookups: [
          ...lookups,
          ...refersTo.threads.map((value) => ({ kind: 'contact', key: { name: 'thread', value }, limit: 10 })),
          ...refersTo.numbers.map((number) => ({ kind: 'ticket', key: { name: 'number', value: String(number) }, limit: 1 })),
        ],
      }
    }
    case 'ticket-command': {
      const toldBy = toldByRef(request)
      return { refs: [{ kind: 'ticket', id: request.ticketId }, ...(toldBy === null ? [] : [toldBy])], lookups: [] }
    }
    case 'record-history': {
      const { requesterId } = request.open
      const requester = requesterId === null ? [] : [{ kind: 'customer', id: requesterId }]
      return { refs: [{ kind: 'ticket', id: request.ticketId }, ...requester], lookups: [] }
    }
    case 'register-customer':
      return { refs: [], lookups: customerLookups(request.from) }
    case 'erase-customer':
      return { refs: [{ kind: 'customer', id: request.customerId }], lookups: [] }
  }
}

function customerLookups(points: ContactPoints): readonly Lookup[] {
  return contactChannels.flatMap((channel) => {
    const value = points[channel]
    return value === null ? [] : [{ kind: 'customer', key: { name: channel, value }, limit: channel === 'phone' ? 10 : 1 }]
  })
}
