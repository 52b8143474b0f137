import {
  type Actor,
  type Clock,
  type Entropy,
  type IdSource,
  type Instant,
  type InvalidInput,
  inputIssue,
  invalidInput,
  type Problem,
  parseInput,
  type TenantId,
} from '@caseload/core'
import { contactPoints } from '@caseload/customers'
import type { Policies, PoliciesDocument } from '@caseload/planner'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { fingerprint } from '../engine/fingerprint.ts'
import { declaredAttributes } from '../inputs/declared-attributes.ts'
import { compileAllPolicies } from '../policies-of.ts'
import type { InvalidPolicies } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { systemClock } from '../sources/system-clock.ts'
import { systemEntropy } from '../sources/system-entropy.ts'
import { ulidIds } from '../sources/ulid-ids.ts'
import {
  type AcceptedContact,
  type ContactToAccept,
  contactSchema,
  readSpooled,
  type SpooledContact,
  writeSpooled,
} from './contact-input.ts'
import { type ContactQueue, contactQueue, type QueuedContact } from './contact-queue.ts'
import { type ContactSpool, type OpenSpool, type SpoolPosition, type SpoolProblem, spoolProblem } from './contact-spool.ts'

/** What an intake of contacts is made of. */
export interface ContactIntakeOptions {
  /** Where contacts wait. */
  readonly spool: ContactSpool
  /** What the desk decides by: which fields are declared, where phone numbers are at home. */
  readonly policies: PoliciesDocument
  /** Policies of tenants that have their own. */
  readonly tenantPolicies?: Readonly<Record<string, PoliciesDocument>>
  /** Kinds of request that are decided before all others; `incident` where absent. */
  readonly urgentKinds?: readonly string[]
  /** At most so many contacts wait, 1 to 10,000,000; 100,000 where absent. */
  readonly limit?: number
  /** At most so many bytes wait, from 1,024; 256 MiB where absent. */
  readonly limitBytes?: number
  /** The present; the host's clock where absent. */
  readonly clock?: Clock
  /** Names of contacts that come without; ULIDs where absent. */
  readonly ids?: IdSource
  /** Chance, so that those who are asked to come again do not all come at once; the host's where absent. */
  readonly entropy?: Entropy
}

/** More waits than may; nothing was taken in, and whoever has the contact keeps it and comes again. */
export interface Overloaded extends Problem<'desk/overloaded'> {
  /** `full`: so many wait; `spool`: it cannot be written to. */
  readonly reason: 'full' | 'spool'
  /** When to come again, in milliseconds: the `Retry-After` of an answer. */
  readonly retryAfterMs: number
}

/** One name, two contacts. */
export interface ContactIdReused extends Problem<'desk/contact-id-reused'> {
  /** The name. */
  readonly contactId: string
}

/** Why a contact was not accepted. */
export type AcceptProblem = InvalidInput | Overloaded | ContactIdReused | SpoolProblem

/** A contact that could not be decided and waits for somebody to look at it. */
export interface ParkedContact {
  /** Whose. */
  readonly tenant: string
  /** Which. */
  readonly contactId: string
  /** When it came in. */
  readonly receivedAt: Instant
  /** Why it could not be decided. */
  readonly problem: Problem
}

/** What waits. */
export interface ContactBacklog {
  /** How many wait to be decided. */
  readonly waiting: number
  /** How many of them go first. */
  readonly urgent: number
  /** Bytes that wait. */
  readonly bytes: number
  /** When the one that came in first did; null where none waits. */
  readonly oldest: Instant | null
  /** Those that could not be decided, by the time they came in. They are kept, and tried again after {@link ContactIntake.retry} or a restart. */
  readonly parked: readonly ParkedContact[]
}

/** A contact whose turn it is. */
export interface WaitingContact extends QueuedContact {
  /** Whose. */
  readonly tenant: TenantId
  /** Which. */
  readonly contactId: string
  /** When it came in. */
  readonly receivedAt: Instant
}

/**
 * Takes contacts in before anything is decided, whether or not the store can be reached. One process has it; a desk that is given it accepts through it and drains it.
 */
