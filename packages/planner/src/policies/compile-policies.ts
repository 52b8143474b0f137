import { type AccessIssue, compileAccess, standardAccess } from '@caseload/access'
import { type Problem, parseInput } from '@caseload/core'
import { isPhoneCountry } from '@caseload/customers'
import {
  type CatalogueIssue,
  compileCatalogue,
  compileIntake,
  compileTicketFields,
  compileWorkflow,
  type IntakeIssue,
  standardIntake,
  type TicketFieldsIssue,
  type Workflow,
  type WorkflowIssue,
} from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { vocabularyWith } from '../access/desk-vocabulary.ts'
import { type CheckBackIssue, compileCheckBack } from '../check-back/compile-check-back.ts'
import { compileTicketSla, type TicketSlaIssue } from '../sla/compile-ticket-sla.ts'
import type { Policies } from './policies.ts'
import { policiesDocumentSchema } from './policies-document.ts'
import { versionsOf } from './policy-versions.ts'

/** The document does not have the documented shape. */
export interface MalformedPolicies extends Problem<'policies/malformed'> {
  /** Where, e.g. `workflows[0].statuses[2].id`. */
  readonly path: string
  /** What was expected there. */
  readonly expected: string
}
/** One of the workflows cannot be used. */
export interface PolicyWorkflowIssue extends Problem<'policies/workflow'> {
  /** Where in the policies, e.g. `workflows[0]`. */
  readonly path: string
  /** What its analysis found. */
  readonly issue: WorkflowIssue
}
/** Two workflows have the same name and version. */
export interface DuplicateWorkflow extends Problem<'policies/duplicate-workflow'> {
  /** Where the second one stands. */
  readonly path: string
}
/** `defaultWorkflow` names no workflow of the document. */
export interface UnknownDefaultWorkflow extends Problem<'policies/unknown-workflow'> {
  /** Always `defaultWorkflow`. */
  readonly path: 'defaultWorkflow'
  /** Workflows there are, sorted. */
  readonly known: readonly string[]
}
/** `phoneCountry` is no country with phone numbers. */
export interface UnknownPhoneCountry extends Problem<'policies/unknown-country'> {
  /** Always `phoneCountry`. */
  readonly path: 'phoneCountry'
}
/** The access document cannot be used. */
export interface PolicyAccessIssue extends Problem<'policies/access'> {
  /** Always `access`. */
  readonly path: 'access'
  /** What its analysis found. */
  readonly issue: AccessIssue
}
/** The catalogue of requests cannot be used. */
export interface PolicyCatalogueIssue extends Problem<'policies/catalogue'> {
  /** Always `catalogue`. */
  readonly path: 'catalogue'
  /** What its analysis found. */
  readonly issue: CatalogueIssue
}
/** The desk's own fields cannot be used. */
export interface PolicyFieldsIssue extends Problem<'policies/fields'> {
  /** Where in the policies, e.g. `fields.device.requiredWhen`. */
  readonly path: string
  /** What the analysis found. */
  readonly issue: TicketFieldsIssue
}
/** The intake of contacts cannot be used. */
export interface PolicyIntakeIssue extends Problem<'policies/intake'> {
  /** Always `intake`. */
  readonly path: 'intake'
  /** What its analysis found. */
  readonly issue: IntakeIssue
}
/** Everything that can be wrong with policies. */
export type PolicyIssue =
  | MalformedPolicies
  | PolicyWorkflowIssue
  | DuplicateWorkflow
  | UnknownDefaultWorkflow
  | UnknownPhoneCountry
  | PolicyAccessIssue
  | PolicyCatalogueIssue
  | PolicyFieldsIssue
  | PolicyIntakeIssue
  | TicketSlaIssue
  | CheckBackIssue

/**
 * Checks and analyses policies before anything depends on them.
 *
 * @param document - Policies as a document; usually read from a file or a database, so anything.
 * @param set - Its number in the registry, which its decisions name; 0 where absent.
 * @returns The policies ready for use; every issue found otherwise. A document of the wrong shape is not analysed further.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compilePolicies, standardPolicies } from '@caseload/planner'
 *
 * orThrow(compilePolicies(standardPolicies)).defaultWorkflow.id // => 'standard'
 * compilePolicies({ ...standardPolicies, defaultWorkflow: 'none' })._unsafeUnwrapErr().map((issue) => issue.kind)
 * // => ['policies/unknown-workflow']
 * ```
 */
