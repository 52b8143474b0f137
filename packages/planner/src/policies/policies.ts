import type { Access } from '@caseload/access'
import type { Catalogue, Intake, OwnFields, Workflow } from '@caseload/lifecycle'
import type { Sla } from '@caseload/sla'
import type { CheckBack } from '../check-back/compile-check-back.ts'
import type { PoliciesDocument } from './policies-document.ts'
import type { PolicyVersions } from './policy-versions.ts'

/** Policies ready for use. Immutable; made by `compilePolicies`. */
export interface Policies {
  /** What they were made from. */
  readonly document: PoliciesDocument
  /** What its decisions are recorded as decided by; the workflow is that of each ticket. */
  readonly versions: PolicyVersions
  /** The newest version of each workflow, by name. */
  readonly workflows: ReadonlyMap<string, Workflow>
  /** Every version, by `name@version`. */
  readonly workflowVersions: ReadonlyMap<string, Workflow>
  /** The workflow for new tickets that name none. */
  readonly defaultWorkflow: Workflow
  /** Country of phone numbers written without one; null where none is assumed. */
  readonly phoneCountry: string | null
  /** The desk's own ticket fields. */
  readonly fields: OwnFields
  /** What the desk can be asked for; null where no catalogue says. */
  readonly catalogue: Catalogue | null
  /** What becomes of contacts. */
  readonly intake: Intake
  /** Who may do and see what. */
  readonly access: Access
  /** What is promised, compiled with the calendars; null where nothing is. */
  readonly sla: Sla | null
  /** Whom to ask after a resolution whether it works; null where nobody is asked. */
  readonly checkBack: CheckBack | null
}

/** The workflow that decides about a ticket: the version it carries, else the newest of that name; null where the policies know neither. */
export function workflowOf(policies: Policies, ref: { readonly id: string; readonly version: number }): Workflow | null {
  return policies.workflowVersions.get(`${ref.id}@${ref.version}`) ?? policies.workflows.get(ref.id) ?? null
}
