/**
 * The random part of a lease token, for authors of adapters: 128 bits from the platform's cryptographic generator, as 32 hexadecimal digits.
 *
 * @example
 * ```ts
 * import { randomSecret } from '@caseload/storage'
 *
 * randomSecret().length // => 32
 * randomSecret() === randomSecret() // => false
 * ```
 */
export function randomSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