export interface ContactIntake {
  /**
   * Takes a contact in. `ok` means that it is on the disk and will be decided.
   *
   * @param scope - For whom and by whom, checked.
   * @param contact - The contact; checked as the desk would.
   */
  accept(scope: Scope, contact: ContactToAccept): ResultAsync<AcceptedContact, AcceptProblem>
  /** What waits. */
  backlog(): ContactBacklog
  /** Lets those that could not be decided have another turn; gives how many. */
  retry(): number
  /** Throws one away that could not be decided, by decision of a person; false where there is none of that name. */
  discard(tenant: string, contactId: string): ResultAsync<boolean, SpoolProblem>
  /** The contact whose turn it is, for who decides; null where there is none. */
  take(): WaitingContact | null
  /** What it says. */
  read(contact: WaitingContact): ResultAsync<SpooledContact, SpoolProblem>
  /** It was decided and can be forgotten. */
  settle(contact: WaitingContact): ResultAsync<void, SpoolProblem>
  /** It could not be decided now and has its turn again. */
  putBack(contact: WaitingContact): void
  /** It cannot be decided as things are. */
  park(contact: WaitingContact, problem: Problem): void
  /** Resolves when something may have come, after so long, or when the signal is aborted. */
  stirred(withinMs: number, signal?: AbortSignal): Promise<void>
  /** Ends the use of it; what was accepted stays. Twice is once. */
  close(): ResultAsync<void, never>
}

/** Why an intake could not be opened. */
export type OpenIntakeProblem = InvalidInput | InvalidPolicies | SpoolProblem

interface Held extends WaitingContact {
  readonly position: SpoolPosition
  readonly bytes: number
  readonly print: string
}

/**
 * Opens an intake of contacts on a spool; it needs no store, so it can be opened, and take contacts in, while there is none.
 *
 * @param options - The spool, the policies, and how much may wait.
 * @returns The intake; what is wrong with the options or policies, or what the spool could not open with.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { orThrow } from '@caseload/core'
 * import { createDesk, openContactIntake, standardPolicies } from '@caseload/desk'
 * import { fileSpool } from '@caseload/desk/file-spool'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const spool = fileSpool(mkdtempSync(join(tmpdir(), 'spool-')))
 * const contacts = orThrow(await openContactIntake({ spool, policies: standardPolicies }))
 * const desk = orThrow(await createDesk({ storage: memoryStorage(), policies: standardPolicies, contacts }))
 *
 * const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
 * const contact = { contactId: 'm1', from: { email: 'eve@example.com' }, channel: 'email', kind: 'incident', subject: 'Fire' } as const
 * orThrow(await mail.acceptContact(contact)).waiting // => 1
 * orThrow(await desk.drainContacts({ until: 'empty' })).decided // => 1
 * orThrow(await mail.subject('tkt_m1')) // => 'Fire'
 * await desk.close()
 * ```
 */
export function openContactIntake(options: ContactIntakeOptions): ResultAsync<ContactIntake, OpenIntakeProblem> {
  return new ResultAsync(openIntake(options))
}

async function openIntake(options: ContactIntakeOptions): Promise<Result<ContactIntake, OpenIntakeProblem>> {
  const { limit = 100_000, limitBytes = 256 * 1024 * 1024, urgentKinds = ['incident'] } = options
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > 10_000_000)
    return err(invalidInput([inputIssue(['limit'], 'a whole number from 1 to 10,000,000')]))
  if (!Number.isSafeInteger(limitBytes) || limitBytes < 1024)
    return err(invalidInput([inputIssue(['limitBytes'], 'a whole number of at least 1,024')]))
  const policies = compileAllPolicies(options)
  if (policies.isErr()) return err(policies.error)
  const spool = await options.spool.open()
  if (spool.isErr()) return err(spool.error)
  const clock = options.clock ?? systemClock()
  const made = intakeOn({
    spool: spool.value,
    policiesOf: policies.value,
    urgentKinds: new Set(urgentKinds),
    limit,
    limitBytes,
    clock,
    ids: options.ids ?? ulidIds(clock),
    entropy: options.entropy ?? systemEntropy(),
  })
  for (const position of spool.value.found) {
    const text = await spool.value.read(position)
    const contact = text.isErr() ? null : readSpooled(text.value)
    if (text.isErr() || contact === null) {
      await spool.value.close()
      return err(text.isErr() ? text.error : spoolProblem('spool/corrupt', 'what waits is no contact of this version'))
    }
    made.hold(contact, position, text.value)
  }
  return ok(made.intake)
}

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

/** How long whoever finds the intake full is asked to stay away at least and at most. */
const shortestRetryMs = 1000
const longestRetryMs = 300_000
/** Of how far back the pace of deciding is taken. */
const paceMs = 10_000

