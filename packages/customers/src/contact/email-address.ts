import type { Problem } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'

declare const emailBrand: unique symbol

/** An e-mail address in the one form in which two spellings of it are equal; see {@link normaliseEmail}. */
export type EmailAddress = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [emailBrand]: true
}

/** A text that is no e-mail address. */
export interface InvalidEmail extends Problem<'customers/invalid-email'> {}

const shape =
  /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}]$/u

/**
 * Brings an e-mail address into the form in which it is stored and looked up.
 *
 * Blanks around it are dropped, the text is put into Unicode form NFC, a dot at the very end of the domain is dropped, and everything is lower-cased. RFC 5321 lets a
 * mail server tell `Eve@` from `eve@`, but none in use does, and two customers for one mailbox would be the worse mistake. Dots and `+tags` in
 * the local part are kept: only some providers ignore them. An internationalised domain and its `xn--` form stay two addresses.
 *
 * @param text - As a person or a mail header wrote it, the bare address without a display name.
 * @returns The address; `customers/invalid-email` for anything but one `local@domain.tld` of at most 254 characters (quoted local parts and
 *   address literals, which no public mailbox has, included). The text is not repeated in the error.
 *
 * @example
 * ```ts
 * import { normaliseEmail } from '@caseload/customers'
 * import { ok } from 'neverthrow'
 *
 * normaliseEmail(' Eve@Example.COM. ') // => ok('eve@example.com')
 * normaliseEmail('eve+desk@example.com') // => ok('eve+desk@example.com')
 * normaliseEmail('eve@localhost').isErr() // => true
 * ```
 */
export function normaliseEmail(text: string): Result<EmailAddress, InvalidEmail> {
  if (typeof text === 'string' && text.length <= 300) {
    const address = text.trim().normalize('NFC').replace(/\.$/, '').toLowerCase().normalize('NFC')
    if (isEmailAddress(address)) return ok(address)
  }
  return err({ kind: 'customers/invalid-email', message: 'expected an e-mail address such as name@example.com' })
}

/** The form is already normal: used by {@link normaliseEmail} and by the schema of stored customers. */
export function isEmailAddress(text: string): text is EmailAddress {
  return text.length <= 254 && shape.test(text) && text === text.normalize('NFC').toLowerCase()
}
