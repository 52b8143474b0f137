import type { ZoneTransition } from '../zone/zone-transition.ts'

/** A hash (FNV-1a, 32 bits, hexadecimal) of an offset and the changes after it. */
export function fingerprint(offsetMs: number, changes: readonly ZoneTransition[]): string {
  const text = [offsetMs, ...changes.flatMap(({ at, offsetAfterMs }) => [at, offsetAfterMs])].join(' ')
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
