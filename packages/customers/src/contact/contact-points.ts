import { type InputIssue, type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { type AccountNumber, normaliseAccount } from './account-number.ts'
import { type EmailAddress, normaliseEmail } from './email-address.ts'
import { normalisePhone, type PhoneNumber } from './phone-number.ts'

/** How somebody who writes or calls can be recognised, as it came in. At least one of `email`, `phone` and `account` is needed. */
export interface ContactInput {
  /** E-mail address, in any spelling. */
  readonly email?: string
  /** Phone number, in any spelling. */
  readonly phone?: string
  /** Account number. */
  readonly account?: string
  /** What the person is called; kept with a new customer, never used to recognise one. At most 200 characters. */
  readonly name?: string
}

/** The same in the forms that are stored and compared. */
export interface ContactPoints {
  /** E-mail address; null where none was given. */
  readonly email: EmailAddress | null
  /** Phone number; null where none was given. */
  readonly phone: PhoneNumber | null
  /** Account number; null where none was given. */
  readonly account: AccountNumber | null
  /** What the person is called; null where nobody said. */
  readonly name: string | null
}

/**
 * Brings everything a person can be recognised by into the stored forms.
 *
 * @param input - As it came in; not mutated.
 * @param options - `defaultCountry` for phone numbers without one; `path` where the input stands in a larger one, for the issues (default: the top).
 * @returns The contact points; `input/invalid` with an issue for each that cannot be one, or one issue where nothing was given, or the arguments are no objects or cannot be read. No value is repeated.
 *
 * @example
 * ```ts
 * import { contactPoints } from '@caseload/customers'
 * import { ok } from 'neverthrow'
 *
 * contactPoints({ email: 'Eve@Example.com', name: ' Eve ' }, { defaultCountry: null })
 * // => ok({ email: 'eve@example.com', phone: null, account: null, name: 'Eve' })
 * contactPoints({ name: 'Eve' }, { defaultCountry: null }).mapErr((problem) => problem.message)._unsafeUnwrapErr()
 * // => 'the value: expected at least one of: email, phone, account'
 * ```
 */
export function contactPoints(
  input: ContactInput,
  options: { readonly defaultCountry: string | null; readonly path?: readonly PropertyKey[] },
): Result<ContactPoints, InvalidInput> {
  const given = readable(input, options)
  if (given === null) return err(invalidInput([inputIssue([], 'plain data that can be read')]))
  const { path, defaultCountry, values } = given
  const issues: InputIssue[] = []
  const read = <Value>(name: string, text: unknown, normalise: (text: string) => Result<Value, { readonly message: string }>) => {
    if (text === undefined) return null
    const value = typeof text === 'string' ? normalise(text) : err({ message: 'text' })
    if (value.isOk()) return value.value
    issues.push(inputIssue([...path, name], value.error.message.replace(/^expected /, '')))
    return null
  }
  const points: ContactPoints = {
    account: read('account', values.account, normaliseAccount),
    email: read('email', values.email, normaliseEmail),
    phone: read('phone', values.phone, (text) => normalisePhone(text, defaultCountry)),
    name: read('name', values.name, normaliseName),
  }
  if (values.email === undefined && values.phone === undefined && values.account === undefined) {
    issues.push(inputIssue(path, 'at least one of: email, phone, account'))
  }
  return issues.length > 0 ? err(invalidInput(issues)) : ok(points)
}

interface Given {
  readonly path: readonly PropertyKey[]
  readonly defaultCountry: string | null
  readonly values: { readonly [Name in keyof ContactInput]: unknown }
}

/** What stands in arguments that a caller without types may have given; null where they are no objects, or cannot be read. */
function readable(input: unknown, options: unknown): Given | null {
  try {
    if (!isObject(input) || !isObject(options)) return null
    const { account, email, phone, name } = input
    const { defaultCountry = null, path = [] } = options
    if (!Array.isArray(path) || (defaultCountry !== null && typeof defaultCountry !== 'string')) return null
    return { path: [...path], defaultCountry, values: { account, email, phone, name } }
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function normaliseName(text: string): Result<string | null, { readonly message: string }> {
  const name =
    text.length > 1000
      ? text
      : text
          .normalize('NFC')
          .replace(/[\s\p{Cc}]+/gu, ' ')
          .trim()
  if (name.length > 200) return err({ message: 'at most 200 characters' })
  return ok(name === '' ? null : name)
}
