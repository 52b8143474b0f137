import type { Problem } from '@caseload/core'

/** What makes a workflow document unusable. */
export type WorkflowErrorKind =
  /** It does not have the documented shape; `witness`: what was expected. */
  | 'workflow/malformed'
  /** Two statuses have one name; `witness`: the name. */
  | 'workflow/duplicate-status'
  /** A name that no status has; `witness`: the name. */
  | 'workflow/unknown-status'
  /** A category's default belongs to another category; `witness`: the status, its category. */
  | 'workflow/wrong-default'
  /** A category that is in use, or that a reaction leads to, has no default; `witness`: its statuses. */
  | 'workflow/no-default'
  /** `resumesTo` names a status that is neither `new` nor `open`; `witness`: the status, its category. */
  | 'workflow/wrong-resume'
  /** A length of time that is no `PT…`; `witness`: the reason of `parseDuration`. */
  | 'workflow/bad-duration'
  /** `requires` names a fact that tickets do not have, or a field of the desk's own that is not declared, or personal; `witness`: the name. */
  | 'workflow/unknown-field'
  /** A condition that cannot be used; `witness`: kind of the condition's issue, what was expected. */
  | 'workflow/condition'
  /** Two transitions with the same ends and the same guards; `witness`: from, to. */
  | 'workflow/duplicate-transition'
  /** No way leads there from any initial status; `witness`: the status, then those with a way to it, which are unreachable too. */
  | 'workflow/unreachable-status'
  /** Nothing leaves a status that is not closed; `witness`: the status. */
  | 'workflow/dead-end'
  /** Ways leave the status, but none ends in category `closed`; `witness`: the status, then every status that can still be reached. */
  | 'workflow/no-way-to-closed'

/** What looks like a mistake in a workflow document that can be used all the same. */
export type WorkflowWarningKind =
  /** The same ends without any guard beside it: the guards of this one never matter; `witness`: from, to. */
  | 'workflow/needless-guards'
  /** No command leads along it for the actors it is open to; `witness`: from, to, the actors. */
  | 'workflow/unused-transition'
  /** A reaction that moves, but no way is open to those who trigger it; `witness`: where it should lead, the actors. */
  | 'workflow/reaction-never-moves'
  /** A reaction for a category that is not in use or in which the command is refused anyway; `witness`: the category. */
  | 'workflow/reaction-without-effect'
  /** `autoCloseAfter` is set, but no resolved status has a way to the default closed one that is open to `system`; `witness`: the resolved statuses. */
  | 'workflow/auto-close-never'
  /** `reopenWindow` is set, but nothing leads back from resolved or closed; `witness`: the resolved and closed statuses. */
  | 'workflow/reopen-window-unused'
  /** `pendingReminderAfter` is set, but no status is pending; no `witness`. */
  | 'workflow/reminder-never'
  /** `resolution.confirmation` says what silence means, but the workflow closes nothing by itself; `witness`: what it says. */
  | 'workflow/silence-never'
  /** A ticket may be opened closed; `witness`: the status. */
  | 'workflow/opened-closed'

/** Something that is wrong with a workflow document, and where. */
export interface WorkflowIssue extends Problem<WorkflowErrorKind | WorkflowWarningKind> {
  /** `error`: the document cannot be used; `warning`: it can, and probably says something else than was meant. */
  readonly severity: 'error' | 'warning'
  /** Where in the document, e.g. `transitions[3].to`; empty for the whole. */
  readonly path: string
  /** What proves it: names of statuses, categories, actors or facts; what they are is said at each kind. */
  readonly witness: readonly string[]
}
