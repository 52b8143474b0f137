import type { Clock, Entropy, IdSource, Instant, Problem, TenantId } from '@caseload/core'
import type { Policies } from '@caseload/planner'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { fingerprint } from '../engine/fingerprint.ts'
import type { Scope } from '../scope.ts'
import { cameInAt } from './came-in-at.ts'
import { checkContact } from './check-contact.ts'
import { type AcceptedContact, type ContactToAccept, readSpooled, type SpooledContact, writeSpooled } from './contact-input.ts'
import type { AcceptProblem, ContactIntake, Overloaded, WaitingContact } from './contact-intake.ts'
import { type ContactQueue, contactQueue } from './contact-queue.ts'
import { type OpenSpool, type SpoolPosition, type SpoolProblem, spoolProblem } from './contact-spool.ts'
import { customerKeys } from './customer-keys.ts'
import { retryAfter } from './retry-after.ts'
import { stirring } from './stirring.ts'

interface Held extends WaitingContact {
  readonly position: SpoolPosition
  readonly bytes: number
  readonly claimedAt: Instant | null
  readonly print: string
}

/** A contact on its way to the spool. */
interface Accepting {
  readonly receivedAt: Instant
  readonly claimedAt: Instant | null
  readonly print: string
  readonly ended: Promise<Result<SpoolPosition, SpoolProblem>>
}

/** What a waiting room is made of. */
interface Parts {
  readonly spool: OpenSpool
  readonly policiesOf: (tenant: TenantId) => Policies
  readonly urgentKinds: ReadonlySet<string>
  readonly limit: number
  readonly limitBytes: number
  readonly clock: Clock
  readonly ids: IdSource
  readonly entropy: Entropy
}

/** An intake, and the way in for what was found waiting when the spool was opened. */
export interface WaitingRoom {
  readonly intake: ContactIntake
  /** Takes in what is on the spool already. */
  readonly hold: (contact: SpooledContact, position: SpoolPosition, text: string) => void
}

