import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** PostgreSQL cuts names after 63 bytes, and two that were cut may be the same. */
const longest = 60

/** Name of the index of a kind over fields. */
export function indexName(kind: string, fields: readonly string[]): string {
  const name = `i_${kind.replaceAll('-', '_')}__${fields.join('_')}`
  if (name.length <= longest) return name
  return `${name.slice(0, longest - 17)}_${bytesToHex(sha256(utf8ToBytes(name))).slice(0, 16)}`
}

/** Name of the index of a kind over the documents with a lower number than a declaration's; null: over all. */
export function declaredIndexName(kind: string, number: number | null): string {
  const name = `d_${kind.replaceAll('-', '_')}`
  return number === null ? name : `${name}__${number}`
}