function intakeOn(parts: Parts) {
  const { spool, policiesOf, urgentKinds, limit, limitBytes, clock, ids, entropy } = parts
  const queue: ContactQueue<Held> = contactQueue()
  const held = new Map<string, Held>()
  const parked = new Map<string, { readonly contact: Held; readonly problem: Problem }>()
  const accepting = new Map<string, { readonly print: string; readonly ended: Promise<Result<SpoolPosition, SpoolProblem>> }>()
  const listeners = new Set<() => void>()
  let bytes = 0
  let arriving = 0
  let pace = { since: performance.now(), settled: 0, perSecond: 0 }

  const nameOf = (tenant: string, contactId: string): string => `${tenant}/${contactId}`
  const stir = (): void => {
    for (const listener of [...listeners]) listener()
  }

  const hold = (contact: SpooledContact, position: SpoolPosition, text: string): void => {
    const { tenant, contactId, receivedAt } = contact
    const name = nameOf(tenant, contactId)
    const one: Held = {
      tenant,
      contactId,
      receivedAt,
      customerKeys: customerKeys(contact, policiesOf(tenant)),
      urgent: urgentKinds.has(contact.input.kind),
      position,
      bytes: text.length,
      print: fingerprint(text),
    }
    held.set(name, one)
    bytes += one.bytes
    queue.add(one)
    stir()
  }

  const isFull = (more: number): boolean => held.size + arriving >= limit || bytes + more > limitBytes

  /** When a tenth of what may wait will be free at the present pace; longer by chance, so that not all come at once. */
  const overloaded = (reason: Overloaded['reason']): Overloaded => {
    const { perSecond } = currentPace()
    const waitMs = reason === 'spool' || perSecond === 0 ? 5000 : ((limit / 10) * 1000) / perSecond
    const retryAfterMs = Math.round(Math.min(longestRetryMs, Math.max(shortestRetryMs, waitMs)) * (1 + entropy.next() / 2))
    const message = reason === 'full' ? 'as many contacts wait as may' : 'contacts cannot be made durable at present'
    return { kind: 'desk/overloaded', reason, retryAfterMs, message: `${message}; come again later` }
  }
  const currentPace = () => {
    const elapsedMs = performance.now() - pace.since
    if (elapsedMs >= paceMs) pace = { since: performance.now(), settled: 0, perSecond: (pace.settled * 1000) / elapsedMs }
    return elapsedMs < paceMs && pace.perSecond === 0 ? { perSecond: (pace.settled * 1000) / Math.max(1000, elapsedMs) } : pace
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
    const checked = checkContact(given, actor, policiesOf(tenant), clock.now())
    if (checked.isErr()) return err(checked.error)
    const { contactId = ids.next(), receivedAt = clock.now(), ...input } = checked.value
    const spooled: SpooledContact = { tenant, actor, contactId, receivedAt, input }
    const text = writeSpooled(spooled)
    const name = nameOf(tenant, contactId)
    // Repeated without its time, a contact is the same as before.
    const before = held.get(name) ?? accepting.get(name)
    if (before !== undefined) {
      const since = held.get(name)?.receivedAt ?? receivedAt
      const same =
        before.print ===
        fingerprint(writeSpooled({ ...spooled, receivedAt: given.receivedAt === undefined ? since : receivedAt }))
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
    accepting.set(name, { print: fingerprint(text), ended: Promise.resolve(appended) })
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
      pace.settled += 1
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
    stirred: (withinMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        const end = (): void => {
          clearTimeout(timer)
          listeners.delete(end)
          signal?.removeEventListener('abort', end)
          resolve()
        }
        const timer = setTimeout(end, withinMs)
        listeners.add(end)
        signal?.addEventListener('abort', end)
      }),
    close: () => spool.close(),
  }
  return { intake, hold }
}

/** Everything that could make a contact undecidable and can be seen without a store. */
function checkContact(given: ContactToAccept, actor: Actor, policies: Policies, now: Instant) {
  const parsed = parseInput(contactSchema, given)
  if (parsed.isErr()) return err(parsed.error)
  const { from, receivedAt, attributes } = parsed.value
  if (receivedAt !== undefined && receivedAt > now)
    return err(invalidInput([inputIssue(['receivedAt'], 'an instant that is not in the future')]))
  if (actor.kind === 'requester' && from !== undefined)
    return err(invalidInput([inputIssue(['from'], 'nothing: a requester asks under their own identity')]))
  const declared = declaredAttributes(attributes, policies)
  if (declared.isErr()) return err(declared.error)
  const points = from === undefined ? ok(null) : contactPoints(from, { defaultCountry: policies.phoneCountry, path: ['from'] })
  return points.isErr() ? err(points.error) : ok(parsed.value)
}

/** What a contact's customer is known by; the contact itself where nobody is. */
function customerKeys({ tenant, actor, contactId, input }: SpooledContact, policies: Policies): readonly string[] {
  const { from, requesterId } = input
  const points = from === undefined ? null : contactPoints(from, { defaultCountry: policies.phoneCountry }).unwrapOr(null)
  const named = [
    requesterId ?? (actor.kind === 'requester' ? actor.id : null),
    points?.email ?? null,
    points?.phone ?? null,
    points?.account === null || points?.account === undefined ? null : `account ${points.account}`,
  ].filter((key) => key !== null)
  const keys = named.length === 0 ? [`contact ${contactId}`] : named
  return keys.map((key) => `${tenant}/${key}`)
}
