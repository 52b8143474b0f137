import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The sha256 of a text in UTF-8, as 64 hexadecimal digits. */
export type Digest = (text: string) => string

/**
 * The digest of the host's own cryptography where it answers at once, as that of Node.js, Deno and Bun does; elsewhere one in JavaScript, which takes several times as long. The digits are the
 * same on every host: they are stored, and compared by whichever comes next.
 */
export function systemDigest(host: unknown = globalThis.process): Digest {
  const native = nativeHash(host)
  return native === null ? (text) => bytesToHex(sha256(utf8ToBytes(text))) : (text) => native('sha256', text)
}

type NativeHash = (algorithm: string, text: string) => string

/** Asked of the process and not imported: a host that has none must be able to load this file, and so must a bundler for one. */
function nativeHash(host: unknown): NativeHash | null {
  if (!hasBuiltins(host)) return null
  const { hash }: { readonly hash?: NativeHash } = host.getBuiltinModule('node:crypto') ?? {}
  return hash ?? null
}

function hasBuiltins(host: unknown): host is Pick<NodeJS.Process, 'getBuiltinModule'> {
  return typeof host === 'object' && host !== null && 'getBuiltinModule' in host && typeof host.getBuiltinModule === 'function'
}
