import type { Fields } from '@caseload/conditions'
import { err, ok, type Result } from 'neverthrow'
import { attributesOf } from '../fields/attributes-of.ts'
import { ticketCommandRules } from '../ticket/command-rules.ts'
import { ticketFields } from '../ticket/ticket-fields.ts'
import { checkReachability } from './compile/check-reachability.ts'
import { checkSense } from './compile/check-sense.ts'
import { compileHandOver, compileReminder, compileResolution, readDuration } from './compile/compile-duty.ts'
import { compileReactions, type ReactionTrigger } from './compile/compile-reactions.ts'
import { compileDefaults, compileStatuses, namedStatus } from './compile/compile-statuses.ts'
import { compileTransitions } from './compile/compile-transitions.ts'
import { collectIssues, type Issues } from './compile/issues.ts'
import { readDocument } from './compile/read-document.ts'
import type { Workflow, WorkflowReactions } from './workflow.ts'
import type { WorkflowDocument } from './workflow-document.ts'
import type { WorkflowIssue } from './workflow-issue.ts'

/** What a workflow is compiled with besides its document. */
export interface CompileWorkflowOptions {
  /** The desk's own fields that conditions and `requires` may ask about, so not those that are personal, without the `attributes.` by which they name them; none where absent. */
  readonly attributes?: Fields
}

/**
 * Checks and analyses a workflow before anybody depends on it.
 *
 * Four faults of sense make a document unusable, since tickets would get stuck: a category in use without a default, a status nothing leads to, a status nothing leaves, and a
 * status from which `closed` cannot be reached. Guards are taken to be open for this. What only looks like a mistake stands in `warnings`.
 *
 * @param document - Anything; a `WorkflowDocument` is wanted. Copied, so later changes to it do no harm.
 * @param options - The desk's own fields that guards may ask about.
 * @returns The workflow; or every error found, sorted by path, each with the place and a witness: see `WorkflowErrorKind`. A document of the wrong shape is not
 * analysed further, and ways are not followed in one with unknown or duplicate names.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileWorkflow, standardWorkflow } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * workflow.defaults.get('open')?.id // => 'open'
 * workflow.autoCloseAfterMs // => 345_600_000
 * workflow.warnings // => []
 *
 * const stuck = { ...standardWorkflow, transitions: standardWorkflow.transitions.filter(({ to }) => to !== 'closed') }
 * compileWorkflow(stuck)._unsafeUnwrapErr().map(({ kind, witness }) => `${kind} ${witness[0]}`).slice(0, 2)
 * // => ['workflow/no-way-to-closed new', 'workflow/no-way-to-closed open']
 * ```
 */
export function compileWorkflow(
  document: unknown,
  options: CompileWorkflowOptions = {},
): Result<Workflow, readonly WorkflowIssue[]> {
  const issues = collectIssues()
  const attributes = attributesOf(options)
  if (attributes === null) issues.error('workflow/malformed', 'options.attributes', [declared], `expected ${declared}`)
  const fields = fieldsWith(attributes ?? {})
  const read = readDocument(document, fields, issues)
  if (read === null) return err(issues.all('error'))
  const workflow = assemble(read, fields, issues)
  const errors = issues.all('error')
  if (errors.length > 0) return err(errors)
  checkSense(workflow, issues)
  return ok(Object.freeze({ ...workflow, warnings: issues.all('warning') }))
}

const declared = 'declared fields'

function fieldsWith(attributes: Fields): Fields {
  const own = Object.entries(attributes).map(([name, field]) => [`attributes.${name}`, field] as const)
  return { ...ticketFields, ...Object.fromEntries(own) }
}

const trigger = {
  onRequesterReply: { name: 'onRequesterReply', actors: ['requester'], from: ticketCommandRules['receive-reply'].from ?? [] },
  onAgentReply: { name: 'onAgentReply', actors: ['agent', 'bot'], from: ticketCommandRules.reply.from ?? [] },
  onAssign: { name: 'onAssign', actors: ticketCommandRules.assign.actors, from: ticketCommandRules.assign.from ?? [] },
} as const satisfies Record<string, ReactionTrigger>

function assemble(document: WorkflowDocument, fields: Fields, issues: Issues): Omit<Workflow, 'warnings'> {
  const statuses = compileStatuses(document, issues)
  const transitions = compileTransitions(document, statuses, fields, issues)
  const defaults = compileDefaults(document, statuses, issues)
  const initial = document.initial.flatMap((name, index) => {
    const status = namedStatus(statuses, name, `initial[${index}]`, issues)
    return status === null ? [] : [status]
  })
  const resumesTo =
    document.resumesTo === 'previous' ? null : namedStatus(statuses, document.resumesTo.status, 'resumesTo.status', issues)
  if (resumesTo !== null && resumesTo.category !== 'new' && resumesTo.category !== 'open') {
    const { id, category } = resumesTo
    issues.error('workflow/wrong-resume', 'resumesTo.status', [id, category], `expected a status of category new or open`)
  }
  const reactions = (on: ReactionTrigger): WorkflowReactions =>
    compileReactions(document[on.name], on, { statuses, defaults }, issues)
  const onRequesterReply = reactions(trigger.onRequesterReply)
  const onAgentReply = reactions(trigger.onAgentReply)
  const onAssign = reactions(trigger.onAssign)
  const namesAreGood = issues
    .all('error')
    .every(({ kind }) => kind !== 'workflow/unknown-status' && kind !== 'workflow/duplicate-status')
  if (namesAreGood) checkReachability(statuses, document.initial, issues)
  const { id, version, title } = document
  return {
    ...{ document, id, version, title, statuses, defaults, initial, transitions, resumesTo },
    reopenWindowMs: readDuration(document.reopenWindow, 'reopenWindow', issues),
    autoCloseAfterMs: readDuration(document.autoCloseAfter, 'autoCloseAfter', issues),
    pendingReminderAfterMs: readDuration(document.pendingReminderAfter, 'pendingReminderAfter', issues),
    pendingExpiresAfterMs: readDuration(document.pendingExpiresAfter ?? null, 'pendingExpiresAfter', issues),
    remindBeforeMs: compileReminder(document, issues),
    handOver: compileHandOver(document, issues),
    resolution: compileResolution(document, issues),
    approvalOverseers: document.approvals?.overseers ?? [],
    ...{ onRequesterReply, onAgentReply, onAssign },
  }
}
