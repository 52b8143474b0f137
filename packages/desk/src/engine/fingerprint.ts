import { canonicalJson } from '@caseload/core'
import { systemDigest } from '../sources/system-digest.ts'

const digest = systemDigest()

/**
 * The sha256 of a request, so that a store can tell a repeated command from another one under the same key. A parsed request is always plain
 * JSON; anything else is a mistake of ours and throws.
 */
export function fingerprint(request: unknown): string {
  const text = canonicalJson(request)
  if (text.isErr()) throw new TypeError(text.error.message)
  return digest(text.value)
}
