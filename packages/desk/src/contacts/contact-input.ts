import { type Actor, actorKinds, type Instant, type InstantInput, isTenantId, type TenantId } from '@caseload/core'
import { z } from 'zod'
import { instantField } from '../inputs/fields.ts'
import { openTicketSchema } from '../inputs/ticket-input-schemas.ts'
import type { OpenTicketInput } from '../inputs/ticket-inputs.ts'

/** Somebody got in touch, and nothing was decided about it yet. */
export interface ContactToAccept extends OpenTicketInput {
  /**
   * Names the contact within the tenant: 1 to 110 letters, digits or `. _ : ~ -`, e.g. from the id of the message; drawn anew where absent. The same contact under the same name is accepted once, however often it is
   * handed over.
   */
  readonly contactId?: string
  /** When it came in, not later than now, which it is where absent. Clocks of the ticket start then, however long it waits. */
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

/** `ContactToAccept`. */
export const contactSchema = openTicketSchema.extend({
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
  /** The contact itself. */
  readonly input: OpenTicketInput
}

const spooledSchema = z.strictObject({
  tenant: z.custom<TenantId>((value) => typeof value === 'string' && isTenantId(value)),
  actor: z.strictObject({ kind: z.enum(actorKinds), id: z.string(), roles: z.exactOptional(z.array(z.string())) }),
  contactId: nameField,
  receivedAt: instantField,
  input: openTicketSchema,
})

/** A contact as text, the same for the same contact. */
export function writeSpooled({ tenant, actor, contactId, receivedAt, input }: SpooledContact): string {
  return JSON.stringify({ tenant, actor, contactId, receivedAt, input })
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
