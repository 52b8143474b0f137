import { isId, parseDuration } from '@caseload/core'
import type { HandOverRules, ResolutionRules } from '../workflow.ts'
import type { WorkflowDocument } from '../workflow-document.ts'
import type { Issues } from './issues.ts'

const hourMs = 3_600_000

/** A length of time in ms; null where the document says null or something that is none, which is noted. */
export function readDuration(text: string | null, path: string, issues: Issues): number | null {
  if (text === null) return null
  const parsed = parseDuration(text)
  if (parsed.isOk()) return parsed.value
  issues.error('workflow/bad-duration', path, [parsed.error.reason], parsed.error.message)
  return null
}

/** How long before it is due the desk is reminded of what it promised. */
export function compileReminder({ remindBefore }: WorkflowDocument, issues: Issues): number | null {
  return remindBefore === undefined ? hourMs : readDuration(remindBefore, 'remindBefore', issues)
}

/** How tickets go from team to team. */
export function compileHandOver({ handOver }: WorkflowDocument, issues: Issues): HandOverRules | null {
  if (handOver === undefined) return null
  const { requires, acceptWithin, escalateAfterReturns, escalateTo } = handOver
  return {
    requires: [...new Set(requires)],
    acceptWithinMs: readDuration(acceptWithin, 'handOver.acceptWithin', issues),
    escalateAfterReturns,
    escalateTo: escalateTo !== null && isId('team', escalateTo) ? escalateTo : null,
  }
}

/** What is wanted of a solution, with what would never happen noted. */
export function compileResolution(document: WorkflowDocument, issues: Issues): ResolutionRules | null {
  const { resolution, autoCloseAfter } = document
  if (resolution === undefined) return null
  const { told, confirmation } = resolution
  if (confirmation === null) return { told, confirmation: null }
  const { silence, remindAfter, onConfirmed } = confirmation
  const remindAfterMs = readDuration(remindAfter, 'resolution.confirmation.remindAfter', issues)
  if (autoCloseAfter === null) {
    const why = 'the workflow closes nothing by itself, so silence never means anything'
    issues.warn('workflow/silence-never', 'resolution.confirmation.silence', [silence], why)
  }
  return { told, confirmation: { silence, remindAfterMs, onConfirmed } }
}