export function compilePolicies(document: unknown, set = 0): Result<Policies, readonly PolicyIssue[]> {
  const parsed = parseInput(policiesDocumentSchema, document)
  if (parsed.isErr()) {
    return err(
      parsed.error.issues.map(
        ({ path, expected, message }): PolicyIssue => ({ kind: 'policies/malformed', path, expected, message }),
      ),
    )
  }
  const policies = parsed.value
  const issues: PolicyIssue[] = []
  const fields = compileTicketFields(policies.fields)
  if (fields.isErr()) {
    return err(
      fields.error.map((issue): PolicyFieldsIssue => {
        const path = issue.path === '' ? 'fields' : `fields.${issue.path}`
        return { kind: 'policies/fields', path, issue, message: `fields: ${issue.message}` }
      }),
    )
  }
  const { attributes } = fields.value
  const versions = new Map<string, Workflow>()
  const newest = new Map<string, Workflow>()
  for (const [index, workflowDocument] of policies.workflows.entries()) {
    const path = `workflows[${index}]`
    const compiled = compileWorkflow(workflowDocument, { attributes })
    if (compiled.isErr()) {
      issues.push(
        ...compiled.error.map((issue) => ({
          kind: 'policies/workflow' as const,
          path,
          issue,
          message: `${path}: ${issue.message}`,
        })),
      )
      continue
    }
    const workflow = compiled.value
    const name = `${workflow.id}@${workflow.version}`
    if (versions.has(name))
      issues.push({ kind: 'policies/duplicate-workflow', path, message: `${path}: this workflow and version stand here twice` })
    versions.set(name, workflow)
    if ((newest.get(workflow.id)?.version ?? 0) < workflow.version) newest.set(workflow.id, workflow)
  }
  if (policies.phoneCountry !== null && !isPhoneCountry(policies.phoneCountry)) {
    issues.push({
      kind: 'policies/unknown-country',
      path: 'phoneCountry',
      message: 'phoneCountry: expected an ISO 3166 country code such as FI',
    })
  }
  const known = [...new Set(policies.workflows.map((workflow) => workflow.id))].sort()
  if (!known.includes(policies.defaultWorkflow)) {
    issues.push({
      kind: 'policies/unknown-workflow',
      path: 'defaultWorkflow',
      known,
      message: `defaultWorkflow: expected one of: ${known.join(', ')}`,
    })
  }
  const slaIssues: TicketSlaIssue[] = []
  const sla = compileTicketSla(policies.calendars ?? {}, policies.sla ?? [], attributes, slaIssues)
  issues.push(...slaIssues)
  const checkBack = compileCheckBack(policies.checkBack ?? null, policies.calendars ?? {}, issues)
  const catalogue =
    policies.catalogue === undefined
      ? ok(null)
      : compileCatalogue(policies.catalogue, { workflows: known, fields: policies.fields })
  if (catalogue.isErr()) {
    for (const issue of catalogue.error)
      issues.push({ kind: 'policies/catalogue', path: 'catalogue', issue, message: `catalogue: ${issue.message}` })
    return err(issues)
  }
  const intake = compileIntake(policies.intake ?? standardIntake, { attributes })
  if (intake.isErr()) {
    for (const issue of intake.error)
      issues.push({ kind: 'policies/intake', path: 'intake', issue, message: `intake: ${issue.message}` })
    return err(issues)
  }
  const access = compileAccess(policies.access ?? standardAccess, vocabularyWith(attributes, Object.keys(policies.fields)))
  if (access.isErr()) {
    for (const issue of access.error)
      issues.push({ kind: 'policies/access', path: 'access', issue, message: `access: ${issue.message}` })
    return err(issues)
  }
  const defaultWorkflow = newest.get(policies.defaultWorkflow)
  if (issues.length > 0 || defaultWorkflow === undefined) return err(issues)
  return ok({
    document: policies,
    versions: versionsOf(policies, { catalogue: catalogue.value, intake: intake.value, access: access.value }, set),
    workflows: newest,
    workflowVersions: versions,
    defaultWorkflow,
    phoneCountry: policies.phoneCountry,
    fields: fields.value,
    access: access.value,
    catalogue: catalogue.value,
    intake: intake.value,
    sla,
    checkBack,
  })
}
