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
  if (used === drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  let text = ''
  for (const end = used + secretBytes; used < end; used += 1) {
    text += hexadecimal[drawn[used] ?? 0]
    // What has been given out is nobody's to find in memory later.
    drawn[used] = 0
  }
  return text
}

const secretBytes = 16
// The generator takes as long for a few bytes as for thousands, so they are drawn ahead.
const drawn = new Uint8Array(256 * secretBytes)
let used = drawn.length
const hexadecimal = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
