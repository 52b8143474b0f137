import type { Instant } from './instant.ts'

/**
 * Where the present comes from. Only the shell asks a clock; everything else is told `now`.
 *
 * A clock may step back (a host's correction, a second machine). Nothing breaks: events never go back behind the last one
 * of their stream.
 */
export interface Clock {
  /** The present instant. */
  now(): Instant
}
