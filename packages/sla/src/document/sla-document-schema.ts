import { conditionDocumentSchema, fieldsSchema } from '@caseload/conditions'
import { z } from 'zod'
import { slaAuthors, slaCategories } from '../signals/status-category.ts'
import { type ClockDocument, pauseReasons } from './clock-document.ts'
import type {
  DaysGoal,
  EscalationAction,
  GoalDocument,
  GoalTable,
  GoalValue,
  StepDocument,
  TargetDocument,
} from './goal-document.ts'
import { namedRecord } from './named-record.ts'
import type { SlaDocument, SlaPolicyDocument } from './sla-document.ts'
import type { TriggerDocument } from './trigger-document.ts'

const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/)
const text = z.string().min(1).max(200)
const duration = z.string().min(1).max(40)
const opt = z.exactOptional
const authors = z.array(z.enum(slaAuthors)).min(1).max(slaAuthors.length)
const categories = z.array(z.enum(slaCategories)).min(1).max(slaCategories.length)
const statuses = z.array(text).min(1).max(200)

const trigger: z.ZodType<TriggerDocument> = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('started'), from: opt(authors) }),
  z.strictObject({
    on: z.literal('message'),
    from: authors,
    visibility: opt(z.enum(['public', 'internal', 'any'])),
    automatic: opt(z.boolean()),
    answered: opt(z.boolean()),
    by: opt(z.enum(['any-team', 'assigned-team'])),
  }),
  z.strictObject({ on: z.literal('category'), enters: opt(categories), leaves: opt(categories) }),
  z.strictObject({ on: z.literal('status'), enters: opt(statuses), leaves: opt(statuses) }),
  z.strictObject({ on: z.literal('team'), is: z.enum(['assigned', 'unassigned', 'changed']) }),
  z.strictObject({ on: z.literal('owner'), is: z.enum(['agent', 'bot', 'nobody']) }),
  z.strictObject({ on: z.literal('event'), name: text }),
  z.strictObject({ on: z.literal('clock'), clock: name }),
])

const triggers = z.array(trigger).max(50)

const clock: z.ZodType<ClockDocument> = z.strictObject({
  title: opt(text),
  starts: triggers,
  stops: triggers,
  cancels: opt(triggers),
  restarts: opt(triggers),
  pausedIn: opt(categories),
  pausedInStatuses: opt(statuses),
  pausedWhile: opt(z.array(z.enum(pauseReasons)).min(1).max(pauseReasons.length)),
  pauseRounding: opt(z.strictObject({ to: duration, of: z.enum(['edges', 'length']) })),
  recurrence: opt(z.enum(['none', 'independent', 'chained', 'continued'])),
  perTeam: opt(z.enum(['fresh', 'carried'])),
})

const days: z.ZodType<DaysGoal> = z.strictObject({
  workingDays: opt(z.int().min(0).max(3660)),
  duration: opt(duration),
  until: opt(z.enum(['same-time', 'end-of-working-day', 'end-of-working-day-once'])),
})
const fixed = z.union([duration, days])
const goalTable: z.ZodType<GoalTable> = z.strictObject({ by: text, of: namedRecord(text, fixed), otherwise: opt(fixed) })
const goal: z.ZodType<GoalValue> = z.union([fixed, goalTable, z.null()])

const counted = opt(z.enum(['clock', 'elapsed']))
const action: z.ZodType<EscalationAction> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('notify'), who: text }),
  z.strictObject({ do: z.literal('raise-priority'), to: opt(text) }),
  z.strictObject({ do: z.literal('reassign'), team: text }),
  z.strictObject({ do: z.literal('change-level'), level: z.int().min(0).max(100) }),
])
const step: z.ZodType<StepDocument> = z.strictObject({
  id: name,
  at: z.union([
    z.strictObject({ percent: z.number().positive().max(100_000) }),
    z.strictObject({ before: duration, counted }),
    z.strictObject({ after: duration, counted }),
  ]),
  actions: opt(z.array(action).max(20)),
})
const steps = opt(z.array(step).max(100))
const furtherGoal: z.ZodType<GoalDocument> = z.strictObject({ id: name, goal, steps })
const calendar = opt(name.nullable())
const target: z.ZodType<TargetDocument> = z.strictObject({
  goal,
  steps,
  calendar,
  goals: opt(z.array(furtherGoal).max(20)),
})

const policy: z.ZodType<SlaPolicyDocument> = z.strictObject({
  id: name,
  title: opt(text),
  when: opt(conditionDocumentSchema),
  calendar,
  onChange: opt(z.enum(['from-start', 'proportional', 'restart', 'latest-for-all'])),
  targets: namedRecord(name, z.union([duration, days, goalTable, target])),
})

/**
 * What an {@link SlaDocument} looks like, for embedding in a schema of your own; at most 500 policies and 100 clocks. Whether the document makes sense is for `compileSla` to
 * say.
 *
 * @example
 * ```ts
 * import { slaDocumentSchema } from '@caseload/sla'
 *
 * const policies = [{ id: 'all', targets: { firstReply: 'PT4H' } }]
 * slaDocumentSchema.safeParse({ schema: 1, id: 'support', version: 1, policies }).success // => true
 * slaDocumentSchema.safeParse({ schema: 1, id: 'support', version: 0, policies }).success // => false
 * ```
 */
export const slaDocumentSchema: z.ZodType<SlaDocument> = z.strictObject({
  schema: z.literal(1),
  id: name,
  version: z.int().min(1),
  title: opt(text),
  effectiveFrom: opt(z.string().max(40)),
  fields: opt(fieldsSchema),
  clocks: opt(namedRecord(name, clock).refine((clocks) => Object.keys(clocks).length <= 100, 'at most 100 clocks')),
  policies: z.array(policy).min(1).max(500),
})

/**
 * The JSON Schema (draft 2020-12) of policy documents, for editors and other languages.
 *
 * @returns A new plain object.
 *
 * @example
 * ```ts
 * import { slaJsonSchema } from '@caseload/sla'
 *
 * slaJsonSchema().required // => ['schema', 'id', 'version', 'policies']
 * ```
 */
export function slaJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(slaDocumentSchema, { io: 'input' })
}
