import { err, ok, type Result } from 'neverthrow'
import type { IdSource } from './id-source.ts'
import type { Problem } from './problem.ts'

declare const idBrand: unique symbol

/**
 * The identity of one entity: a short prefix that says what it is, an underscore, and a token.
 *
 * The token is 1 to 120 of `A–Z a–z 0–9 . _ : ~ -`: plain ASCII, so that no database can disagree about case, padding or
 * collation, and so that identities from another system (`tkt_4711`) can be kept.
 */
export type Id<Prefix extends string> = `${Prefix}_${string}` & {
  /** Exists in types only: tells the identities of one sort of thing from all others, and unchecked texts from both. */
  readonly [idBrand]: Prefix
}

/** Identity of a ticket, `tkt_…`. */
export type TicketId = Id<'tkt'>
/** Identity of one message in a conversation, `msg_…`. */
export type MessageId = Id<'msg'>
/** Identity of a customer (a person or account that asks), `cus_…`. */
export type CustomerId = Id<'cus'>
/** Identity of an agent, `agt_…`. */
export type AgentId = Id<'agt'>
/** Identity of a team of agents, `team_…`. */
export type TeamId = Id<'team'>
/** Identity of one command, and so of the commit that carries it out, `cmd_…`. */
export type CommandId = Id<'cmd'>

/** A text that is not an identity of the kind asked for. */
export interface InvalidId extends Problem<'id/invalid'> {
  /** The prefix that was asked for, without the underscore. */
  readonly prefix: string
}

const tokenPattern = /^[A-Za-z0-9._:~-]{1,120}$/

/**
 * Reads an identity of one kind from text.
 *
 * Nothing is trimmed or folded: `TKT_1` and `tkt_1 ` are refused, since a look-up with them would find nothing.
 *
 * @param prefix - The kind of entity, e.g. `tkt`.
 * @param text - The whole identity including its prefix.
 * @returns The branded identity; `id/invalid` for another prefix, an empty or over-long token, or a character outside the alphabet.
 *
 * @example
 * ```ts
 * import { parseId } from '@caseload/core'
 *
 * parseId('tkt', 'tkt_4711').isOk() // => true
 * parseId('tkt', 'cus_4711').isErr() // => true
 * parseId('tkt', 'tkt_').isErr() // => true
 * ```
 */
export function parseId<Prefix extends string>(prefix: Prefix, text: string): Result<Id<Prefix>, InvalidId> {
  if (isId(prefix, text)) return ok(text)
  return err({
    kind: 'id/invalid',
    prefix,
    message: `expected ${prefix}_ followed by 1 to 120 letters, digits or . _ : ~ -`,
  })
}

/**
 * Says whether a text is an identity of one kind; the type guard behind {@link parseId}, for schemas.
 *
 * @param prefix - The kind of entity, e.g. `cus`.
 * @param text - Any text.
 *
 * @example
 * ```ts
 * import { isId } from '@caseload/core'
 *
 * isId('cus', 'cus_01') // => true
 * isId('cus', 'cus_ö') // => false
 * ```
 */
export function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.startsWith(`${prefix}_`) && tokenPattern.test(text.slice(prefix.length + 1))
}

/**
 * Makes the identity of a new entity from the next token of a source.
 *
 * @param prefix - The kind of entity.
 * @param source - Where the token comes from; see {@link IdSource} for what it promises.
 *
 * @example
 * ```ts
 * import { newId } from '@caseload/core'
 * import { sequentialIds } from '@caseload/core/testing'
 *
 * newId('tkt', sequentialIds()) // => 'tkt_000001'
 * ```
 */
export function newId<Prefix extends string>(prefix: Prefix, source: IdSource): Id<Prefix> {
  return withPrefix(prefix, source.next())
}

/**
 * Gives an entity the token of the thing that brought it about, so that a repeated command names the same ticket again.
 *
 * @param prefix - The kind of the new entity.
 * @param origin - The identity whose token is taken over.
 *
 * @example
 * ```ts
 * import { deriveId, orThrow, parseId } from '@caseload/core'
 *
 * deriveId('tkt', orThrow(parseId('cmd', 'cmd_7'))) // => 'tkt_7'
 * ```
 */
export function deriveId<Prefix extends string>(prefix: Prefix, origin: Id<string>): Id<Prefix> {
  return withPrefix(prefix, origin.slice(origin.indexOf('_') + 1))
}

function withPrefix<Prefix extends string>(prefix: Prefix, token: string): Id<Prefix> {
  const id = `${prefix}_${token}`
  if (!isId(prefix, id)) throw new TypeError(`an id source gave a token outside [A-Za-z0-9._:~-]{1,120}`)
  return id
}
