/**
 * A number from 0 up to, not including, 1 that stands for one resolution of one ticket: the same for ever, so that a retry, a replay and a simulation draw the same sample, and as good as chance over many
 * tickets. FNV-1a, and two rounds of mixing, since identities of one millisecond differ only at their end.
 *
 * @param ticketId - The ticket.
 * @param resolution - Which of its resolutions, 0 for the first.
 */
export function drawOf(ticketId: string, resolution: number): number {
  const text = `${ticketId}#${resolution}`
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
