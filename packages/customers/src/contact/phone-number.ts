import type { Problem } from '@caseload/core'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { err, ok, type Result } from 'neverthrow'

declare const phoneBrand: unique symbol

/** A phone number in E.164 form, e.g. `+358401234567`. */
export type PhoneNumber = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [phoneBrand]: true
}

/** A text that is no phone number, or one whose country is not known. */
export interface InvalidPhone extends Problem<'customers/invalid-phone'> {
  /** `not-a-number`: too short, too long or not in use in its country; `no-country`: written without `+` and no default country given; `unknown-country`: the default is no ISO 3166 country with phone numbers. */
  readonly reason: 'not-a-number' | 'no-country' | 'unknown-country'
}

/**
 * Brings a phone number into the E.164 form in which it is stored and looked up.
 *
 * A number that begins with `+` (or, where the country dials so, `00`) says its own country; any other is read as dialled in the default country. An extension is refused,
 * since E.164 cannot carry one and the number alone would be somebody else's. Whether a number is possible is judged by its country's lengths
 * (libphonenumber's minimal metadata), not by whether it is connected.
 *
 * @param text - As a person wrote it; blanks, dots, hyphens and brackets are ignored.
 * @param defaultCountry - ISO 3166 code such as `FI` for numbers without a country; null where none can be assumed.
 * @returns The number; `customers/invalid-phone` with a `reason` otherwise. The text is not repeated in the error.
 *
 * @example
 * ```ts
 * import { normalisePhone } from '@caseload/customers'
 * import { ok } from 'neverthrow'
 *
 * normalisePhone('040 123 4567', 'FI') // => ok('+358401234567')
 * normalisePhone('+44 20 7946 0018', 'FI') // => ok('+442079460018')
 * normalisePhone('040 123 4567', null).mapErr((problem) => problem.reason)._unsafeUnwrapErr() // => 'no-country'
 * ```
 */
export function normalisePhone(text: string, defaultCountry: string | null): Result<PhoneNumber, InvalidPhone> {
  if (defaultCountry !== null && !isPhoneCountry(defaultCountry)) return invalid('unknown-country')
  if (typeof text !== 'string' || text.length > 60) return invalid('not-a-number')
  const country = defaultCountry === null || !isSupportedCountry(defaultCountry) ? undefined : defaultCountry
  const parsed = parsePhoneNumberFromString(text.normalize('NFKC').trim(), {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country }),
  })
  if (parsed === undefined) return invalid(country === undefined && !/^\s*[+＋]/.test(text) ? 'no-country' : 'not-a-number')
  if (parsed.ext !== undefined || !parsed.isPossible() || !isPhoneNumber(parsed.number)) return invalid('not-a-number')
  return ok(parsed.number)
}

/**
 * Says whether a country code can be the default country of {@link normalisePhone}.
 *
 * @param code - ISO 3166-1 alpha-2, upper case.
 *
 * @example
 * ```ts
 * import { isPhoneCountry } from '@caseload/customers'
 *
 * isPhoneCountry('FI') // => true
 * isPhoneCountry('fi') // => false
 * ```
 */
export function isPhoneCountry(code: string): boolean {
  return typeof code === 'string' && isSupportedCountry(code)
}

/** The form is already E.164: used by {@link normalisePhone} and by the schema of stored customers. */
export function isPhoneNumber(text: string): text is PhoneNumber {
  return /^\+[1-9]\d{1,14}$/.test(text)
}

const explanations = {
  'not-a-number': 'expected a phone number that is possible in its country, without an extension',
  'no-country': 'expected a phone number with its country (+…), since no default country is set',
  'unknown-country': 'expected an ISO 3166 country code such as FI as the default country',
} as const

function invalid(reason: InvalidPhone['reason']): Result<never, InvalidPhone> {
  return err({ kind: 'customers/invalid-phone', reason, message: explanations[reason] })
}
