import { addMs, type Instant, type InvalidInput, parseInput } from '@caseload/core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { BusinessTime } from '../time/business-time.ts'

/** Whom to ask after a resolution whether it works, when, and how often. */
export interface CheckBackDocument {
  /** Share of resolved tickets to ask about: 0 to 1. */
  readonly share: number
  /** Working days after the resolution; 0 is the next end of a working day. */
  readonly workingDays: number
  /** How to ask, by the application's own code. */
  readonly channel: string
  /** How often to try before giving up: 1 or more. */
  readonly attempts: number
  /** Name of the calendar working days are counted in, for callers that keep calendars by name; whole days where absent. */
  readonly calendar?: string
}

/** What the requester said: nobody answering is no success. */
export type CheckBackAnswer = 'works' | 'works-partly' | 'does-not-work' | 'not-reached'

const answers = ['works', 'works-partly', 'does-not-work', 'not-reached'] as const satisfies readonly CheckBackAnswer[]

/** What follows from an attempt to ask. */
export type CheckBackStep =
  | {
      /** Nothing more is to be done: the answer, or that nobody was reached, stands. */
      readonly do: 'finish'
      /** What is recorded. */
      readonly answer: CheckBackAnswer
    }
  | {
      /** It does not work: the ticket is to be reopened. */
      readonly do: 'reopen'
      /** What is recorded. */
      readonly answer: 'does-not-work'
    }
  | {
      /** Nobody was reached: ask again. */
      readonly do: 'ask-again'
      /** When. */
      readonly at: Instant
      /** Which attempt that is, 2 or more. */
      readonly attempt: number
    }

/**
 * The shape of a check-back plan.
 *
 * @example
 * ```ts
 * import { checkBackSchema } from '@caseload/sla'
 *
 * checkBackSchema.safeParse({ share: 0.2, workingDays: 3, channel: 'phone', attempts: 2 }).success // => true
 * checkBackSchema.safeParse({ share: 20, workingDays: 3, channel: 'phone', attempts: 2 }).success // => false
 * ```
 */
export const checkBackSchema: z.ZodType<CheckBackDocument> = z.strictObject({
  share: z.number().min(0).max(1),
  workingDays: z.int().min(0).max(366),
  channel: z.string().min(1).max(100),
  attempts: z.int().min(1).max(20),
  calendar: z.exactOptional(z.string().min(1).max(64)),
})

const planOnly = z.strictObject({ plan: checkBackSchema, draw: z.number().min(0).lt(1) })
const attemptMade = z.strictObject({ plan: checkBackSchema, attempt: z.int().min(1), answer: z.enum(answers) })

/**
 * When to ask about a resolution; null for a ticket that was not drawn.
 *
 * @param plan - Whom and when to ask.
 * @param draw - A number from 0 up to, not including, 1, drawn for this resolution; below the plan's share it is asked about.
 * @param resolvedAt - The resolution.
 * @param time - The calendar working days are counted in.
 * @returns The instant, or null; `input/invalid` for a plan or a draw that is none, naming what is wrong with it.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { checkBackAt, elapsedTime } from '@caseload/sla'
 * import { ok } from 'neverthrow'
 *
 * const plan = { share: 0.2, workingDays: 2, channel: 'phone', attempts: 2 }
 * checkBackAt(plan, 0.19, instant('2026-03-02T10:00Z'), elapsedTime) // => ok(instant('2026-03-04T10:00Z'))
 * checkBackAt(plan, 0.2, instant('2026-03-02T10:00Z'), elapsedTime) // => ok(null)
 * checkBackAt({ ...plan, share: 20 }, 0.2, instant('2026-03-02T10:00Z'), elapsedTime).mapErr(({ issues }) => issues[0]?.path)._unsafeUnwrapErr() // => 'plan.share'
 * ```
 */
export function checkBackAt(
  plan: CheckBackDocument,
  draw: number,
  resolvedAt: Instant,
  time: BusinessTime,
): Result<Instant | null, InvalidInput> {
  return parseInput(planOnly, { plan, draw }).map(({ plan: { share, workingDays } }) => {
    if (draw >= share) return null
    return workingDays === 0 ? time.endOfWorkingDay(resolvedAt) : time.addWorkingDays(resolvedAt, workingDays)
  })
}

/**
 * What follows from one attempt: `does-not-work` reopens, an unreached requester is asked again the next working day until the attempts are used up.
 *
 * @param plan - The plan.
 * @param attempt - Which attempt it was, 1 for the first.
 * @param answer - What came of it.
 * @param at - When.
 * @param time - The calendar working days are counted in.
 * @returns What to do; `input/invalid` for a plan, an attempt or an answer that is none, naming what is wrong with it.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { afterCheckBack, elapsedTime } from '@caseload/sla'
 * import { ok } from 'neverthrow'
 *
 * const plan = { share: 0.2, workingDays: 2, channel: 'phone', attempts: 2 }
 * const at = instant('2026-03-04T10:00Z')
 * afterCheckBack(plan, 1, 'does-not-work', at, elapsedTime) // => ok({ do: 'reopen', answer: 'does-not-work' })
 * afterCheckBack(plan, 1, 'not-reached', at, elapsedTime) // => ok({ do: 'ask-again', at: instant('2026-03-05T10:00Z'), attempt: 2 })
 * afterCheckBack(plan, 2, 'not-reached', at, elapsedTime) // => ok({ do: 'finish', answer: 'not-reached' })
 * ```
 */
export function afterCheckBack(
  plan: CheckBackDocument,
  attempt: number,
  answer: CheckBackAnswer,
  at: Instant,
  time: BusinessTime,
): Result<CheckBackStep, InvalidInput> {
  return parseInput(attemptMade, { plan, attempt, answer }).map(({ plan: { attempts } }): CheckBackStep => {
    if (answer === 'does-not-work') return { do: 'reopen', answer }
    if (answer !== 'not-reached' || attempt >= attempts) return { do: 'finish', answer }
    const next = time.addWorkingDays(at, 1)
    return { do: 'ask-again', at: next > at ? next : addMs(at, 1), attempt: attempt + 1 }
  })
}