/** The contacts of one process: those that wait, those that were put aside, and those that are being written. */
export function waitingRoom(parts: Parts): WaitingRoom {
  const { spool, policiesOf, urgentKinds, limit, limitBytes, clock, ids, entropy } = parts
  const queue: ContactQueue<Held> = contactQueue()
  const held = new Map<string, Held>()
  const parked = new Map<string, { readonly contact: Held; readonly problem: Problem }>()
  const accepting = new Map<string, Accepting>()
  const { stir, stirred } = stirring()
  const comeAgain = retryAfter(entropy, () => performance.now())
  let bytes = 0
  let arriving = 0

  const nameOf = (tenant: string, contactId: string): string => `${tenant}/${contactId}`

  const hold = (contact: SpooledContact, position: SpoolPosition, text: string): void => {
    const { tenant, contactId, receivedAt, claimedAt = null } = contact
    const name = nameOf(tenant, contactId)
    const one: Held = {
      tenant,
      contactId,
      receivedAt,
      customerKeys: customerKeys(contact, policiesOf(tenant)),
      urgent: urgentKinds.has(contact.input.kind),
      position,
      bytes: text.length,
      claimedAt,
      print: printOf(contact),
    }
    held.set(name, one)
    bytes += one.bytes
    queue.add(one)
    stir()
  }

  const isFull = (more: number): boolean => held.size + arriving >= limit || bytes + more > limitBytes

  /** Full, it asks to come again when a tenth of what may wait will be free. */
  const overloaded = (reason: Overloaded['reason']): Overloaded => {
    const message = reason === 'full' ? 'as many contacts wait as may' : 'contacts cannot be made durable at present'
    const retryAfterMs = comeAgain.ms(reason === 'full' ? limit / 10 : null)
    return { kind: 'desk/overloaded', reason, retryAfterMs, message: `${message}; come again later` }
  }

  const forget = (contact: Held): ResultAsync<void, SpoolProblem> => {
    const name = nameOf(contact.tenant, contact.contactId)
    if (held.get(name) === contact) {
      held.delete(name)
      bytes -= contact.bytes
    }
    return spool.remove(contact.position)
  }
  const heldOf = ({ tenant, contactId }: WaitingContact): Held | undefined => held.get(nameOf(tenant, contactId))

  const accept = async ({ tenant, actor }: Scope, given: ContactToAccept): Promise<Result<AcceptedContact, AcceptProblem>> => {
    const checked = checkContact(given, actor, policiesOf(tenant))
    if (checked.isErr()) return err(checked.error)
    const { contactId = ids.next(), receivedAt: named, ...input } = checked.value
    const { at, claimedAt } = cameInAt(named, clock.now())
    const receivedAt = at ?? clock.now()
    const spooled: SpooledContact = {
      ...{ tenant, actor, contactId, receivedAt },
      ...(claimedAt === null ? {} : { claimedAt }),
      input,
    }
    const text = writeSpooled(spooled)
    const name = nameOf(tenant, contactId)
    const before = held.get(name) ?? accepting.get(name)
    if (before !== undefined) {
      // Repeated without its time, a contact is the same as before, also while the first is still being written.
      const since = before.receivedAt
      const same = before.print === printOf(spooled) && (named === undefined || named === (before.claimedAt ?? since))
      if (!same)
        return err({ kind: 'desk/contact-id-reused', contactId, message: `the name ${contactId} was used for another contact` })
      const ended = 'ended' in before ? await before.ended : ok('')
      if (ended.isErr()) return err(overloaded('spool'))
      return ok({ contactId, receivedAt: since, repeated: true, waiting: queue.counts().waiting })
    }
    if (isFull(text.length)) return err(overloaded('full'))
    arriving += 1
    bytes += text.length
    const appended = spool.append(text)
    accepting.set(name, { receivedAt, claimedAt, print: printOf(spooled), ended: Promise.resolve(appended) })
    const position = await appended
    accepting.delete(name)
    arriving -= 1
    bytes -= text.length
    if (position.isErr()) return err(position.error.kind === 'spool/closed' ? position.error : overloaded('spool'))
    hold(spooled, position.value, text)
    return ok({ contactId, receivedAt, repeated: false, waiting: queue.counts().waiting })
  }

  const intake: ContactIntake = {
    accept: (scope, contact) => new ResultAsync(accept(scope, contact)),
    backlog: () => {
      const waiting = [...held.values()].filter((one) => !parked.has(nameOf(one.tenant, one.contactId)))
      const oldest = waiting.reduce<Instant | null>(
        (first, { receivedAt }) => (first === null || receivedAt < first ? receivedAt : first),
        null,
      )
      const aside = [...parked.values()].map(({ contact: { tenant, contactId, receivedAt }, problem }) => ({
        tenant,
        contactId,
        receivedAt,
        problem,
      }))
      aside.sort((a, b) => a.receivedAt - b.receivedAt || (a.contactId < b.contactId ? -1 : 1))
      return { ...queue.counts(), bytes, oldest, parked: aside }
    },
    retry: () => {
      const again = [...parked.values()].sort((a, b) => a.contact.receivedAt - b.contact.receivedAt)
      parked.clear()
      for (const { contact } of again) queue.add(contact)
      if (again.length > 0) stir()
      return again.length
    },
    discard: (tenant, contactId) => {
      const name = nameOf(tenant, contactId)
      const aside = parked.get(name)
      if (aside === undefined) return new ResultAsync(Promise.resolve(ok(false)))
      parked.delete(name)
      return forget(aside.contact).map(() => true)
    },
    take: () => queue.take(),
    read: (contact) => {
      const position = heldOf(contact)?.position ?? ''
      return spool.read(position).andThen((text): Result<SpooledContact, SpoolProblem> => {
        const read = readSpooled(text)
        return read === null ? err(spoolProblem('spool/corrupt', 'what waits is no contact of this version')) : ok(read)
      })
    },
    settle: (contact) => {
      const one = heldOf(contact)
      if (one === undefined) return new ResultAsync(Promise.resolve(ok(undefined)))
      comeAgain.settled()
      queue.done(one)
      stir()
      return forget(one)
    },
    putBack: (contact) => {
      const one = heldOf(contact)
      if (one !== undefined) queue.putBack(one)
    },
    park: (contact, problem) => {
      const one = heldOf(contact)
      if (one === undefined) return
      // Those behind it need not wait until somebody has looked at it.
      queue.done(one)
      parked.set(nameOf(one.tenant, one.contactId), { contact: one, problem })
      stir()
    },
    stirred,
    close: () => spool.close(),
  }
  return { intake, hold }
}

/** What a contact says, whenever it came in. */
function printOf({ tenant, actor, contactId, input }: SpooledContact): string {
  return fingerprint({ tenant, actor, contactId, input })
}
