import { type InvalidInput, parseInput, parseInstant } from '@caseload/core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { namedRecord } from '../document/named-record.ts'
import type { SlaSignal } from './sla-signal.ts'
import { slaAuthors, slaCategories } from './status-category.ts'

const at = z
  .union([z.number(), z.string(), z.date()])
  .refine((value) => parseInstant(value).isOk(), 'an instant (ISO 8601 with an offset)')
const id = z.string().min(1).max(200)
const opt = z.exactOptional
const author = z.enum(slaAuthors)
const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()])
const fact = z.union([
  scalar,
  z.array(z.string().max(10_000)).max(10_000),
  z.array(z.number()).max(10_000),
  z.array(z.boolean()).max(10_000),
  z.null(),
])
const category = z.enum(slaCategories)

/**
 * The shape of one signal, for values from outside.
 *
 * @example
 * ```ts
 * import { slaSignalSchema } from '@caseload/sla'
 *
 * slaSignalSchema.safeParse({ type: 'message', at: '2026-03-02T09:00Z', from: 'agent' }).success // => true
 * slaSignalSchema.safeParse({ type: 'message', at: '2026-03-02 09:00', from: 'agent' }).success // => false
 * ```
 */
export const slaSignalSchema: z.ZodType<SlaSignal> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('started'),
    at,
    from: opt(author),
    category: opt(category),
    status: opt(id),
    teamId: opt(id),
    owner: opt(z.enum(['agent', 'bot'])),
    since: opt(at),
  }),
  z.strictObject({ type: z.literal('category-changed'), at, category, status: opt(id) }),
  z.strictObject({
    type: z.literal('message'),
    at,
    from: author,
    public: opt(z.boolean()),
    automatic: opt(z.boolean()),
    teamId: opt(id),
  }),
  z.strictObject({ type: z.literal('facts-changed'), at, facts: namedRecord(z.string(), fact) }),
  z.strictObject({ type: z.literal('team-changed'), at, teamId: id.nullable() }),
  z.strictObject({ type: z.literal('owner-changed'), at, owner: z.enum(['agent', 'bot']).nullable() }),
  z.strictObject({ type: z.literal('snoozed'), at, until: opt(at) }),
  z.strictObject({ type: z.literal('woken'), at }),
  z.strictObject({ type: z.literal('event'), at, name: id }),
  z.strictObject({ type: z.literal('merged'), at }),
  z.strictObject({ type: z.literal('ended'), at }),
  z.strictObject({ type: z.literal('promise-made'), at, id, dueAt: at }),
  z.strictObject({ type: z.literal('promise-kept'), at, id }),
  z.strictObject({ type: z.literal('promise-withdrawn'), at, id }),
  z.strictObject({ type: z.literal('promise-passed-on'), at, id }),
  z.strictObject({
    type: z.literal('promise-taken-over'),
    at,
    id,
    toldAt: at,
    firstDueAt: at,
    dueAt: at,
    moves: z.int().min(0),
    brokenAt: opt(at),
  }),
])

/**
 * Checks signals that come from outside the program.
 *
 * @param input - Anything; an array of at most 100,000 signals is wanted, in any order.
 * @returns The signals as given; `input/invalid` with every issue otherwise.
 *
 * @example
 * ```ts
 * import { readSlaSignals } from '@caseload/sla'
 *
 * readSlaSignals([{ type: 'started', at: 0 }])._unsafeUnwrap() // => [{ type: 'started', at: 0 }]
 * readSlaSignals([{ type: 'started', at: 0.5 }])._unsafeUnwrapErr().issues.map(({ path }) => path) // => ['[0].at']
 * ```
 */
export function readSlaSignals(input: unknown): Result<readonly SlaSignal[], InvalidInput> {
  return parseInput(z.array(slaSignalSchema).max(100_000), input)
}
