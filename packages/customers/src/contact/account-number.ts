import type { Problem } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'

declare const accountBrand: unique symbol

/** The number or code under which the desk's organisation knows a customer, e.g. `A-1024`. */
export type AccountNumber = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [accountBrand]: true
}

/** A text that cannot be an account number. */
export interface InvalidAccount extends Problem<'customers/invalid-account'> {}

/**
 * Brings an account number into the form in which it is stored and looked up.
 *
 * Blanks around it are dropped and the text is put into Unicode form NFC; nothing else changes. Upper and lower case stay apart, since the systems that give out such
 * codes may tell them apart.
 *
 * @param text - As a person or another system wrote it.
 * @returns The account number; `customers/invalid-account` where nothing is left, more than 100 characters are, or a control character is among them.
 *
 * @example
 * ```ts
 * import { normaliseAccount } from '@caseload/customers'
 * import { ok } from 'neverthrow'
 *
 * normaliseAccount(' A-1024 ') // => ok('A-1024')
 * normaliseAccount('   ').isErr() // => true
 * ```
 */
export function normaliseAccount(text: string): Result<AccountNumber, InvalidAccount> {
  const account = typeof text !== 'string' || text.length > 200 ? '' : text.trim().normalize('NFC')
  if (isAccountNumber(account)) return ok(account)
  return err({ kind: 'customers/invalid-account', message: 'expected an account number of 1 to 100 printable characters' })
}

/** The form is already normal: used by {@link normaliseAccount} and by the schema of stored customers. */
export function isAccountNumber(text: string): text is AccountNumber {
  return /^[^\p{C}]{1,100}$/u.test(text) && text === text.trim().normalize('NFC')
}
