import { conditionDocumentSchema } from '@caseload/conditions'
import { type ActorKind, actorKinds } from '@caseload/core'
import { z } from 'zod'
import { statusCategories } from './status-category.ts'
import type {
  HandOverDocument,
  ReactionDocument,
  ReactionsDocument,
  ResolutionDocument,
  StatusDocument,
  TransitionDocument,
  WorkflowDocument,
} from './workflow-document.ts'

const name = z.string().regex(/^[a-z0-9-]{1,64}$/)
const title = z.string().min(1).max(200)
const version = z.int().min(1)
const duration = z.string().max(40).nullable()
const roles = z.array(z.string().min(1).max(100)).min(1).max(50)
const actors: z.ZodType<readonly ActorKind[]> = z.array(z.enum(actorKinds)).min(1).max(actorKinds.length)

const status: z.ZodType<StatusDocument> = z.strictObject({ id: name, category: z.enum(statusCategories), title })

const transition: z.ZodType<TransitionDocument> = z.strictObject({
  from: z.union([name, z.array(name).min(1).max(200)]),
  to: name,
  by: z.exactOptional(actors),
  roles: z.exactOptional(roles),
  when: z.exactOptional(conditionDocumentSchema),
  requires: z.exactOptional(z.array(z.string().min(1).max(100)).min(1).max(50)),
})

const reaction: z.ZodType<ReactionDocument> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('keep') }),
  z.strictObject({ do: z.literal('move'), to: z.exactOptional(name) }),
  z.strictObject({ do: z.literal('refuse') }),
])

function perCategory<Value>(value: z.ZodType<Value>) {
  const optional = z.exactOptional(value)
  return z.strictObject({
    new: optional,
    open: optional,
    pending: optional,
    'on-hold': optional,
    resolved: optional,
    closed: optional,
  })
}

const reactions: z.ZodType<ReactionsDocument> = perCategory(reaction)

const handOver: z.ZodType<HandOverDocument> = z.strictObject({
  requires: z.array(z.enum(['done', 'wanted', 'told', 'answerBy'])).max(4),
  acceptWithin: duration,
  escalateAfterReturns: z.int().min(1).max(100),
  escalateTo: z
    .string()
    .regex(/^team_[A-Za-z0-9._:~-]{1,120}$/)
    .nullable(),
})

const resolution: z.ZodType<ResolutionDocument> = z.strictObject({
  told: z.enum(['recorded', 'required']),
  confirmation: z
    .strictObject({
      silence: z.enum(['accepted', 'unanswered']),
      remindAfter: duration,
      onConfirmed: z.enum(['close', 'keep']),
    })
    .nullable(),
})

/**
 * What a {@link WorkflowDocument} looks like, for embedding in a schema of your own; at most 200 statuses and 2,000 transitions. Whether the document makes sense is for
 * `compileWorkflow` to say.
 *
 * @example
 * ```ts
 * import { standardWorkflow, workflowDocumentSchema } from '@caseload/lifecycle'
 *
 * workflowDocumentSchema.safeParse(standardWorkflow).success // => true
 * workflowDocumentSchema.safeParse({ ...standardWorkflow, id: 'Not a name' }).success // => false
 * ```
 */
export const workflowDocumentSchema: z.ZodType<WorkflowDocument> = z.strictObject({
  schema: z.literal(1),
  id: name,
  version,
  title,
  statuses: z.array(status).min(1).max(200),
  defaults: perCategory(name),
  initial: z.array(name).min(1).max(200),
  transitions: z.array(transition).max(2000),
  resumesTo: z.union([z.literal('previous'), z.strictObject({ status: name })]),
  reopenWindow: duration,
  autoCloseAfter: duration,
  pendingReminderAfter: duration,
  pendingExpiresAfter: z.exactOptional(duration),
  remindBefore: z.exactOptional(duration),
  handOver: z.exactOptional(handOver),
  resolution: z.exactOptional(resolution),
  approvals: z.exactOptional(z.strictObject({ overseers: z.array(name).max(50) })),
  onRequesterReply: reactions,
  onAgentReply: reactions,
  onAssign: reactions,
})

/**
 * The JSON Schema of a {@link WorkflowDocument}, for editors and other languages.
 *
 * @returns A schema of draft 2020-12, made anew at each call.
 *
 * @example
 * ```ts
 * import { workflowJsonSchema } from '@caseload/lifecycle'
 *
 * workflowJsonSchema().required?.slice(0, 3) // => ['schema', 'id', 'version']
 * ```
 */
export function workflowJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(workflowDocumentSchema)
}
