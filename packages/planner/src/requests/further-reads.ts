import type { Ref } from '@caseload/storage'
import { requesterReads } from '../erasure/words-of-requester.ts'
import { contactReads } from '../intake/contact-reads.ts'
import { linkedReads } from '../linked/further-reads.ts'
import type { DeskRequest } from './desk-request.ts'
import type { Loaded } from './loaded.ts'

/**
 * What has to be read beside what was read so far, since it tells of other tickets: the one a merged ticket goes on in, parents and children, ancestors, those a contact may belong to. To be asked again with what it
 * brought, until it asks for nothing more; that is after a dozen rounds at most.
 *
 * @param request - What is asked.
 * @param loaded - What was read so far.
 * @returns Documents still to be read; some may not exist.
 *
 * @example
 * ```ts
 * import { orThrow, parseId } from '@caseload/core'
 * import { furtherReads } from '@caseload/planner'
 *
 * const request = { type: 'erase-customer', commandId: orThrow(parseId('cmd', 'cmd_7')), customerId: orThrow(parseId('cus', 'cus_1')) } as const
 * furtherReads(request, { docs: [], found: [] }) // => []
 * ```
 */
export function furtherReads(request: DeskRequest, loaded: Loaded): readonly Ref[] {
  if (request.type === 'receive-contact') return contactReads(request, loaded)
  return [...linkedReads(request, loaded), ...requesterReads(request, loaded)]
}
