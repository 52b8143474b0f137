import { type Actor, actorKinds, type Instant, type InstantInput, isTenantId, type TenantId } from '@caseload/core'
import { z } from 'zod'
import { codeField, idField, instantField } from '../inputs/fields.ts'
import { openTicketSchema } from '../inputs/ticket-input-schemas.ts'
import type { OpenTicketInput } from '../inputs/ticket-inputs.ts'

/** What a contact refers to, as the channel's adapter read it. */
export interface ContactRefersTo {
  /** Tickets by identity (`tkt_…`), or where a token in a reply address stands for one; at most 10. Counts whoever says it, so it should be hard to guess. */
  readonly ticketId?: string | readonly string[]
  /** Threads it is a message of, by the channel's own opaque names (no addresses); at most 10. The next contact of the same thread goes to the same ticket. */
  readonly thread?: string | readonly string[]
  /** Tickets by the number people quote; at most 10. Counts from the ticket's own requester, unless the policy trusts anybody. */
  readonly number?: number | readonly number[]
}

/** Somebody got in touch: what a ticket would be opened with, and what decides whether one is. */
export interface ContactInputToDecide extends OpenTicketInput {
  /** What the channel's adapter made of it, e.g. `bounce`, `auto-reply`, `spam`; at most 20 codes. */
  readonly codes?: readonly string[]
  /** The code of the answer, where it was answered when it came in and nothing is left to do. */
  readonly answered?: string
  /** How many minutes it took whoever took it in, 0 to 10,080. */
  readonly minutes?: number
  /** What it refers to. */
  readonly refersTo?: ContactRefersTo
}

/** Somebody got in touch, and nothing was decided about it yet. */
export interface ContactToAccept extends ContactInputToDecide {
  /**
   * Names the contact within the tenant: 1 to 110 letters, digits or `. _ : ~ -`, e.g. from the id of the message; drawn anew where absent. The same contact under the same name is accepted once, however often it is
   * handed over. Contacts have names of their own, apart from those of commands: what a contact opens or says takes `con.` and its name for a token, as `tkt_con.m1`.
   */
  readonly contactId?: string
  /**
   * When it came in; now where absent. Clocks of the ticket start then, however long it waits. Where it lies after now by the desk's own clock, the contact is taken in all the same, as of now, and what was claimed is kept as `claimedAt` of
   * what was decided: no contact is lost for the clock of its channel.
   */
  readonly receivedAt?: InstantInput
}

/** The answer to a contact that is safe. */
export interface AcceptedContact {
  /** What it is called. */
  readonly contactId: string
  /** When it came in. */
  readonly receivedAt: Instant
  /** Whether it was waiting already. */
  readonly repeated: boolean
  /** How many wait to be decided, it included. */
  readonly waiting: number
}

const nameField = z.string().regex(/^[A-Za-z0-9._:~-]{1,110}$/, { error: '1 to 110 letters, digits or . _ : ~ -' })

const oneOrMore = <Value>(one: z.ZodType<Value>) => z.union([one, z.array(one).max(10)])

const toDecideSchema = openTicketSchema.extend({
  codes: z.exactOptional(z.array(codeField).max(20)),
  answered: z.exactOptional(codeField),
  minutes: z.exactOptional(z.number().min(0).max(10_080)),
  refersTo: z.exactOptional(
    z.strictObject({
      ticketId: z.exactOptional(oneOrMore(idField('tkt'))),
      thread: z.exactOptional(
        oneOrMore(z.string().regex(/^[^\s@\p{C}]{1,200}$/u, { error: '1 to 200 characters without @ and blanks' })),
      ),
      number: z.exactOptional(oneOrMore(z.int().min(1))),
    }),
  ),
})

/** `ContactToAccept`. */
export const contactSchema = toDecideSchema.extend({
  contactId: z.exactOptional(nameField),
  receivedAt: z.exactOptional(instantField),
})

/** A contact as it waits: what was accepted, by whom, for whom. */
export interface SpooledContact {
  /** Whose desk. */
  readonly tenant: TenantId
  /** Who handed it over. */
  readonly actor: Actor
  /** What it is called. */
  readonly contactId: string
  /** When it came in. */
  readonly receivedAt: Instant
  /** When it claimed to come in, where that lay in the future then. */
  readonly claimedAt?: Instant
  /** The contact itself. */
  readonly input: ContactInputToDecide
}

const spooledSchema = z.strictObject({
  tenant: z.custom<TenantId>((value) => typeof value === 'string' && isTenantId(value)),
  actor: z.strictObject({ kind: z.enum(actorKinds), id: z.string(), roles: z.exactOptional(z.array(z.string())) }),
  contactId: nameField,
  receivedAt: instantField,
  claimedAt: z.exactOptional(instantField),
  input: toDecideSchema,
})

/** A contact as text, the same for the same contact. */
export function writeSpooled({ tenant, actor, contactId, receivedAt, claimedAt, input }: SpooledContact): string {
  return JSON.stringify({ tenant, actor, contactId, receivedAt, claimedAt, input })
}

/** A contact from its text; null where it is none. */
export function readSpooled(text: string): SpooledContact | null {
  try {
    const parsed = spooledSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
