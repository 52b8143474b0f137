import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Ties a token to what it was given out for: the first 64 bits of a SHA-256. It finds mistakes, such as a page token used with another tenant or query; it is no
 * signature, and need not be: whoever forges one learns nothing that the query itself would not tell.
 */
export function bindingTag(...parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))).subarray(0, 8))
}
