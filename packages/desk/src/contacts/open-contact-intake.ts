import { type Clock, type Entropy, type IdSource, type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import type { PoliciesDocument } from '@caseload/planner'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { compileAllPolicies } from '../policies-of.ts'
import type { InvalidPolicies } from '../problems.ts'
import { systemClock } from '../sources/system-clock.ts'
import { systemEntropy } from '../sources/system-entropy.ts'
import { ulidIds } from '../sources/ulid-ids.ts'
import { readSpooled } from './contact-input.ts'
import type { ContactIntake } from './contact-intake.ts'
import { type ContactSpool, type SpoolProblem, spoolProblem } from './contact-spool.ts'
import { waitingRoom } from './waiting-room.ts'

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

/** Why an intake could not be opened. */
export type OpenIntakeProblem = InvalidInput | InvalidPolicies | SpoolProblem

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
 * orThrow(await mail.subject('tkt_con.m1')) // => 'Fire'
 * await desk.close()
 * await contacts.close()
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
  const made = waitingRoom({
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
