import { canonicalJson, explanation } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import type { DeskEvent, Plan } from '../plans/plan.ts'
import type { Policies } from './policies.ts'
import type { PoliciesDocument } from './policies-document.ts'

/** Which version of each policy document decided, as `id@version`; null where there is none. */
export interface PolicyVersions {
  /** Number of the whole policies in the registry; 0 for those a desk was created with: with a registry the first desk of the tenant, without one each its own, which `digest` tells apart. */
  readonly set: number
  /** Tells the whole documents apart, those without a version of their own (fields, calendars, whom to ask back) included: 16 hexadecimal digits of their content. Proves nothing. */
  readonly digest: string
  /** The workflow that decided about the ticket; null for what no workflow decides. */
  readonly workflow: string | null
  /** The catalogue of requests. */
  readonly catalogue: string | null
  /** What becomes of contacts. */
  readonly intake: string
  /** Who may do what. */
  readonly access: string
  /** The newest version of what is promised; events of clocks name the one each promise is from. */
  readonly sla: string | null
}

/** An event as it is recorded: it names the versions of the policies it was decided by. */
export type RecordedEvent = DeskEvent & {
  /** The versions; null where it was recorded before they were kept. */
  readonly policies: PolicyVersions | null
}

/** Policies hold documents that hold conditions, each as deep as may be. */
const deepest = 96

/**
 * What tells whole policies apart, as decisions name it: 16 hexadecimal digits of their content, whatever the order of names. Proves nothing.
 *
 * @param document - The policies as a document.
 *
 * @example
 * ```ts
 * import { policiesDigest, standardPolicies } from '@caseload/planner'
 *
 * const { phoneCountry, ...others } = standardPolicies
 * policiesDigest({ phoneCountry, ...others }) === policiesDigest(standardPolicies) // => true
 * policiesDigest({ ...standardPolicies, phoneCountry: 'FI' }) === policiesDigest(standardPolicies) // => false
 * ```
 */
export function policiesDigest(document: unknown): string {
  return digestOf(canonicalJson(document, deepest).unwrapOr(''))
}

/** What compiled policies are called by. */
export function versionsOf(
  document: PoliciesDocument,
  compiled: Pick<Policies, 'catalogue' | 'intake' | 'access'>,
  set: number,
): PolicyVersions {
  const { catalogue, intake, access } = compiled
  const newest = document.sla?.at(-1)
  return Object.freeze({
    set,
    digest: policiesDigest(document),
    workflow: null,
    catalogue: catalogue === null ? null : nameOf(catalogue),
    intake: nameOf(intake),
    access: nameOf(access),
    sla: newest === undefined ? null : nameOf(newest),
  })
}

/**
 * The events of a plan as they are recorded: each with the versions of the policies it was decided by, the workflow of its own ticket among them.
 *
 * @param plan - Its events, and the writes that say which workflow each ticket is under; not mutated.
 * @param policies - What it was decided by.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compilePolicies, type DeskEvent, recordedEvents, standardPolicies } from '@caseload/planner'
 *
 * const policies = orThrow(compilePolicies(standardPolicies))
 * const place = { at: instant(0), recordedAt: instant(0), stream: 'cus_1', version: 1, schema: 1, cause: null } as const
 * const event: DeskEvent = { ...place, type: 'customer-erased', actor: 'agent:agt_ada', data: { customerId: orThrow(parseId('cus', 'cus_1')) } }
 * const [recorded] = recordedEvents({ events: [event], writes: [] }, policies)
 * recorded?.policies?.access // => 'standard@2'
 * recorded?.policies?.set // => 0
 * ```
 */
export function recordedEvents(
  { events, writes }: Pick<Plan, 'events' | 'writes'>,
  policies: Policies,
): readonly RecordedEvent[] {
  if (events.length === 0) return []
  const decided = new Map<string, PolicyVersions>()
  for (const write of writes) {
    const carried = write.op === 'put' && write.ref.kind === 'ticket' ? write.fields['workflow'] : null
    if (typeof carried === 'string') decided.set(write.ref.id, versionsUnder(policies, carried))
  }
  return events.map((event) => ({ ...event, policies: decided.get(event.stream) ?? policies.versions }))
}

/** The versions that decide about a ticket. */
export function versionsFor(policies: Policies, { workflow }: Pick<Ticket, 'workflow'>): PolicyVersions {
  return versionsUnder(policies, nameOf(workflow))
}

/** Worked out once for each workflow: who stores them knows the same ones again. */
const underWorkflow = new WeakMap<Policies, Map<string, PolicyVersions>>()

function versionsUnder(policies: Policies, carried: string): PolicyVersions {
  const known = underWorkflow.get(policies) ?? new Map<string, PolicyVersions>()
  const earlier = known.get(carried)
  if (earlier !== undefined) return earlier
  const versions = Object.freeze({ ...policies.versions, workflow: decidingWorkflow(policies, carried) })
  // A ticket may carry any version that ever was, so only those that these policies have are kept.
  if (policies.workflowVersions.has(carried)) underWorkflow.set(policies, known.set(carried, versions))
  return versions
}

/** The version a ticket carries, as `id@version`, where the policies know it; else the newest of that name. */
function decidingWorkflow({ workflowVersions, workflows }: Policies, carried: string): string | null {
  if (workflowVersions.has(carried)) return carried
  const newest = workflows.get(carried.slice(0, carried.lastIndexOf('@')))
  return newest === undefined ? null : nameOf(newest)
}

function nameOf({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${id}@${version}`
}

/** FNV-1a over two halves of different beginnings, each mixed. */
function digestOf(text: string): string {
  return [0x811c9dc5, 0x9e3779b9]
    .map((seed) => {
      let hash = seed
      for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
      return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0')
    })
    .join('')
}

/** A plan that says in its account, too, by which versions it was decided; one that decides nothing says nothing. */
export function decidedBy(plan: Plan, policies: Policies): Plan {
  if (plan.events.length === 0) return plan
  const { writes, ticket } = plan
  const own =
    ticket === null
      ? null
      : recordedEvents({ events: plan.events.filter(({ stream }) => stream === ticket.id).slice(0, 1), writes }, policies)
  const versions = own?.[0]?.policies ?? policies.versions
  return { ...plan, explanations: [...plan.explanations, explanation('planner/decided-by', { ...versions })] }
}
